import { button } from '../controls';
import { element, icon } from '../dom';
import type { Part } from '../part';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { barParts, leaving } from './barParts';
import { toldWords } from './findWords';

export interface KeyIntents {
  /** Of the key's columns, in the order of the table's. */
  readonly onKey: (key: readonly string[]) => void;
  /** Where no row that is shown has the key. */
  readonly onShowKey: (key: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Goes to the row of a key: a field for each of its columns. */
export function keyBar(texts: Texts, { onKey, onShowKey, onClose }: KeyIntents): Part<View> {
  const fields = element('span', { class: 'fields' });
  const { told, close } = barParts(texts, onClose);
  const inputs = (): readonly HTMLInputElement[] => [...fields.querySelectorAll('input')];
  const go = button(() => {
    onKey(inputs().map(({ value }) => value));
  });
  go.show({ label: texts.say('Go'), primary: false, enabled: true });
  let shown: View | undefined;
  const show = button(() => {
    const elsewhere = shown?.finding.told;
    if (elsewhere?.kind === 'keyElsewhere') {
      onShowKey(elsewhere.key);
    }
  });
  show.show({ label: texts.say('Show Among All Differences'), primary: false, enabled: true });
  const made = element(
    'section',
    { class: 'find-bar', attributes: { role: 'search', 'aria-label': texts.say('Go to key') } },
    ...[icon('key'), fields, go.element, told, show.element, close],
  );
  leaving(made, onClose);
  fields.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onKey(inputs().map(({ value }) => value));
    }
  });
  return {
    element: made,
    show(view) {
      const wasOpen = shown?.finding.bar === 'key';
      if (view.review.columns !== shown?.review.columns) {
        fields.replaceChildren(...drawFields(view));
      }
      shown = view;
      made.hidden = view.finding.bar !== 'key';
      told.textContent = toldWords(view, texts);
      show.element.hidden = view.finding.told?.kind !== 'keyElsewhere';
      if (!made.hidden && !wasOpen) {
        inputs()[0]?.focus();
        inputs()[0]?.select();
      }
    },
  };
}

function drawFields({ review }: View): readonly HTMLElement[] {
  return review.columns.flatMap(({ name, isKey }) =>
    isKey
      ? [
          element(
            'label',
            {},
            element('span', { class: 'mono', text: name }),
            element('input', {
              class: 'field',
              attributes: {
                ...{ type: 'text', maxlength: '2700', autocomplete: 'off', spellcheck: 'false' },
              },
            }),
          ),
        ]
      : [],
  );
}
