import type { ReviewableRows } from '../correction/rowSelection';
import type { LineSet } from '../review/lineSet';

/** The differing rows parted in two; conflicts are neither. */
export interface JudgedRows {
  /** To be put right. */
  readonly damaged: LineSet;
  /** Written after the dump by others than who did the damage. */
  readonly later: LineSet;
}

/**
 * Missing rows are damage: who deleted a row leaves no trace. Of the others it is what those transactions wrote;
 * where none is known, what changed without a time of its own after the dump.
 * @param done Rows that the damaging transactions wrote; undefined where none is known.
 */
export function judgedRows(
  { kinds, later: timed, unwritable }: Omit<ReviewableRows, 'length'>,
  done: LineSet | undefined,
): JudgedRows {
  const written = kinds.changed.or(kinds.extra);
  const later = done ? written.without(done) : timed.and(kinds.changed).or(kinds.extra);
  return { later, damaged: kinds.missing.or(written.without(later)).without(unwritable) };
}

/** A transaction stands out that wrote more than one row, and at least this part of all that was written. */
const muchOf = 0.1;

/** @param written Changed rows, and those only in production. */
export function standingOut<T extends { readonly rows: number }>(
  transactions: readonly T[],
  written: number,
): readonly T[] {
  return transactions.filter(({ rows }) => rows > 1 && rows >= muchOf * written);
}
