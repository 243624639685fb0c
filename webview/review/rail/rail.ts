import type { RowGroup } from '../../../src/protocol/groups';
import { element, icon } from '../dom';
import type { Part } from '../part';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { foldedGroups, sectionsOf } from './groupWords';
import { groupOf, railItem, type RailItemOptions } from './railItem';

/** The groups of rows beside the rows, or on a narrow page, behind a button. */
export interface Rail extends Part<View> {
  /** Of a narrow page. */
  readonly opener: HTMLElement;
}

/** From this width on there is room for it beside the rows; as in rail.css. */
const wide = '(min-width: 1081px)';

export function rail(options: RailItemOptions): Rail {
  const { texts } = options;
  const made = element('nav', {
    class: 'rail',
    attributes: { popover: 'auto', 'aria-label': texts.say('Groups') },
  });
  const opener = openerOf(made, texts);
  let drawn: View | undefined;
  let current: string | undefined;
  const unfolded = new Set<string>();
  made.addEventListener('keydown', (event) => {
    const box = pressed(event, made);
    const group = drawn?.groups?.find(({ id }) => id === groupOf(box ?? null));
    if (group && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      (event.key === ' ' ? options.onSelect : options.onFilter)(group);
    }
  });
  made.addEventListener('focusin', ({ target }) => {
    current = target instanceof Element ? (groupOf(target) ?? current) : current;
    rove(made, current);
  });
  return {
    ...{ element: made, opener: opener.element },
    show(view) {
      const isNeeded = hasGroups(view);
      made.hidden = !isNeeded;
      opener.show(isNeeded ? (view.groups ?? []).length : undefined);
      if (isNeeded && !isSame(view, drawn)) {
        keepingPlace(made, () => {
          made.replaceChildren(...drawSections(view, options, unfolded));
          rove(made, current);
        });
      }
      drawn = view;
    },
  };
}

/** Missing rows alone are in no group. */
function hasGroups({ review, groups }: View): boolean {
  const { counts, withoutKey } = review;
  return groups ? groups.length > 0 : counts.changed + counts.extra > 0 && withoutKey === undefined;
}

function isSame(view: View, drawn: View | undefined): boolean {
  return drawn?.groups === view.groups && drawn?.filter.groups === view.filter.groups;
}

function drawSections(
  view: View,
  options: RailItemOptions,
  unfolded: Set<string>,
): readonly HTMLElement[] {
  const { texts } = options;
  const { groups, filter, review } = view;
  if (!groups) {
    return [element('p', { class: 'note quiet', text: texts.say('Looking for groups…') })];
  }
  const isFiltered = ({ id }: RowGroup): boolean => filter.groups?.includes(id) === true;
  return sectionsOf(groups, review.counts).map((section, at) => {
    const { name, note } = section;
    const id = `groups-${String(at)}`;
    const { first, rest } = foldedGroups(section.groups);
    const list = (of: readonly RowGroup[]): HTMLElement =>
      element(
        'ul',
        { attributes: { 'aria-labelledby': id } },
        ...of.map((group) => railItem(group, isFiltered(group), options)),
      );
    return element(
      'section',
      { attributes: { 'aria-labelledby': id } },
      ...[element('h2', { text: texts.say(name), attributes: { id } }), list(first)],
      ...(rest.length === 0
        ? []
        : [fold(texts.say('{n} more', { n: rest.length }), list(rest), { name, unfolded })]),
      ...(note === undefined ? [] : [element('p', { class: 'note quiet', text: texts.say(note) })]),
    );
  });
}

/** Stays as it was left when the groups are drawn anew. */
function fold(
  words: string,
  list: HTMLElement,
  { name, unfolded }: { readonly name: string; readonly unfolded: Set<string> },
): HTMLElement {
  const made = element(
    'details',
    { class: 'more-groups' },
    element('summary', { text: words }),
    list,
  );
  made.open = unfolded.has(name) || list.querySelector('.filtered') !== null;
  made.addEventListener('toggle', () => {
    if (made.open) {
      unfolded.add(name);
    } else {
      unfolded.delete(name);
    }
  });
  return made;
}

/** Those that can be reached: none of them is folded away. */
function boxesIn(made: HTMLElement): readonly HTMLElement[] {
  return [...made.querySelectorAll<HTMLElement>('.box')].filter(
    (box) => box.closest('details:not([open])') === null,
  );
}

/** One of the boxes can be reached by Tab: the last that had the focus, or the first. */
function rove(made: HTMLElement, current: string | undefined): void {
  const boxes = boxesIn(made);
  const one = boxes.find((box) => groupOf(box) === current) ?? boxes[0];
  for (const box of boxes) {
    box.tabIndex = box === one ? 0 : -1;
  }
}

/** Moves the focus with the arrows. @returns The box that has the key. */
function pressed(event: KeyboardEvent, made: HTMLElement): HTMLElement | undefined {
  const boxes = boxesIn(made);
  const at = boxes.findIndex((box) => box === document.activeElement);
  const to: Readonly<Record<string, number>> = {
    ...{ ArrowUp: Math.max(0, at - 1), ArrowDown: Math.min(boxes.length - 1, at + 1) },
    ...{ Home: 0, End: boxes.length - 1 },
  };
  const next = at < 0 ? undefined : boxes[to[event.key] ?? -1];
  if (next) {
    event.preventDefault();
    next.focus();
  }
  return boxes[at];
}

/** What had the focus has it still, drawn anew. */
function keepingPlace(made: HTMLElement, draw: () => void): void {
  const had = document.activeElement;
  const item = made.contains(had) ? had?.closest('.group') : undefined;
  const group = groupOf(item?.querySelector('.box') ?? null);
  const isText = had?.classList.contains('text') === true;
  draw();
  const box = boxesIn(made).find((other) => group !== undefined && groupOf(other) === group);
  const again = isText ? box?.parentElement?.querySelector<HTMLElement>('.text') : box;
  again?.focus();
}

interface Opener {
  readonly element: HTMLElement;
  /** @param groups How many; undefined where there is nothing to open. */
  show(groups: number | undefined): void;
}

function openerOf(panel: HTMLElement, texts: Texts): Opener {
  const label = element('span');
  const made = element(
    'button',
    { class: 'rail-opener', attributes: { type: 'button', 'aria-haspopup': 'dialog' } },
    icon('list'),
    label,
  );
  made.popoverTargetElement = panel;
  panel.addEventListener('beforetoggle', () => {
    const { bottom, right } = made.getBoundingClientRect();
    panel.style.setProperty('--top', `${bottom + 4}px`);
    panel.style.setProperty('--right', `${Math.max(8, window.innerWidth - right)}px`);
  });
  panel.addEventListener('toggle', () => {
    if (panel.matches(':popover-open')) {
      panel.querySelector<HTMLElement>('.box[tabindex="0"]')?.focus();
    }
  });
  window.matchMedia(wide).addEventListener('change', () => {
    panel.hidePopover();
  });
  return {
    element: made,
    show(groups) {
      made.hidden = groups === undefined;
      label.textContent = groups ? texts.say('Groups {n}', { n: groups }) : texts.say('Groups');
    },
  };
}
