import type { TableName } from '../../core/catalog/tableName';
import type { Column, TableId } from '../../core/catalog/table';
import type { RecoveryError } from '../../core/errors';
import type { GoneTable, LiveFigures, TableFigures } from '../../core/qualify/qualification';
import type { QueryLog } from '../../core/qualify/queryLog';

/** How a table is looked at. */
export interface Looking {
  readonly log: QueryLog;
  /** That one query may take at most. */
  readonly seconds: number;
  /** By their values no rows are counted. */
  readonly personal: readonly string[];
  readonly signal: AbortSignal;
  readonly onStep?: (step: string) => void;
}

export interface SeenTable<F extends TableFigures> {
  readonly table: TableId;
  readonly columns: readonly Column[];
  readonly database: string;
  readonly figures: F;
}

/** Production holds no table that is called so: it was lost, or never was. */
export interface NoTable {
  readonly gone: GoneTable;
  /** For whoever finds it nowhere else: `table-not-found`. */
  readonly refusal: RecoveryError;
  readonly database: string;
  /** None of the table's is there. */
  readonly figures: LiveFigures;
}

/** A server that holds the table. Only reads, and locks nothing for long. */
export interface QualifySource {
  /** What it holds, and what is at work on it. @throws {RecoveryError} those of connecting; `ambiguous-table`. */
  production(table: TableName, looking: Looking): Promise<SeenTable<LiveFigures> | NoTable>;
  /** What it holds. @throws {RecoveryError} those of connecting and of finding the table. */
  table(table: TableName, looking: Looking): Promise<SeenTable<TableFigures>>;
  /** What it holds, by the columns of the other side. @throws {RecoveryError} as {@link table}. */
  beside(table: TableId, columns: CountedColumns, looking: Looking): Promise<TableFigures>;
}

/** The columns by which the other side was counted. */
export type CountedColumns = readonly Pick<TableFigures['columns'][number], 'column' | 'by'>[];
