import type { Column, KeyedTable, Table } from '../catalog/table';

/** The same table on both sides, with its columns matched; whether it has a key is not said. */
export interface MatchedTable {
  readonly backup: Table;
  readonly live: Table;
  /** The live table's columns that the backup has too; every row's cells are in this order. */
  readonly columns: readonly Column[];
  /** What the backup calls each of {@link columns}; absent in incidents of before there was a choice. */
  readonly backupNames?: readonly string[];
  /** The live table's columns that the backup has not: not compared, but seen before a row is touched. */
  readonly liveOnly: readonly Column[];
  /** Positions in {@link columns}: shown, and written with an inserted row, but no difference by themselves. */
  readonly ignored: readonly number[];
}

/** A matched table as an incident keeps it, whether it was compared by a key or not. */
export interface KeptTable extends MatchedTable {
  /** Positions in {@link columns}, as below; none where rows were compared without a key. */
  readonly key: readonly number[];
  /** Columns that say that a row is still the same thing. */
  readonly identity: readonly number[];
}

/** A matched table whose rows a key tells apart. */
export interface ComparedTable extends KeptTable {
  readonly backup: KeyedTable;
  readonly live: KeyedTable;
  readonly key: readonly [number, ...number[]];
}

export type StructureDifferenceKind =
  | 'only in backup'
  | 'only in production'
  | 'name'
  | 'type'
  | 'collation'
  | 'nullability'
  | 'default'
  | 'generated'
  | 'expression'
  | 'identity'
  | 'labels'
  | 'label order'
  | 'attributes'
  | 'domain'
  | 'check'
  | 'unique'
  | 'foreign key'
  | 'exclusion';

/** How one column, or what the table demands of its rows, is not the same on both sides. */
export interface StructureDifference {
  /** Of a constraint all that it names (`a, b`), which may be none. */
  readonly column: string;
  readonly difference: StructureDifferenceKind;
  /** Production's name of the constraint or index that is not the same. */
  readonly constraint?: string;
  /**
   * How it is on either side, where that has it: `integer`, `not null`; of labels those that the other side
   * has not.
   */
  readonly backup?: string;
  readonly live?: string;
  /** What it means for a correction, as a sentence. */
  readonly consequence: string;
  /** Missing rows cannot be inserted while it is so. */
  readonly blocks?: 'inserts';
}

/** How many rows of either side. */
export interface SideRows {
  readonly backup: number;
  readonly live: number;
}

/** `backup` = identical + missing + changed + conflicts; `live` = identical + changed + extra + liveConflicts. */
export interface RowCounts {
  readonly backup: number;
  readonly live: number;
  readonly identical: number;
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
  /** Rows of the backup whose key does not tell them apart, and that are not the same in production. */
  readonly conflicts: number;
  /** The same, of production. */
  readonly liveConflicts: number;
}
