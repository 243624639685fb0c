import type { RowGroup } from '../../../src/protocol/groups';
import { element, icon } from '../dom';
import { glyphOf } from '../rowView';
import type { Texts } from '../texts';
import { detailOf, groupSelection } from './groupWords';

export interface RailItemOptions {
  readonly texts: Texts;
  /** All of its rows go in, or out. */
  readonly onSelect: (group: RowGroup) => void;
  /** Only its rows are shown, or again all. */
  readonly onFilter: (group: RowGroup) => void;
}

/** A box that selects, and a text that filters. The box takes the keys for both. */
export function railItem(
  group: RowGroup,
  isFiltered: boolean,
  options: RailItemOptions,
): HTMLElement {
  const { texts, onSelect, onFilter } = options;
  const detail = detailOf(group, texts);
  const box = boxOf(group, detail, texts);
  const text = textOf(group, { detail, isFiltered }, texts);
  box.addEventListener('click', () => {
    onSelect(group);
  });
  text.addEventListener('click', () => {
    onFilter(group);
  });
  const look = group.kind === 'flag' ? 'flag' : group.of;
  return element('li', { class: `group ${look}${isFiltered ? ' filtered' : ''}` }, box, text);
}

/** The group whose box it is. */
export function groupOf(box: Element | null): string | undefined {
  return box instanceof HTMLElement ? box.dataset['group'] : undefined;
}

function boxOf(group: RowGroup, detail: string, texts: Texts): HTMLElement {
  const state = groupSelection(group);
  const { id, title, rows, selected } = group;
  const count = texts.say('{n} {n:row|rows}, {m} selected', { n: rows, m: selected });
  const look = state === 'true' ? ' on' : state === 'mixed' ? ' mixed' : '';
  const made = element(
    'span',
    {
      class: 'box',
      attributes: {
        ...{ role: 'checkbox', tabindex: '-1', 'aria-checked': state, 'data-group': id },
        'aria-label': [title, detail, count].filter((part) => part !== '').join(', '),
        'aria-description': texts.say('Space selects all of them, Enter shows only them'),
      },
    },
    element('span', { class: `check${look}` }),
  );
  return made;
}

function textOf(
  { title, of, rows, kind }: RowGroup,
  { detail, isFiltered }: { readonly detail: string; readonly isFiltered: boolean },
  texts: Texts,
): HTMLElement {
  const glyph = kind === 'flag' ? '!' : of === 'mixed' ? '±' : glyphOf(of);
  const whole = detail === '' ? title : `${title} – ${detail}`;
  return element(
    'button',
    {
      class: 'text',
      attributes: {
        ...{ type: 'button', tabindex: '-1', title: whole, 'aria-pressed': String(isFiltered) },
      },
    },
    element('span', { class: 'glyph', text: glyph, attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'name', text: title }),
    element(
      'span',
      { class: 'rows-in' },
      icon('filter'),
      element('span', { text: texts.count(rows) }),
    ),
    element('span', { class: 'why quiet', text: detail }),
  );
}
