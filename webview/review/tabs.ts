import type { Tab } from '../../src/protocol/rows';
import { checkbox } from './controls';
import { element } from './dom';
import type { Part } from './header';
import { glyphOf } from './rowView';
import { rowsOf, type View } from './state';
import type { Texts } from './texts';

export interface TabsOptions {
  readonly texts: Texts;
  readonly onTab: (tab: Tab) => void;
  readonly onChangedOnly: (changedOnly: boolean) => void;
}

const tabs: readonly { readonly tab: Tab; readonly name: string }[] = [
  { tab: 'all', name: 'All differences' },
  { tab: 'missing', name: 'Missing' },
  { tab: 'changed', name: 'Changed' },
  { tab: 'extra', name: 'Only in production' },
];

/** The categories with their exact counts. */
export function tabBar({ texts, onTab, onChangedOnly }: TabsOptions): Part<View> {
  const drawn = tabs.map(({ tab, name }) => ({ tab, ...drawTab(tab, texts.say(name)) }));
  const list = element('div', { class: 'tabs', attributes: { role: 'tablist' } });
  const identical = element('span', { class: 'identical quiet' });
  const changedOnly = checkbox(texts.say('Changed columns only'), onChangedOnly);
  for (const { tab, button } of drawn) {
    button.addEventListener('click', () => {
      onTab(tab);
    });
    list.append(button);
  }
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = drawn.findIndex(({ button }) => button === document.activeElement);
    const next = drawn[(at + step + drawn.length) % drawn.length];
    if (step !== 0 && next) {
      next.button.focus();
      onTab(next.tab);
    }
  });
  return {
    element: element('nav', { class: 'categories' }, list, identical, changedOnly.element),
    show({ review, tab: active, changedOnly: only }) {
      for (const { tab, button, count } of drawn) {
        button.setAttribute('aria-selected', String(tab === active));
        button.tabIndex = tab === active ? 0 : -1;
        count.textContent = texts.count(rowsOf(review.counts, tab));
      }
      const values = { n: review.counts.identical };
      identical.textContent = `= ${texts.say('{n} identical', values)}`;
      changedOnly.element.hidden = active === 'missing' || active === 'extra';
      changedOnly.show(only);
    },
  };
}

function drawTab(
  tab: Tab,
  name: string,
): { readonly button: HTMLButtonElement; readonly count: HTMLElement } {
  const count = element('span', { class: 'count' });
  const button = element(
    'button',
    { class: `category ${tab}`, attributes: { type: 'button', role: 'tab' } },
    ...(tab === 'all' ? [] : [element('span', { class: 'glyph', text: glyphOf(tab) })]),
    name,
    count,
  );
  return { button, count };
}
