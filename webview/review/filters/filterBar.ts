import type { RowFilter } from '../../../src/protocol/shown';
import { element, icon } from '../dom';
import type { Part } from '../part';
import { maySelect, rowsOf, shownRows } from '../state/counts';
import { hasFilter, partsOf, toggled } from '../state/filter';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { partWords } from './filterWords';

export interface FilterBarOptions {
  readonly texts: Texts;
  readonly onFilter: (filter: RowFilter) => void;
  /** All rows that are shown. */
  readonly onSelect: () => void;
}

/** What the rows are filtered by, each of it with a way out, and how many that leaves; nothing without a filter. */
export function filterBar({ texts, onFilter, onSelect }: FilterBarOptions): Part<View> {
  const chips = element('span', { class: 'chips' });
  const clear = element('button', {
    class: 'link',
    text: texts.say('Clear'),
    attributes: { type: 'button', 'aria-label': texts.say('Clear filters') },
  });
  clear.addEventListener('click', () => {
    onFilter({});
  });
  const select = element('button', { class: 'link', attributes: { type: 'button' } });
  select.addEventListener('click', onSelect);
  const shown = element('strong');
  const hidden = element('span', { class: 'quiet' });
  const result = element(
    'span',
    { class: 'result', attributes: { role: 'status' } },
    shown,
    hidden,
  );
  const made = element(
    'section',
    { class: 'filters', attributes: { 'aria-label': texts.say('Filters') } },
    ...[chips, clear, select, result],
  );
  let drawn: Pick<View, 'filter' | 'groups'> | undefined;
  return {
    element: made,
    show(view) {
      made.hidden = !hasFilter(view.filter) || view.tab === 'identical';
      if (view.filter !== drawn?.filter || view.groups !== drawn.groups) {
        drawn = view;
        chips.replaceChildren(...drawChips(view, texts, onFilter));
      }
      const left = selectableLeft(view);
      select.hidden = left === 0;
      select.textContent = texts.say('Select {n} {n:row|rows}', { n: left });
      shown.textContent = shownWords(view, texts);
      hidden.textContent = hiddenWords(view, texts);
    },
  };
}

function drawChips(
  view: View,
  texts: Texts,
  onFilter: FilterBarOptions['onFilter'],
): readonly HTMLElement[] {
  return partsOf(view.filter).map((part) => {
    const words = partWords(part, view, texts);
    const remove = element(
      'button',
      {
        class: 'icon-button',
        attributes: {
          type: 'button',
          'aria-label': texts.say('Remove filter: {filter}', { filter: words }),
        },
      },
      icon('close'),
    );
    remove.addEventListener('click', () => {
      onFilter(toggled(view.filter, part));
    });
    return element(
      'span',
      { class: 'filter-chip' },
      element('span', { text: words, attributes: { title: words } }),
      remove,
    );
  });
}

/** Of the rows shown: those that choosing all of them takes in, if there are any that are not in. */
function selectableLeft(view: View): number {
  const { selectable = 0, selectableSelected = 0 } = view.choice ?? {};
  return maySelect(view) && selectableSelected < selectable ? selectable : 0;
}

/** `2 461 of 2 573 shown` */
function shownWords(view: View, texts: Texts): string {
  const rows = shownRows(view);
  const all = rowsOf(view.review.counts, view.tab);
  return rows === undefined ? '…' : texts.say('{n} of {m} shown', { n: rows, m: all });
}

/** `38 selected rows hidden by filters` */
function hiddenWords({ choice }: View, texts: Texts): string {
  const rows = choice?.hiddenSelected ?? 0;
  return rows === 0 ? '' : texts.say('{n} selected hidden', { n: rows });
}
