import type { Check } from '../../core/checks/check';
import type { ObservedTable } from '../../core/checks/observedTable';
import type { TableName } from '../../core/catalog/tableName';
import type { KeptRun } from '../../core/checks/checkRun';
import type { Answer } from '../../core/checks/verdict';
import type { ConnectionSettings } from '../connectionSettings';

/** What a database answered, all in one read-only snapshot. */
export interface Answers {
  /** Of the snapshot, by the server's clock: ISO 8601, UTC. */
  readonly at: string;
  /** In the order of the checks. */
  readonly answers: readonly Answer[];
}

export interface CheckAsking {
  /** That one query may take at most. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Before each check. */
  readonly onCheck?: (at: number) => void;
}

/** Asks a database; that a query fails is an answer. @throws {RecoveryError} those of the connection. */
export type AskChecks = (
  settings: ConnectionSettings,
  checks: readonly Check[],
  asking: CheckAsking,
) => Promise<Answers>;

/**
 * Looks at a table's rows to see what is always so in them.
 * @throws {RecoveryError} those of the connection and of finding the table, `row-security`.
 */
export type ObserveTable = (
  settings: ConnectionSettings,
  table: TableName,
  signal: AbortSignal,
) => Promise<ObservedTable>;

/** A folder of checks, `*.sql`, and beside them what earlier runs found. */
export interface CheckFolder {
  /** In the order of their names. @throws {RecoveryError} `usage` where it cannot be read. */
  texts(): Promise<readonly { readonly file: string; readonly text: string }[]>;
  /** False where a file of that name is there: it stays. @throws {RecoveryError} `usage`, `disk-full`. */
  add(file: string, text: string): Promise<boolean>;
  runs(): Promise<readonly KeptRun[]>;
  /** @throws {RecoveryError} `usage`, `disk-full`. */
  keep(run: KeptRun): Promise<void>;
}
