import type { Cell, Key, Row } from '../../catalog/table';

export const differenceKinds = ['missing', 'changed', 'extra'] as const;

export type DifferenceKind = (typeof differenceKinds)[number];

/** What a comparison shows of a table's rows: what may be corrected, and what never is. */
export type DifferingRow = RowChange | ConflictRow;

/** One row that is not the same in the backup and in the live table, with its cells. */
export type RowChange = MissingRow | ExtraRow | ChangedRow;

interface KeyedRow extends WithUnread {
  readonly key: Key;
}

interface WithUnread {
  /**
   * Positions of the values that were too large to be read, in {@link ComparedTable.columns} and after
   * them {@link ComparedTable.liveOnly}: such a cell holds the value's beginning, its size and a digest.
   * Absent where all were read.
   */
  readonly unread?: readonly number[];
}

export interface MissingRow extends KeyedRow {
  readonly kind: 'missing';
  /** Cells in the order of {@link ComparedTable.columns}, as in every row here. */
  readonly backup: Row;
}

export interface ExtraRow extends KeyedRow {
  readonly kind: 'extra';
  readonly live: Row;
  /** Cells of {@link ComparedTable.liveOnly}. */
  readonly liveOnly: Row;
  /** The production transaction that wrote the row (`xmin`), as text. */
  readonly xid: string;
}

/** Of a table without a key, whose `key` is empty: one of several equal rows, with how many a side has more. */
export type SurplusRow = (MissingRow | ExtraRow) & { readonly rows: number };

export interface ChangedRow extends KeyedRow {
  readonly kind: 'changed';
  readonly backup: Row;
  readonly live: Row;
  readonly liveOnly: Row;
  readonly xid: string;
  /** Positions of the compared columns whose values differ; never empty. */
  readonly columns: readonly number[];
  /** The cells in {@link columns}, where the row was only just read and its others are not decoded yet. */
  readonly differing?: DifferingCells;
  /** Same key, but the identity columns say that it is another thing now. */
  readonly reused: boolean;
  /** Those of {@link columns} whose values are equal by their type, and only written differently. */
  readonly writtenDifferently: readonly number[];
  /** All of {@link columns} are only written differently. */
  readonly sameValue: boolean;
}

/** What both rows have in the columns that differ, in the order of these. */
export interface DifferingCells {
  readonly from: Row;
  readonly to: Row;
}

export function differingCellsOf(change: ChangedRow): DifferingCells {
  const { columns, differing } = change;
  // Whoever reads the rows themselves decodes them.
  return differing ?? { from: cellsAt(change.backup, columns), to: cellsAt(change.live, columns) };
}

/** The change with this of its columns known to be equal by type. */
export function withWrittenDifferently(
  change: ChangedRow,
  writtenDifferently: readonly number[],
): ChangedRow {
  const { kind, key, columns, reused, unread, differing } = change;
  const { backup, live, liveOnly, xid } = change;
  return {
    ...{ kind, key, backup, live, liveOnly, xid, columns, reused },
    ...(unread ? { unread } : {}),
    ...(differing ? { differing } : {}),
    writtenDifferently,
    sameValue: writtenDifferently.length === columns.length,
  };
}

/**
 * A row of one side whose key does not tell it apart: others have it too, or it is NULL somewhere.
 * Shown, never corrected: no change is made of it.
 */
export type ConflictRow = WithUnread & {
  readonly kind: 'conflict';
  readonly key: readonly Cell[];
} & (
    | { readonly side: 'backup'; readonly backup: Row }
    | {
        readonly side: 'live';
        readonly live: Row;
        readonly liveOnly: Row;
        readonly xid: string;
      }
  );

/** A row that is no longer what was compared: nothing is said of production's until it is compared again. */
export interface StaleRow extends KeyedRow {
  readonly kind: 'stale';
  /** What it was when compared. */
  readonly difference: DifferenceKind;
  /** The backup's row, which stays as it is; undefined where it has none. */
  readonly backup: Row | undefined;
}

/** A row of a comparison by a key as an incident keeps it. */
export type KeptRow = DifferingRow | StaleRow;

/** The same of any comparison, also of one without a key. */
export type RowInIncident = KeptRow | SurplusRow;

/** The same row, of which is known only that production's is no longer as compared. */
export function asStale(change: RowChange | StaleRow): StaleRow {
  if (change.kind === 'stale') {
    return change;
  }
  const { kind: difference, key, unread } = change;
  const backup = 'backup' in change ? change.backup : undefined;
  return { kind: 'stale', difference, key, backup, ...(unread ? { unread } : {}) };
}

function cellsAt(row: Row, positions: readonly number[]): Row {
  return positions.map((at) => row[at] ?? null);
}
