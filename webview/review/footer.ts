import type { ReviewState, ReviewStatus, SelectionCounts, Step } from '../../src/protocol/state';
import { button, type ButtonControl, checkbox } from './controls';
import { element } from './dom';
import { type FooterButton, footerModel, selectedRows } from './footerModel';
import type { Part } from './part';
import type { Texts } from './texts';

export interface FooterOptions {
  readonly texts: Texts;
  /** What is selected comes from it. */
  readonly rules: HTMLElement;
  readonly onStep: (step: Step) => void;
  readonly onAllowDeletes: (allowed: boolean) => void;
  readonly onSelectNothing: () => void;
}

const announceAfter = 500;

/** What is selected, what it will do, and what can be done now. */
export function footer(options: FooterOptions): Part<ReviewState> {
  const { texts } = options;
  const total = element('span', { class: 'total' });
  const effects = element('span', { class: 'effects' });
  const none = element('button', { class: 'link', text: texts.say('Clear') });
  none.addEventListener('click', options.onSelectNothing);
  const deletes = checkbox(texts.say('Allow deletes'), options.onAllowDeletes);
  const note = element('span', { class: 'note quiet' });
  const actions = element('span', { class: 'actions' });
  const said = announcer();
  const showActions = stepButtons(actions, options);
  let shown: ReviewStatus | undefined;
  return {
    element: element(
      'footer',
      { class: 'footer' },
      ...[total, effects, options.rules, none, deletes.element, note, actions, said.element],
    ),
    show(review) {
      const { status, withoutKey } = review;
      if (status === shown) {
        return;
      }
      shown = status;
      const rows = selectedRows(status.selection);
      total.textContent = texts.say('{n} selected', { n: rows });
      effects.replaceChildren(...drawEffects(status.selection, texts));
      total.hidden = effects.hidden = deletes.element.hidden = withoutKey !== undefined;
      none.hidden = rows === 0;
      deletes.show(status.selection.allowDeletes);
      said.say(withoutKey ? '' : sentence(status.selection, texts));
      const model = footerModel(review);
      note.textContent = model.note === undefined ? '' : texts.say(model.note);
      showActions(model.buttons);
    },
  };
}

/** The buttons of the steps; one that stays is not drawn anew. */
function stepButtons(
  actions: HTMLElement,
  { texts, onStep }: FooterOptions,
): (buttons: readonly FooterButton[]) => void {
  const made = new Map<Step, ButtonControl>();
  const controlOf = (step: Step): ButtonControl => {
    const control =
      made.get(step) ??
      button(() => {
        onStep(step);
      });
    made.set(step, control);
    return control;
  };
  return (buttons) => {
    const hadFocus = actions.contains(document.activeElement);
    const wanted = buttons.map(({ step, label, ...look }) => {
      const control = controlOf(step);
      control.show({ ...look, label: texts.say(label) });
      return control.element;
    });
    const isOther = wanted.some((control, index) => actions.children[index] !== control);
    if (isOther || wanted.length !== actions.children.length) {
      actions.replaceChildren(...wanted);
      if (hadFocus) {
        wanted[buttons.findIndex(({ primary }) => primary)]?.focus();
      }
    }
  };
}

function drawEffects(selection: SelectionCounts, texts: Texts): readonly HTMLElement[] {
  const effect = (kind: string, glyph: string, text: string): HTMLElement =>
    element('span', { class: kind }, element('span', { class: 'glyph', text: glyph }), text);
  return [
    effect('missing', '+', texts.say('{n} insert', { n: selection.insert })),
    effect('changed', '~', texts.say('{n} update', { n: selection.update })),
    effect('extra', '−', texts.say('{n} delete', { n: selection.delete })),
  ];
}

function sentence(selection: SelectionCounts, texts: Texts): string {
  return texts.say('{n} selected: {i} insert, {u} update, {d} delete', {
    n: selectedRows(selection),
    i: selection.insert,
    u: selection.update,
    d: selection.delete,
  });
}

/** Tells a screen reader, once the selection has rested. */
function announcer(): { readonly element: HTMLElement; say(text: string): void } {
  const made = element('span', { class: 'only-read', attributes: { 'aria-live': 'polite' } });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    element: made,
    say(text) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        made.textContent = text;
      }, announceAfter);
    },
  };
}
