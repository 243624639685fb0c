import type { English } from '../../../src/protocol/french/french';
import { hasFilter } from '../state/filter';
import type { View } from '../state/view';
import type { FindTold } from './finding';
import type { Texts } from '../texts';

/** What came of the last search. */
export function toldWords({ finding, filter, review }: View, texts: Texts): string {
  const { told } = finding;
  switch (told?.kind) {
    case undefined:
      return notSearched(review.columns, texts);
    case 'searching':
      return texts.say('Searching…');
    case 'none':
      return [
        texts.say(hasFilter(filter) ? 'No row shown holds it' : 'No row holds it'),
        notSearched(review.columns, texts),
      ]
        .filter((part) => part !== '')
        .join(' · ');
    case 'noSuchKey':
      return texts.say('No difference has this key');
    case 'keyElsewhere':
      return texts.say('No row shown has this key');
    case 'found':
      return foundWords(told, review.columns, texts);
  }
}

function notSearched(columns: View['review']['columns'], texts: Texts): string {
  const isMasked = columns.some(({ masked }) => masked);
  return isMasked ? texts.say('Masked columns are not searched') : '';
}

function foundWords(
  { went, hidden }: Extract<FindTold, { kind: 'found' }>,
  columns: View['review']['columns'],
  texts: Texts,
): string {
  const column = columns[hidden ?? -1]?.name;
  return [
    ...(column === undefined ? [] : [texts.say('In {column}, which is not shown', { column })]),
    ...(went ? [texts.say(wentWords[went])] : []),
  ].join(' · ');
}

const wentWords = {
  round: 'Went on from the first row',
  roundBack: 'Went on from the last row',
  nowhereElse: 'Only this row holds it',
} as const satisfies Readonly<Record<string, English>>;
