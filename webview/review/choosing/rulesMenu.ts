import type { ChosenRules } from '../../../src/protocol/selecting';
import { button, type ButtonControl } from '../controls';
import { element } from '../dom';
import type { Part } from '../part';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import type { ChooseActs } from './chooseActs';
import { countWords, exceptionWords, ruleWords } from './ruleWords';

type Acts = Pick<ChooseActs, 'rules' | 'takeBack'>;

export interface RulesMenu extends Part<View> {
  /** The link once more, for a menu of the narrow page that has no room for it. */
  readonly folded: HTMLElement;
}

/** What the selection comes from, behind a link that counts it; nothing where nothing was chosen. */
export function rulesMenu(texts: Texts, acts: Acts): RulesMenu {
  const body = bodyOf(texts, acts);
  const panel = panelOf(texts, body.element);
  const opener = openerOf(panel);
  const folded = foldedOf(panel);
  let shown: View | undefined;
  let latest: object = {};
  const askWhereOpen = async (): Promise<void> => {
    const asked = (latest = {});
    const rules = panel.matches(':popover-open') ? await acts.rules() : undefined;
    if (asked === latest && shown && rules) {
      body.show(shown, rules);
    }
  };
  panel.addEventListener('toggle', () => void askWhereOpen());
  return {
    ...{ element: element('span', { class: 'rules' }, opener, panel), folded: folded.element },
    show(view) {
      const { selection } = view.review.status;
      const isOther = selection !== shown?.review.status.selection || view.groups !== shown.groups;
      shown = view;
      const label = countWords(selection, texts);
      if (label === '') {
        panel.hidePopover();
      }
      opener.textContent = label;
      opener.hidden = folded.element.hidden = label === '';
      folded.show({ label, primary: false, enabled: true });
      if (isOther) {
        void askWhereOpen();
      }
    },
  };
}

function panelOf(texts: Texts, ...body: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    {
      class: 'rules-panel',
      attributes: {
        ...{ popover: 'auto', role: 'dialog', tabindex: '-1', autofocus: '' },
        'aria-label': texts.say('Rules and exceptions'),
      },
    },
    ...body,
  );
}

/** Its panel stands above it; where it is folded, at the same height on the page's left. */
function openerOf(panel: HTMLElement): HTMLButtonElement {
  const opener = element('button', {
    class: 'link rules-opener',
    attributes: { type: 'button', 'aria-haspopup': 'dialog' },
  });
  opener.popoverTargetElement = panel;
  panel.addEventListener('beforetoggle', () => {
    const footer = opener.closest('footer')?.getBoundingClientRect();
    const top = footer?.top ?? window.innerHeight;
    panel.style.maxHeight = `${top - 12}px`;
    panel.style.bottom = `${window.innerHeight - top + 4}px`;
    panel.style.left = `${Math.max(12, opener.getBoundingClientRect().left)}px`;
  });
  return opener;
}

function foldedOf(panel: HTMLElement): ButtonControl {
  const made = button(() => {
    // The focus goes back to what opens the menu, and from here on there again.
    made.element.closest<HTMLElement>('[popover]')?.hidePopover();
    panel.showPopover();
  });
  made.element.classList.add('folded-rules');
  return made;
}

interface Body {
  readonly element: HTMLElement;
  show(view: View, rules: ChosenRules): void;
}

function bodyOf(texts: Texts, acts: Acts): Body {
  const rules = element('div', {}, element('p', { text: texts.say('Looking for the rules…') }));
  const exceptions = element('div');
  const takeBack = button(() => {
    acts.takeBack();
  });
  const reason = element('p', { class: 'quiet' });
  return {
    element: element(
      'div',
      { class: 'rules-body' },
      ...[heading(texts.say('Rules')), rules],
      ...[heading(texts.say('Exceptions')), exceptions, takeBack.element, reason],
    ),
    show(view, told) {
      rules.replaceChildren(...drawRules(told, view, texts));
      const words = exceptionWords(view.review.status.selection, texts);
      exceptions.replaceChildren(...words.map((text) => element('p', { text })));
      const label = texts.say('Take Back the Last');
      takeBack.show({ label, primary: false, enabled: told.mayTakeBack });
      reason.textContent = told.mayTakeBack ? '' : texts.say(nothingToTakeBack);
      takeBack.element.title = reason.textContent;
    },
  };
}

const nothingToTakeBack =
  'Nothing was chosen since the review was opened; what was chosen before stays.';

function drawRules(
  { rules, others }: ChosenRules,
  view: View,
  texts: Texts,
): readonly HTMLElement[] {
  const more = texts.say(others === 1 ? '1 other rule' : '{n} other rules', { n: others });
  const none = texts.say('No rule: the rows were chosen one by one');
  const items = rules.map((rule) => element('li', { text: ruleWords(rule, view, texts) }));
  return [
    ...(others > 0 ? [element('p', { class: 'quiet', text: more })] : []),
    ...(items.length > 0 ? [element('ol', {}, ...items)] : []),
    ...(rules.length + others === 0 ? [element('p', { text: none })] : []),
  ];
}

function heading(text: string): HTMLElement {
  return element('h2', { text });
}
