import type { English } from '../../src/protocol/french/french';
import type { RowMarks } from '../../src/protocol/marks';
import type { ReviewRow } from '../../src/protocol/rows';
import { blockedWords, childrenWords, laterWords } from './markWords';
import type { Texts } from './texts';

/** Whether the row cannot be selected. */
export function isBlocked(row: ReviewRow): boolean {
  const isKindOf = row.kind === 'stale' || row.kind === 'conflict';
  return isKindOf || isUnread(row) || lacksParent(row) || copiesOf(row) !== undefined;
}

/** Whether production would refuse it, since it lacks a row that this one refers to. */
export function lacksParent({ marks }: ReviewRow): boolean {
  return marks?.blocked !== undefined;
}

function isUnread({ unread }: ReviewRow): boolean {
  return unread.length > 0;
}

/** How many more of the row its side has; undefined where rows have a key. */
export function copiesOf(row: ReviewRow): number | undefined {
  return 'copies' in row ? row.copies : undefined;
}

export interface Flag {
  /** A word beside the key. */
  readonly tag: English;
  /** In the tag. */
  readonly values?: Readonly<Record<string, number>>;
  readonly meaning: (texts: Texts) => string;
}

/** What is to be known of the row beside its kind; a stale row is only that. */
export function flagsOf(row: ReviewRow): readonly Flag[] {
  const own = flagOf(row);
  return row.kind === 'stale' ? own : [...markFlags(row.marks ?? {}), ...own];
}

function markFlags({ blocked = [], children = [], later = [] }: RowMarks): readonly Flag[] {
  const refer = children.reduce((sum, { rows }) => sum + rows, 0);
  const isInDoubt = later.every(({ inDoubt }) => inDoubt);
  return [
    ...said({ tag: 'blocked' }, blocked, blockedWords),
    ...said({ tag: '{n} {n:refers|refer} to it', values: { n: refer } }, children, childrenWords),
    ...said({ tag: isInDoubt ? 'after the dump?' : 'after the dump' }, later, laterWords),
  ];
}

function said<T>(
  flag: Omit<Flag, 'meaning'>,
  of: readonly T[],
  words: (one: T, texts: Texts) => string,
): readonly Flag[] {
  const meaning = (texts: Texts): string => of.map((one) => words(one, texts)).join(' · ');
  return of.length === 0 ? [] : [{ ...flag, meaning }];
}

function flagOf(row: ReviewRow): readonly Flag[] {
  const flag = (tag: English, meaning: English): readonly Flag[] => [
    { tag, meaning: (texts) => texts.say(meaning) },
  ];
  if (row.kind === 'stale') {
    return flag('stale', 'Changed since compared');
  }
  if (isUnread(row)) {
    return flag('too large', 'Holds a value too large to be read: correct it by hand');
  }
  if (row.kind === 'changed' && row.reused) {
    return flag('reused', 'The key was reused for another thing');
  }
  return isSameValue(row) ? flag('same value', 'Equal by type, written differently') : [];
}

/** Equal by type, only written differently. */
export function isSameValue(row: ReviewRow): boolean {
  return row.kind === 'changed' && row.writtenDifferently.length === row.differing.length;
}
