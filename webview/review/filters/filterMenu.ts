import type { RowFilter, RowFlag } from '../../../src/protocol/shown';
import { element } from '../dom';
import type { Part } from '../part';
import { keepingPlace, popoverButton } from '../popover';
import { type FilterPart, hasFilter, hasPart, toggled } from '../state/filter';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { flagWords } from './filterWords';

export interface FilterMenuOptions {
  readonly texts: Texts;
  readonly onFilter: (filter: RowFilter) => void;
  /** How many differences have the flag; asked each time that the menu is opened. */
  readonly countFlag: (flag: RowFlag) => Promise<number>;
}

const flags: readonly RowFlag[] = [
  ...(['sameValue', 'reused', 'stale', 'unread', 'blocked', 'children'] as const),
  ...(['later', 'selected'] as const),
];

/** What can be filtered by: flags that rows have, asked for or hidden, and columns in which they differ. */
export function filterMenu(options: FilterMenuOptions): Part<View> {
  const { texts, countFlag } = options;
  const panel = element('div', {
    class: 'filter-menu',
    attributes: {
      ...{ popover: 'auto', role: 'dialog', tabindex: '-1', autofocus: '' },
      'aria-label': texts.say('Filter'),
    },
  });
  const opener = popoverButton(panel, { label: texts.say('Filter'), picture: 'filter' });
  let shown: View | undefined;
  const counts = new Map<RowFlag, number>();
  const draw = (): void => {
    if (shown && panel.matches(':popover-open')) {
      keepingPlace(panel, () => {
        panel.replaceChildren(...(shown ? drawMenu(shown, counts, options) : []));
      });
    }
  };
  panel.addEventListener('toggle', () => {
    draw();
    if (panel.matches(':popover-open')) {
      for (const flag of flags) {
        void countFlag(flag).then((count) => {
          counts.set(flag, count);
          draw();
        });
      }
    }
  });
  return {
    element: element('span', { class: 'filter-opener' }, opener, panel),
    show(view) {
      shown = view;
      opener.hidden = view.review.withoutKey !== undefined || view.tab === 'identical';
      opener.classList.toggle('on', hasFilter(view.filter));
      draw();
    },
  };
}

function drawMenu(
  view: View,
  counts: ReadonlyMap<RowFlag, number>,
  options: FilterMenuOptions,
): readonly HTMLElement[] {
  const { texts } = options;
  const marked = flags.filter((flag) => (counts.get(flag) ?? 0) > 0 || isAsked(view.filter, flag));
  const columns = view.review.columns.flatMap(({ name, differing }, column) =>
    differing > 0 ? [{ name, differing, column }] : [],
  );
  const none = element('p', { class: 'quiet', text: texts.say('Nothing to filter by') });
  return [
    ...(marked.length + columns.length === 0 ? [none] : []),
    ...(marked.length === 0 ? [] : [heading(texts.say('Marked rows'))]),
    ...marked.map((flag) => flagLine(view, { flag, rows: counts.get(flag) ?? 0 }, options)),
    ...(columns.length === 0 ? [] : [heading(texts.say('Rows that differ in'))]),
    ...columns.map(({ name, differing, column }) =>
      line(
        element('span', { class: 'mono', text: name }),
        texts.count(differing),
        partButton(
          view,
          { kind: 'column', column },
          { ...options, label: texts.say('Only'), name },
        ),
      ),
    ),
  ];
}

function isAsked(filter: RowFilter, flag: RowFlag): boolean {
  return hasPart(filter, { kind: 'only', flag }) || hasPart(filter, { kind: 'hide', flag });
}

function flagLine(
  view: View,
  { flag, rows }: { readonly flag: RowFlag; readonly rows: number },
  options: FilterMenuOptions,
): HTMLElement {
  const { texts } = options;
  const name = texts.say(flagWords[flag]);
  return line(
    element('span', {
      text: name,
      attributes: flag === 'sameValue' ? { title: texts.say(sameValue) } : {},
    }),
    texts.count(rows),
    partButton(view, { kind: 'only', flag }, { ...options, label: texts.say('Only'), name }),
    partButton(view, { kind: 'hide', flag }, { ...options, label: texts.say('Hide'), name }),
  );
}

const sameValue = 'Rows whose values are equal by type, such as 1.0 and 1.00';

function heading(text: string): HTMLElement {
  return element('h2', { text });
}

function line(name: HTMLElement, count: string, ...buttons: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'filter-line' },
    name,
    element('span', { class: 'count quiet', text: count }),
    ...buttons,
  );
}

function partButton(
  { filter }: View,
  part: FilterPart,
  { label, name, onFilter }: FilterMenuOptions & { readonly label: string; readonly name: string },
): HTMLElement {
  const made = element('button', {
    class: 'toggle',
    text: label,
    attributes: {
      type: 'button',
      'aria-pressed': String(hasPart(filter, part)),
      'aria-label': `${label}: ${name}`,
      'data-part': Object.values(part).join('-'),
    },
  });
  made.addEventListener('click', () => {
    onFilter(toggled(filter, part));
  });
  return made;
}
