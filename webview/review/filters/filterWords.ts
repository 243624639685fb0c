import type { English } from '../../../src/protocol/french/french';
import type { RowFlag, TextFilter } from '../../../src/protocol/shown';
import type { ReviewColumn } from '../../../src/protocol/state';
import type { FilterPart } from '../state/filter';
import type { Texts } from '../texts';

/** A flag, as a filter says it. */
export const flagWords: Readonly<Record<RowFlag, English>> = {
  sameValue: 'written differently',
  reused: 'key reused',
  stale: 'stale',
  blocked: 'blocked: a parent is missing',
  children: 'other rows refer to it',
  later: 'written after the dump',
  unread: 'too large',
  selected: 'selected',
  notSelected: 'not selected',
};

/** `statut differs` */
export function partWords(
  part: FilterPart,
  columns: readonly ReviewColumn[],
  texts: Texts,
): string {
  switch (part.kind) {
    case 'only':
      return texts.say('Only {flag}', { flag: texts.say(flagWords[part.flag]) });
    case 'hide':
      return texts.say('Without {flag}', { flag: texts.say(flagWords[part.flag]) });
    case 'column':
      return texts.say('{column} differs', { column: columns[part.column]?.name ?? '' });
    case 'text':
      return textWords(part.text, columns, texts);
  }
}

/** `commentaire holds “lot 18/11”` */
function textWords(
  { words, column }: TextFilter,
  columns: readonly ReviewColumn[],
  texts: Texts,
): string {
  return column === undefined
    ? texts.say('holds “{words}”', { words })
    : texts.say('{column} holds “{words}”', { column: columns[column]?.name ?? '', words });
}
