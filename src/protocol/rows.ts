import type { RowMarks } from './marks';

/** PostgreSQL's own text of a value; `null` is SQL NULL. */
export type Cell = string | null;
/** In the order of `ReviewState.columns`. */
export type Row = readonly Cell[];

export type DifferenceKind = 'missing' | 'changed' | 'extra';
/** `all`: what may be corrected. */
export type Tab = 'all' | DifferenceKind | 'conflict';

/** Longer texts are cut by the host to this many characters; {@link RowBase.cut} names their columns. */
export const longestCell = 1000;

interface RowBase {
  /** Place in the tab asked for, from 0. */
  readonly ordinal: number;
  /** As a whole or, where {@link ChangedRow.selectedColumns} has them, in part. */
  readonly selected: boolean;
  /** Columns whose text is longer than shown. */
  readonly cut: readonly number[];
  /**
   * Columns whose value is too large to be read: shown by its beginning, size and digest; past the last
   * column where only production has it. Such a row cannot be selected.
   */
  readonly unread: readonly number[];
  readonly marks?: RowMarks;
}

/** A row that one side has, or has more often. */
interface OneSidedRow extends RowBase {
  /** How many more of it that side has; only where rows were compared without a key. */
  readonly copies?: number;
}

export interface MissingRow extends OneSidedRow {
  readonly kind: 'missing';
  readonly backup: Row;
}

export interface ExtraRow extends OneSidedRow {
  readonly kind: 'extra';
  readonly live: Row;
  /** The production transaction that wrote the row. */
  readonly xid: string;
}

export interface ChangedRow extends RowBase {
  readonly kind: 'changed';
  readonly backup: Row;
  readonly live: Row;
  /** Columns whose values differ, ignored ones left out; never empty. */
  readonly differing: readonly number[];
  /** For the texts among them, the words that changed; a value that differs as a whole has none. */
  readonly words: readonly ChangedWords[];
  /** The key is now that of another thing: off by default, and only selected row by row. */
  readonly reused: boolean;
  /** Those of {@link differing} that are equal by type, and only written differently. */
  readonly writtenDifferently: readonly number[];
  /** The columns that alone are selected, where not the whole row is. */
  readonly selectedColumns?: readonly number[];
  readonly xid: string;
}

/** Production's is no longer what was compared: cannot be selected before it is compared again. */
export interface StaleRow extends RowBase {
  readonly kind: 'stale';
  readonly difference: DifferenceKind;
  /** The key columns' values, in the order of the columns; `null` elsewhere. */
  readonly key: Row;
  /** Absent where the backup has no such row. */
  readonly backup?: Row;
}

/** A row of one side whose key is not its alone, or is NULL somewhere: never selected. */
export interface ConflictRow extends RowBase {
  readonly kind: 'conflict';
  readonly side: 'backup' | 'live';
  readonly cells: Row;
}

/** One difference as the webview draws it. */
export type ReviewRow = MissingRow | ExtraRow | ChangedRow | StaleRow | ConflictRow;

export interface ChangedWords {
  readonly column: number;
  readonly backup: readonly TextRange[];
  readonly live: readonly TextRange[];
}

/** UTF-16 positions in the cell as sent, `end` exclusive; ascending and apart. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
