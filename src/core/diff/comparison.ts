import type { Column, KeyedTable } from '../catalog/table';

/** The same table on both sides, with what of it is compared. */
export interface ComparedTable {
  readonly backup: KeyedTable;
  readonly live: KeyedTable;
  /** The live table's columns that the backup has too; every row's cells are in this order. */
  readonly columns: readonly Column[];
  /** The live table's columns that the backup has not: not compared, but seen before a row is touched. */
  readonly liveOnly: readonly Column[];
  /** Positions in {@link columns}, as in the two below. */
  readonly key: readonly [number, ...number[]];
  /** Shown, and written with an inserted row, but no difference by themselves. */
  readonly ignored: readonly number[];
  /** Columns that say that a row is still the same thing. */
  readonly identity: readonly number[];
}

export type StructureDifference =
  | { readonly column: string; readonly difference: 'only in backup' | 'only in production' }
  | {
      readonly column: string;
      readonly difference: 'type';
      readonly backup: string;
      readonly live: string;
    };

/** `backup` = identical + missing + changed + conflicts; `live` = identical + changed + extra + conflicts. */
export interface RowCounts {
  readonly backup: number;
  readonly live: number;
  readonly identical: number;
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
  readonly conflicts: number;
}
