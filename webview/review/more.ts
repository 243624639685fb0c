import type { English } from '../../src/protocol/french/french';
import { button, checkbox } from './controls';
import { element, icon } from './dom';
import { scopedAge, backupFacts, identicalFacts, liveFacts } from './facts';
import { type MenuAct, takeMenu } from './finding/takeMenu';
import type { Part } from './part';
import type { View } from './state/view';
import { changedOnlyBox } from './tabs';
import type { Texts } from './texts';

export interface MoreOptions {
  readonly texts: Texts;
  readonly onChangedOnly: (on: boolean) => void;
  readonly onAllowDeletes: (allowed: boolean) => void;
  readonly onFindStale: () => void;
  /** Opens what the selection comes from. */
  readonly rules: HTMLElement;
  readonly onAct: (act: MenuAct) => void;
}

/** Opens all the keys, and what a narrow page has no room for. */
export function more(options: MoreOptions): Part<View> {
  const { texts } = options;
  const changedOnly = changedOnlyBox(texts, options.onChangedOnly);
  const deletes = checkbox(texts.say('Allow deletes'), options.onAllowDeletes);
  const boxes = [changedOnly.element, deletes.element];
  const facts = element('dl', { class: 'folded facts' });
  const findStale = button(() => {
    panel.hidePopover();
    options.onFindStale();
  });
  const acts = takeMenu(texts, (act) => {
    panel.hidePopover();
    options.onAct(act);
  });
  const panel = element(
    'div',
    {
      class: 'more-panel',
      attributes: { popover: 'auto', role: 'dialog', tabindex: '-1', autofocus: '' },
    },
    element('div', { class: 'folded options' }, ...boxes),
    facts,
    element('div', { class: 'menu-buttons' }, options.rules, findStale.element, acts.element),
    keyList(texts),
  );
  panel.setAttribute('aria-label', texts.say('More'));
  const opener = openerOf(panel, texts.say('More'));
  let shown: View | undefined;
  panel.addEventListener('beforetoggle', () => {
    facts.replaceChildren(...(shown ? drawFacts(shown, texts) : []));
  });
  return {
    element: element('span', { class: 'more' }, opener, panel),
    show(view) {
      changedOnly.show(view);
      acts.show(view);
      const isByCount = view.review.withoutKey !== undefined;
      deletes.element.hidden = isByCount;
      deletes.show(view.review.status.selection.allowDeletes);
      findStale.element.hidden = isByCount;
      findStale.show({
        label: texts.say('Find Stale Rows'),
        primary: false,
        enabled: view.review.status.running === undefined,
      });
      shown = view;
    },
  };
}

function openerOf(panel: HTMLElement, label: string): HTMLElement {
  const opener = element(
    'button',
    {
      class: 'icon-button',
      attributes: { type: 'button', title: label, 'aria-label': label, 'aria-haspopup': 'dialog' },
    },
    icon('more'),
  );
  opener.popoverTargetElement = panel;
  panel.addEventListener('beforetoggle', () => {
    const { top, right } = opener.getBoundingClientRect();
    panel.style.maxHeight = `${top - 12}px`;
    panel.style.bottom = `${window.innerHeight - top + 4}px`;
    panel.style.right = `${window.innerWidth - right}px`;
  });
  return opener;
}

function drawFacts({ review }: View, texts: Texts): readonly HTMLElement[] {
  const { backup, live } = review;
  return pairs([
    ['', review.table],
    [texts.say('backup'), `${backup.label} · ${backupFacts(review, texts)}`],
    [texts.say('live'), `${live.label} · ${liveFacts(review, texts)}`],
    ['', scopedAge(review, texts).long],
    ['', identicalFacts(review, texts)],
  ]);
}

function keyList(texts: Texts): HTMLElement {
  const keys: readonly (readonly [English, English])[] = [
    ['Space', 'select'],
    ['Shift+↑ ↓', 'extend range'],
    ['Ctrl+A', 'select all rows of this tab'],
    ['F7 Shift+F7', 'next and previous difference'],
    ['Ctrl+Space', 'this column of the row only'],
    ['Ctrl+Shift+A', 'invert the selection of this tab'],
    ['Ctrl+Z', 'undo the last act of choosing'],
    ['Enter', 'row in diff editor'],
    ['Alt+F', 'only rows that differ in this column'],
    ['Ctrl+F', 'find in values'],
    ['F3 Shift+F3', 'next and previous match'],
    ['Ctrl+G', 'go to key'],
    ['Ctrl+C', 'copy the cell, or the rows of the range'],
    ['Ctrl+Shift+C', 'copy the rows of this side'],
    ['Alt+S', 'sort by this column: ascending, descending, by key'],
    ['Alt+← →', 'width of the column'],
    ['Alt+Shift+← →', 'place of the column'],
    ['Shift+F10', 'menu of the column'],
    ['Ctrl+Home End', 'first and last row'],
    ['Esc', 'leave range'],
    ['F6 Shift+F6', 'next and previous part of the page'],
  ];
  return element(
    'dl',
    { class: 'key-list' },
    ...keys.flatMap(([key, text]) => [
      element('dt', {}, element('kbd', { text: texts.say(key) })),
      element('dd', { text: texts.say(text) }),
    ]),
  );
}

function pairs(rows: readonly (readonly [string, string])[]): readonly HTMLElement[] {
  return rows.flatMap(([name, text]) => [
    element('dt', { class: 'quiet', text: name }),
    element('dd', { text }),
  ]);
}
