import type { ReviewState } from '../../src/protocol/state';
import { choosingWords } from './choosing/choosingWords';
import { hiddenColumnWords } from './columns/columnsMenu';
import { questionOf } from './choosing/questionWords';
import { button } from './controls';
import { element } from './dom';
import { bringLink } from './lackingNote';
import { orderWords } from './finding/sorting';
import type { Part } from './part';
import { maySelect, shownRows } from './state/counts';
import { rangeOf, type View } from './state/view';
import type { Texts } from './texts';

export interface PositionOptions {
  readonly menu: HTMLElement;
  readonly onAnswer: (yes: boolean) => void;
  /** @param parents Their place among those that are lacking. */
  readonly onBring: (parents: number) => void;
}

/** Where the cursor is, and the question before a whole tab is put in. */
export function positionLine(
  texts: Texts,
  { menu, onAnswer, onBring }: PositionOptions,
): Part<View> {
  const where = element('span', { class: 'where' });
  const said = element('span', { class: 'said', attributes: { role: 'status' } });
  const offer = bringOffer(texts, onBring);
  const question = questionPart(texts, onAnswer);
  const copied = element('span', { class: 'copied', attributes: { role: 'status' } });
  const keys = keyHints(texts);
  const made = element(
    'div',
    { class: 'position' },
    where,
    copied,
    said,
    offer.element,
    question.element,
    keys.element,
    menu,
  );
  return {
    element: made,
    show(view) {
      where.textContent = whereWords(view, texts);
      const asked = questionOf(view, texts);
      question.show(asked);
      offer.show(asked ? undefined : view);
      said.textContent = asked ? '' : choosingWords(view, texts);
      said.title = said.textContent;
      copied.textContent = copiedWords(view, texts);
      keys.show(view);
    },
  };
}

/** Where rows were just left out for want of parents: the way to bring these. */
function bringOffer(texts: Texts, onBring: PositionOptions['onBring']): Part<View | undefined> {
  const made = element('span', { class: 'offer' });
  let drawn: ReviewState['lackingParents'];
  return {
    element: made,
    show(view) {
      const { lackingParents } = view?.review ?? {};
      made.hidden = (view?.leftOut?.blocked ?? 0) === 0;
      if (lackingParents !== drawn) {
        drawn = lackingParents;
        const links = lackingParents?.map((parents, at) =>
          bringLink(parents, texts, () => {
            onBring(at);
          }),
        );
        made.replaceChildren(...(links ?? []));
      }
    },
  };
}

/** Takes the focus as it comes; Escape is a no. */
function questionPart(
  texts: Texts,
  onAnswer: PositionOptions['onAnswer'],
): Part<ReturnType<typeof questionOf>> {
  const yes = button(() => {
    onAnswer(true);
  });
  const no = button(() => {
    onAnswer(false);
  });
  no.show({ label: texts.say('Cancel'), primary: false, enabled: true });
  const words = element('span', { class: 'words', attributes: { role: 'alert' } });
  const made = element('span', { class: 'question' }, words, yes.element, no.element);
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onAnswer(false);
    }
  });
  let asking = false;
  return {
    element: made,
    show(asked) {
      words.textContent = asked?.words ?? '';
      words.title = words.textContent;
      yes.show({ label: asked?.yes ?? '', primary: false, enabled: true });
      made.hidden = asked === undefined;
      if (asked && !asking) {
        yes.element.focus();
      }
      asking = asked !== undefined;
    },
  };
}

/** `Row 3 of 150 · Range of 2 rows · by statut, backup, ascending` */
function whereWords(view: View, texts: Texts): string {
  const { first, last } = rangeOf(view);
  const range = texts.say('Range of {n} {n:row|rows}', { n: last - first + 1 });
  return [
    placeWords(view, texts),
    last > first ? range : '',
    orderWords(view, texts),
    hiddenColumnWords(view, texts),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function copiedWords({ copied }: View, texts: Texts): string {
  if (!copied) {
    return '';
  }
  const rows = copied.rows === 1 ? '1 row copied' : '{n} rows copied';
  return texts.say(copied.what === 'cell' ? 'Cell copied' : rows, { n: copied.rows });
}

/** Without a key, a row stands for all its copies. */
function placeWords(view: View, texts: Texts): string {
  const rows = shownRows(view) ?? 0;
  const words = view.review.withoutKey ? 'Row {n} of {m} different ones' : 'Row {n} of {m}';
  return rows === 0 ? '' : texts.say(words, { n: view.cursor.row + 1, m: rows });
}

function keyHints(texts: Texts): Part<View> {
  const select = keyHint(texts.say('Space'), texts.say('select'));
  const made = element(
    'span',
    { class: 'keys quiet' },
    ...select,
    ...keyHint(texts.say('F7'), texts.say('next difference')),
    ...keyHint(texts.say('Enter'), texts.say('row in diff editor')),
  );
  return {
    element: made,
    show(view) {
      const isNeedless = view.asksFor !== undefined || shownRows(view) === 0;
      made.hidden = isNeedless || choosingWords(view, texts) !== '';
      for (const hint of select) {
        hint.hidden = !maySelect(view);
      }
    },
  };
}

function keyHint(key: string, text: string): readonly HTMLElement[] {
  return [element('kbd', { text: key }), element('span', { text })];
}
