import { type TableId, tableLabel } from '../catalog/table';
import { nameLabel, type TableName } from '../catalog/tableName';
import type { CheckedCheck } from '../checks/checkRun';
import type { DumpInterval } from '../dumpTime/dumpInterval';
import { RecoveryError } from '../errors';
import { count, counted } from '../words';

/** What proving that the newest dump of a folder is usable has shown. No row's content. */
export interface Drill {
  readonly folder: string;
  /** When it began: ISO 8601, UTC. */
  readonly at: string;
  readonly seconds: number;
  /** Undefined where the folder holds none. */
  readonly dump: DrilledDump | undefined;
  /** Dumps beside it that are older. */
  readonly others: number;
  /** Hours that the newest dump may be old; undefined: any. */
  readonly maxAge: number | undefined;
  readonly reading: DrillReading | undefined;
  /** One of all tables, or one a table that was named; none where it did not come to that. */
  readonly restores: readonly DrillRestore[];
  readonly checks: readonly CheckedCheck[];
  /** Why it is not proved usable, the weightiest first; none: it is. */
  readonly problems: readonly DrillProblem[];
}

export interface DrilledDump {
  readonly path: string;
  readonly time: DumpInterval;
  /** Hours since its snapshot, or at least since; with one decimal. */
  readonly age: number;
  readonly bytes: number;
}

/** Every byte of the dump was read, or as many as could be. */
export interface DrillReading {
  readonly ok: boolean;
  readonly sha256: string | undefined;
  readonly seconds: number;
  /** False where changed bytes within a row may go unseen. */
  readonly checksummed: boolean;
}

/** A restore into a scratch database, which was dropped again. */
export interface DrillRestore {
  /** `pg_restore 15.18`, `built-in` */
  readonly engine: string;
  readonly seconds: number;
  readonly tables: readonly DrilledTable[];
  /** Entries that were left out on purpose. */
  readonly skipped: number;
}

export interface DrilledTable extends TableId {
  /** As the full read of the dump counted them; undefined where it holds no rows of it, or INSERT commands. */
  readonly dumped: number | undefined;
  readonly restored: number;
}

export type DrillProblem =
  | { readonly kind: 'no dump' }
  | { readonly kind: 'bad dump'; readonly error: RecoveryError }
  | {
      readonly kind: 'stale';
      readonly path: string;
      readonly age: number;
      readonly maxAge: number;
    }
  | { readonly kind: 'table not in dump'; readonly table: TableName; readonly error: RecoveryError }
  | {
      readonly kind: 'rows differ';
      readonly table: TableId;
      readonly dumped: number;
      readonly restored: number;
    }
  | { readonly kind: 'checks failed'; readonly error: RecoveryError; readonly failed: number }
  /** Something else than the dump is in the way: a server, a disk, a right. */
  | { readonly kind: 'not done'; readonly error: RecoveryError };

export type DrillVerdict = 'usable' | 'not usable' | 'checks failed' | 'not proved';

export function drillVerdict({ problems: [first] }: Drill): DrillVerdict {
  switch (first?.kind) {
    case undefined:
      return 'usable';
    case 'not done':
      return 'not proved';
    case 'checks failed':
      return 'checks failed';
    case 'no dump':
    case 'bad dump':
    case 'stale':
    case 'table not in dump':
    case 'rows differ':
      return 'not usable';
  }
}

/** Where not as many rows came back as the dump holds; they may lie in another partition. */
export function rowsProblem({ tables }: DrillRestore): DrillProblem | undefined {
  const counted = tables.flatMap(({ schema, name, dumped, restored }) =>
    dumped === undefined ? [] : [{ table: { schema, name }, dumped, restored }],
  );
  const lost = counted.reduce((sum, { dumped, restored }) => sum + dumped - restored, 0);
  const first = counted.find(({ dumped, restored }) => dumped !== restored);
  return lost === 0 || !first ? undefined : { kind: 'rows differ', ...first };
}

/** The first problem, as the program tells of it. */
export function drillFailure(drill: Drill): RecoveryError | undefined {
  const [first] = drill.problems;
  return first && errorOf(first, drill);
}

function errorOf(problem: DrillProblem, { folder }: Drill): RecoveryError {
  switch (problem.kind) {
    case 'bad dump':
    case 'table not in dump':
    case 'checks failed':
    case 'not done':
      return problem.error;
    case 'no dump':
      return new RecoveryError('dump-unreadable', `There is no dump in ${folder}.`, {
        hint: 'See whether the job that makes them still runs, and where it puts them.',
      });
    case 'stale':
      return new RecoveryError(
        'dump-stale',
        `The newest dump, ${problem.path}, is ${problem.age} h old; ${problem.maxAge} h are allowed.`,
        { hint: 'See why the job that makes them has not run since.' },
      );
    case 'rows differ':
      return new RecoveryError(
        'dump-damaged',
        `The dump holds ${counted(problem.dumped, 'row')} of ${tableLabel(problem.table)}, but ${count(problem.restored)} came back.`,
      );
  }
}

/** For messages and reports. */
export function missingTable({
  table,
}: Extract<DrillProblem, { kind: 'table not in dump' }>): string {
  return nameLabel(table);
}
