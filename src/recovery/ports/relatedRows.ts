import type { ChildRelation, Relation, Relations } from '../../core/catalog/relations';
import type { Key, TableId } from '../../core/catalog/table';

/** What production's other tables say of rows of one table, in the moment of a snapshot. */
export interface RelatedRows {
  relations(signal: AbortSignal): Promise<Relations>;
  /** Columns of dates and timestamps, in their order, with how late their values are. */
  timesOf(table: TableId, signal: AbortSignal): Promise<readonly TimeColumn[]>;
  /** Undefined where the text is no time. @param dumpedAt ISO 8601; without an offset it is read in production's zone. */
  moments(dumpedAt: string, signal: AbortSignal): Promise<Moments | undefined>;
  /** Of these values of the table's columns, those that no row of the parent has. */
  missingParents(
    relation: Relation,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly Key[] | undefined>;
  /** How many rows refer to each of these values of the table's columns. */
  childrenOf(
    relation: ChildRelation,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly number[] | undefined>;
  /** Of the rows that refer to each value, in each of the columns the latest time that is later than `after`. */
  latestOf(
    history: HistoryTable,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly (readonly (string | undefined)[])[] | undefined>;
}

/** One question of those that are answered with undefined where the server refuses or takes longer. */
export interface Asking {
  readonly milliseconds: number;
  readonly signal: AbortSignal;
}

export interface TimeColumn {
  readonly name: string;
  readonly type: 'date' | 'timestamp' | 'timestamptz';
  /** The latest that the planner has seen, as text; undefined where it has not looked. */
  readonly latest?: string;
}

/** A table that refers to the one meant, and by these columns may say when. */
export interface HistoryTable {
  readonly relation: ChildRelation;
  readonly columns: readonly TimeColumn[];
  readonly moments: Moments;
}

/** Times as PostgreSQL writes them, to the second. */
export interface Moments {
  /** Of production, by its own setting. */
  readonly zone: string;
  readonly dumped: Moment;
  /** A day later. */
  readonly dayAfterDump: Moment;
  /** A day after the snapshot. */
  readonly tomorrow: Moment;
}

export interface Moment {
  /** By production's clocks: `2026-11-18 02:00:00`. */
  readonly local: string;
  readonly utc: string;
}
