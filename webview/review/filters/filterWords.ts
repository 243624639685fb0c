import type { English } from '../../../src/protocol/french/french';
import type { RowFlag, TextFilter } from '../../../src/protocol/shown';
import type { FilterPart } from '../state/filter';
import { rangeWords } from '../chart/chartWords';
import { groupName } from '../rail/groupWords';
import type { View } from '../state/view';
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

/** What the parts of a filter are called. */
export interface PartNames extends Pick<View, 'groups'> {
  readonly review: Pick<View['review'], 'columns'>;
}

/** `statut differs` */
export function partWords(part: FilterPart, { review, groups }: PartNames, texts: Texts): string {
  const nameOf = (column: number): string => review.columns[column]?.name ?? '';
  switch (part.kind) {
    case 'only':
      return texts.say('Only {flag}', { flag: texts.say(flagWords[part.flag]) });
    case 'hide':
      return texts.say('Without {flag}', { flag: texts.say(flagWords[part.flag]) });
    case 'group':
      return groupName(part.group, groups, texts);
    case 'range':
      return texts.say('{column} from {range}', {
        column: nameOf(part.range.column),
        range: rangeWords(part.range, { texts, locale: texts.locale }),
      });
    case 'column':
      return texts.say('{column} differs', { column: nameOf(part.column) });
    case 'text':
      return textWords(part.text, review.columns, texts);
  }
}

/** `commentaire holds “lot 18/11”` */
function textWords(
  { words, column }: TextFilter,
  columns: PartNames['review']['columns'],
  texts: Texts,
): string {
  return column === undefined
    ? texts.say('holds “{words}”', { words })
    : texts.say('{column} holds “{words}”', { column: columns[column]?.name ?? '', words });
}
