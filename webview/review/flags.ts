import type { English } from '../../src/protocol/french/french';
import type { ReviewRow } from '../../src/protocol/rows';

/** Whether the row cannot be selected. */
export function isBlocked(row: ReviewRow): boolean {
  const isKindOf = row.kind === 'stale' || row.kind === 'conflict';
  return isKindOf || row.unread.length > 0 || copiesOf(row) !== undefined;
}

/** How many more of the row its side has; undefined where rows have a key. */
export function copiesOf(row: ReviewRow): number | undefined {
  return 'copies' in row ? row.copies : undefined;
}

/** The one thing to know of the row beside its kind: a word, and what it means. */
export function flagOf(
  row: ReviewRow,
): { readonly tag: English; readonly meaning: English } | undefined {
  if (row.kind === 'stale') {
    return { tag: 'stale', meaning: 'Changed since compared' };
  }
  if (row.unread.length > 0) {
    return { tag: 'too large', meaning: 'Holds a value too large to be read: correct it by hand' };
  }
  if (row.kind === 'changed' && row.reused) {
    return { tag: 'reused', meaning: 'The key was reused for another thing' };
  }
  return isSameValue(row)
    ? { tag: 'same value', meaning: 'Equal by type, written differently' }
    : undefined;
}

/** Equal by type, only written differently. */
export function isSameValue(row: ReviewRow): boolean {
  return row.kind === 'changed' && row.writtenDifferently.length === row.differing.length;
}
