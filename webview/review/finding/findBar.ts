import type { RowFilter, TextFilter } from '../../../src/protocol/shown';
import { element, icon } from '../dom';
import type { Part } from '../part';
import { hasPart, toggled } from '../state/filter';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { barParts, iconButton, leaving } from './barParts';
import { toldWords } from './findWords';

export interface FindIntents {
  readonly onSought: (sought: TextFilter) => void;
  readonly onNext: (back: boolean) => void;
  readonly onFilter: (filter: RowFilter) => void;
  readonly onClose: () => void;
}

/** Looks for a text in the rows that are shown, or has only those shown that hold it. */
export function findBar(texts: Texts, intents: FindIntents): Part<View> {
  const { onNext, onFilter, onClose } = intents;
  const fields = soughtFields(texts, intents.onSought);
  const only = toggle(texts.say('Only these rows'), texts.say('Show only the rows that hold it'));
  const { told, close } = barParts(texts, onClose);
  const step = (back: boolean): HTMLElement =>
    iconButton(back ? 'up' : 'down', texts.say(back ? 'Previous match' : 'Next match'), () => {
      onNext(back);
    });
  const made = element(
    'section',
    { class: 'find-bar', attributes: { role: 'search', 'aria-label': texts.say('Find') } },
    ...[icon('search'), ...fields.elements, step(true), step(false), only, told, close],
  );
  leaving(made, onClose);
  fields.words.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onNext(event.shiftKey);
    }
  });
  let shown: View | undefined;
  only.addEventListener('click', () => {
    const text = fields.sought();
    if (shown && text.words !== '') {
      onFilter(toggled(shown.filter, { kind: 'text', text }));
    }
  });
  return {
    element: made,
    show(view) {
      const wasOpen = shown?.finding.bar === 'text';
      if (view.review.columns !== shown?.review.columns) {
        drawColumns(fields.column, view, texts);
      }
      shown = view;
      made.hidden = view.finding.bar !== 'text';
      told.textContent = toldWords(view, texts);
      press(only, hasPart(view.filter, { kind: 'text', text: fields.sought() }));
      if (!made.hidden && !wasOpen) {
        fields.words.focus();
        fields.words.select();
      }
    },
  };
}

interface SoughtFields {
  readonly words: HTMLInputElement;
  readonly column: HTMLSelectElement;
  readonly elements: readonly HTMLElement[];
  readonly sought: () => TextFilter;
}

function soughtFields(texts: Texts, onSought: FindIntents['onSought']): SoughtFields {
  const label = texts.say('Find in values');
  const words = element('input', {
    class: 'field',
    attributes: {
      ...{ type: 'text', maxlength: '200', autocomplete: 'off', spellcheck: 'false' },
      ...{ placeholder: label, 'aria-label': label },
    },
  });
  const column = element('select', {
    class: 'field',
    attributes: { 'aria-label': texts.say('Column to look in') },
  });
  const matchCase = toggle('Aa', texts.say('Match case'));
  matchCase.ariaLabel = texts.say('Match case');
  const sought = (): TextFilter => ({
    words: words.value,
    ...(column.value === '' ? {} : { column: Number(column.value) }),
    ...(matchCase.ariaPressed === 'true' ? { matchCase: true } : {}),
  });
  const changed = (): void => {
    onSought(sought());
  };
  words.addEventListener('input', changed);
  column.addEventListener('change', changed);
  matchCase.addEventListener('click', () => {
    press(matchCase, matchCase.ariaPressed !== 'true');
    changed();
  });
  return { words, column, elements: [words, matchCase, column], sought };
}

function drawColumns(column: HTMLSelectElement, { review }: View, texts: Texts): void {
  const before = column.value;
  column.replaceChildren(
    element('option', { text: texts.say('Any column'), attributes: { value: '' } }),
    ...review.columns.flatMap(({ name, masked }, at) =>
      masked ? [] : [element('option', { text: name, attributes: { value: String(at) } })],
    ),
  );
  column.value = before;
  if (column.selectedIndex < 0) {
    column.value = '';
  }
}

function toggle(label: string, title: string): HTMLButtonElement {
  return element('button', {
    class: 'toggle',
    text: label,
    attributes: { type: 'button', title, 'aria-pressed': 'false' },
  });
}

function press(made: HTMLElement, pressed: boolean): void {
  made.ariaPressed = String(pressed);
}
