import type { ColumnLook } from '../../../src/protocol/cells';
import { checkbox } from '../controls';
import { element } from '../dom';
import type { Part } from '../part';
import { keepingPlace, popoverButton } from '../popover';
import { hasBothSides, type View } from '../state/view';
import type { Texts } from '../texts';
import { type Masking, maskingOf, maskingWords } from './masked';
import { hiddenDiffering, type LookChange, lookAfter, ordered } from './look';

export interface ColumnsMenuOptions {
  readonly texts: Texts;
  readonly onLook: (look: ColumnLook) => void;
  readonly onMasking: Masking;
}

/** Which columns are shown, and how both sides of a row lie. */
export function columnsMenu(options: ColumnsMenuOptions): Part<View> {
  const { texts, onLook } = options;
  const panel = element('div', {
    class: 'filter-menu columns-menu',
    attributes: {
      ...{ popover: 'auto', role: 'dialog', tabindex: '-1', autofocus: '' },
      'aria-label': texts.say('Columns'),
    },
  });
  const opener = popoverButton(panel, { label: texts.say('Columns'), picture: 'columns' });
  let shown: View | undefined;
  const draw = (): void => {
    const view = shown;
    if (view && panel.matches(':popover-open')) {
      const change = (what: LookChange): void => {
        onLook(lookAfter(view.look, what, view.review.columns));
      };
      keepingPlace(panel, () => {
        panel.replaceChildren(...drawMenu(view, change, options));
      });
    }
  };
  panel.addEventListener('toggle', draw);
  return {
    element: element('span', { class: 'filter-opener' }, opener, panel),
    show(view) {
      const isOther = shown?.look !== view.look || shown.review !== view.review;
      shown = view;
      opener.hidden = view.tab === 'identical';
      opener.title = hiddenColumnWords(view, texts) || texts.say('Columns');
      opener.classList.toggle('on', view.look.hidden.length > 0);
      if (isOther) {
        draw();
      }
    },
  };
}

/** `2 hidden columns differ`; nothing where none does. */
export function hiddenColumnWords({ look, review, tab }: View, texts: Texts): string {
  const n = hasBothSides(tab) ? hiddenDiffering(look, review.columns).length : 0;
  if (n === 0) {
    return '';
  }
  return n === 1
    ? texts.say('1 hidden column differs')
    : texts.say('{n} hidden columns differ', { n });
}

function drawMenu(
  view: View,
  change: (what: LookChange) => void,
  options: ColumnsMenuOptions,
): readonly HTMLElement[] {
  const { texts } = options;
  const reset = element('button', {
    class: 'link',
    text: texts.say('Reset Columns'),
    attributes: { type: 'button', 'data-part': 'reset' },
  });
  reset.addEventListener('click', () => {
    change({ kind: 'reset' });
  });
  const { columns } = view.review;
  const others = ordered(view.look, columns);
  const masked = [...columns.keys()].filter((at) => columns[at]?.masked && !others.includes(at));
  return [
    ...(view.review.withoutKey ? [] : arrangements(view, change, texts)),
    element('h2', { text: texts.say('Shown columns') }),
    ...[...masked, ...others].map((at) => columnLine(view, at, change, options)),
    reset,
  ];
}

function arrangements(
  { look }: View,
  change: (what: LookChange) => void,
  texts: Texts,
): readonly HTMLElement[] {
  const names = { paired: texts.say('Paired'), stacked: texts.say('Stacked') } as const;
  const buttons = (['paired', 'stacked'] as const).map((arrangement) =>
    toggle(names[arrangement], {
      part: arrangement,
      pressed: look.arrangement === arrangement,
      onPress: () => {
        change({ kind: 'arrange', arrangement });
      },
    }),
  );
  return [
    element('h2', { class: 'folded-arrangement', text: texts.say('Arrangement') }),
    element(
      'div',
      { class: 'filter-line folded-arrangement' },
      ...buttons,
      element('span', { class: 'name' }),
    ),
  ];
}

function columnLine(
  { look, review }: View,
  at: number,
  change: (what: LookChange) => void,
  { texts, onMasking }: ColumnsMenuOptions,
): HTMLElement {
  const column = review.columns[at];
  const { name = '', differing = 0, isKey = false } = column ?? {};
  const box = checkbox(name, (on) => {
    change({ kind: on ? 'unhide' : 'hide', column: name });
  });
  box.element.setAttribute('data-part', `column-${name}`);
  box.show(!look.hidden.includes(name));
  const differ = texts.say('{n} differ', { n: differing });
  const masking = (column ? maskingOf(column) : []).map((act) => {
    const words = texts.say(maskingWords[act]);
    const onPress = (): void => {
      onMasking(at, act);
    };
    const made = toggle(words, { part: `masking-${name}`, onPress });
    made.title = texts.say('The incident’s journal notes it');
    made.setAttribute('aria-label', `${words}: ${name}`);
    return made;
  });
  return element(
    'div',
    { class: 'filter-line' },
    isKey && !review.withoutKey ? element('span', { class: 'name mono', text: name }) : box.element,
    ...(differing > 0 ? [element('span', { class: 'count quiet', text: differ })] : []),
    ...masking,
  );
}

interface ToggleLook {
  readonly part: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
}

function toggle(text: string, { part, pressed, onPress }: ToggleLook): HTMLElement {
  const made = element('button', {
    class: 'toggle',
    text,
    attributes: {
      ...{ type: 'button', 'data-part': part },
      ...(pressed === undefined ? {} : { 'aria-pressed': String(pressed) }),
    },
  });
  made.addEventListener('click', onPress);
  return made;
}
