import type { English } from '../../src/protocol/french/french';
import type { ReviewState } from '../../src/protocol/state';
import { arrangementSwitch } from './columns/arrangementSwitch';
import { columnsMenu, type ColumnsMenuOptions } from './columns/columnsMenu';
import { checkbox } from './controls';
import { element } from './dom';
import { filterMenu, type FilterMenuOptions } from './filters/filterMenu';
import type { Part } from './part';
import { glyphOf } from './rowView';
import { countedRows } from './state/counts';
import { hasBothSides, type View, type ViewTab } from './state/view';
import type { Texts } from './texts';

export interface TabsOptions extends FilterMenuOptions, ColumnsMenuOptions {
  /** Opens the groups where the page has no room for them. */
  readonly groups: HTMLElement;
  readonly onTab: (tab: ViewTab) => void;
  readonly onChangedOnly: (on: boolean) => void;
}

const tabs: readonly { readonly tab: ViewTab; readonly name: English }[] = [
  { tab: 'all', name: 'All differences' },
  { tab: 'missing', name: 'Missing' },
  { tab: 'changed', name: 'Changed' },
  { tab: 'extra', name: 'Only in production' },
  { tab: 'conflict', name: 'Conflicts' },
  { tab: 'identical', name: 'Identical' },
];

/** The categories with their exact counts. */
export function tabBar({
  texts,
  onTab,
  onChangedOnly,
  groups,
  onLook,
  onMasking,
  ...filtering
}: TabsOptions): Part<View> {
  const drawn = tabs.map(({ tab, name }) => ({
    tab,
    ...drawTab(tab, texts.say(name), tab === 'all' ? texts.say('All') : undefined),
  }));
  const list = element('div', { class: 'tabs', attributes: { role: 'tablist' } });
  const changedOnly = changedOnlyBox(texts, onChangedOnly);
  const columns = columnsMenu({ texts, onLook, onMasking });
  const filters = filterMenu({ texts, ...filtering });
  const parts = [filters, columns, changedOnly, arrangementSwitch(texts, onLook)];
  for (const { tab, button } of drawn) {
    button.addEventListener('click', () => {
      onTab(tab);
    });
    list.append(button);
  }
  moveByKeys(list, drawn, onTab);
  return {
    element: element(
      'nav',
      { class: 'categories' },
      list,
      groups,
      ...parts.map((part) => part.element),
    ),
    show(view) {
      const { review, tab: active } = view;
      for (const { tab, button, count } of drawn) {
        button.setAttribute('aria-selected', String(tab === active));
        button.tabIndex = tab === active ? 0 : -1;
        button.hidden = tab !== active && isNeedless(tab, review);
        count.textContent = countText(view, tab, texts);
      }
      for (const part of parts) {
        part.show(view);
      }
    },
  };
}

function moveByKeys(
  list: HTMLElement,
  drawn: readonly { readonly tab: ViewTab; readonly button: HTMLButtonElement }[],
  onTab: (tab: ViewTab) => void,
): void {
  list.addEventListener('keydown', (event) => {
    const shown = drawn.filter(({ button }) => !button.hidden);
    const at = shown.findIndex(({ button }) => button === document.activeElement);
    const next = shown[tabReached(event.key, at, shown.length)];
    if (next) {
      event.preventDefault();
      event.stopPropagation();
      next.button.focus();
      onTab(next.tab);
    }
  });
}

/** `2 000 of 2 004` where not all are listed; `…` while they are counted. */
function countText(view: View, tab: ViewTab, texts: Texts): string {
  const listed = countedRows(view, tab);
  if (listed === undefined) {
    return '…';
  }
  const { unlistedConflicts: unlisted = 0 } = view.review.counts;
  return tab === 'conflict' && unlisted > 0
    ? texts.say('{n} of {all}', { n: listed, all: listed + unlisted })
    : texts.count(listed);
}

/** Without a key no row is a changed one; conflicts are rare. */
function isNeedless(tab: ViewTab, { counts, withoutKey }: ReviewState): boolean {
  return (
    (tab === 'changed' && withoutKey !== undefined) ||
    (tab === 'conflict' && counts.conflicts === 0)
  );
}

/** Leaves out the columns that are the same in every row. */
export function changedOnlyBox(texts: Texts, onChangedOnly: (on: boolean) => void): Part<View> {
  const box = checkbox(texts.say('Changed columns only'), onChangedOnly);
  return {
    element: box.element,
    show({ tab, changedOnly, review }) {
      box.element.hidden = !hasBothSides(tab) || review.withoutKey !== undefined;
      box.show(changedOnly);
    },
  };
}

/** Names the panel of rows by its tab. */
export function tabId(tab: ViewTab): string {
  return `tab-${tab}`;
}

export const panelId = 'rows';

/** As in every list of tabs: round and round, and to either end; -1 where the key is not the tabs'. */
function tabReached(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}

/** @param short Stands for the name on a narrow page. */
function drawTab(
  tab: ViewTab,
  name: string,
  short?: string,
): { readonly button: HTMLButtonElement; readonly count: HTMLElement } {
  const count = element('span', { class: 'count' });
  const button = element(
    'button',
    {
      class: `category ${tab}`,
      attributes: { type: 'button', role: 'tab', id: tabId(tab), 'aria-controls': panelId },
    },
    ...(tab === 'all' ? [] : [element('span', { class: 'glyph', text: glyphOf(tab) })]),
    element('span', { class: 'name', text: name, attributes: { title: name } }),
    ...(short === undefined ? [] : [element('span', { class: 'short', text: short })]),
    count,
  );
  return { button, count };
}
