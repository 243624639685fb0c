import type { Key, Row } from '../catalog/table';

export const differenceKinds = ['missing', 'changed', 'extra'] as const;

export type DifferenceKind = (typeof differenceKinds)[number];

/** One row that is not the same in the backup and in the live table, with its cells. */
export type RowChange = MissingRow | ExtraRow | ChangedRow;

export interface MissingRow {
  readonly kind: 'missing';
  readonly key: Key;
  /** Cells in the order of {@link ComparedTable.columns}, as in every row here. */
  readonly backup: Row;
}

export interface ExtraRow {
  readonly kind: 'extra';
  readonly key: Key;
  readonly live: Row;
  /** Cells of {@link ComparedTable.liveOnly}. */
  readonly liveOnly: Row;
  /** The production transaction that wrote the row (`xmin`), as text. */
  readonly xid: string;
}

export interface ChangedRow {
  readonly kind: 'changed';
  readonly key: Key;
  readonly backup: Row;
  readonly live: Row;
  readonly liveOnly: Row;
  readonly xid: string;
  /** Positions of the compared columns whose values differ; never empty. */
  readonly columns: readonly number[];
  /** Same key, but the identity columns say that it is another thing now. */
  readonly reused: boolean;
}
