import type { TableId } from '../catalog/table';

/** What a table's rows have in common, as it was seen at one moment. */
export interface ObservedTable {
  readonly table: TableId;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly rows: number;
  readonly columns: readonly ObservedColumn[];
  readonly dateOrders: readonly DateOrder[];
  readonly references: readonly UndeclaredReference[];
  /** The first column that holds dates or times; undefined where none does. */
  readonly dateColumn: string | undefined;
}

export interface ObservedColumn {
  readonly name: string;
  /** By itself or by its domain. */
  readonly notNull: boolean;
  /** Rows that hold NULL there. */
  readonly nulls: number;
  /** Its values in their order where they are texts, few and told by no rule; else undefined. */
  readonly domain: readonly string[] | undefined;
}

/** Two columns of dates or times. */
export interface DateOrder {
  readonly earlier: string;
  readonly later: string;
  /** Rows that hold both. */
  readonly both: number;
  /** Rows where the first is after the second. */
  readonly reversed: number;
  /** Rows where it is before. */
  readonly ordered: number;
}

/** A column that is called and typed as another table's key, without a foreign key that says so. */
export interface UndeclaredReference {
  readonly column: string;
  readonly parent: TableId;
  readonly parentColumn: string;
  /** Rows with a value. */
  readonly rows: number;
  /** Rows whose value is not there. */
  readonly orphans: number;
}
