import { basename } from 'node:path';
import { encodingOf } from '../../core/archive/encoding';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { BlockRows, OpenDump } from '../../core/restore/openDump';
import { type PlanScope, planTableRestore, type RestorePlan } from '../../core/restore/plan';
import type { SkippedEntry } from '../../core/restore/remarks';
import { openDump } from '../dumps/openDump';
import { abortable } from '../abortable';
import type { ConnectionSettings } from '../connectionSettings';
import type { DumpFiles } from '../ports/dumps';
import type { EngineName, ExecutePlan, RestoreEngine } from '../ports/restoreEngine';
import type {
  Processes,
  ScratchContents,
  ScratchDatabase,
  ScratchDatabases,
  ScratchOrigin,
  TableRows,
} from '../ports/scratch';
import { sweepScratch } from './scratchDatabases';
import type { Work } from '../work';

export interface RestoreRequest {
  readonly dump: string;
  readonly table: TableId;
  /** `auto`: pg_restore where one can read the archive and suits the server, else the built-in engine. */
  readonly engine: 'auto' | EngineName;
  /** Whoever asks drops the database in the end; where that process has died, the next sweep does. */
  readonly passing?: boolean;
}

export interface RestoreServices {
  readonly dumps: DumpFiles;
  readonly scratch: ScratchDatabases;
  readonly contents: ScratchContents;
  readonly processes: Processes;
  readonly builtIn: RestoreEngine;
  readonly pgRestore: RestoreEngine;
}

/** A scratch database that holds the table as the dump has it. It stays until it is dropped. */
export interface RestoredTable {
  readonly database: string;
  readonly connection: ConnectionSettings;
  readonly engine: EngineName;
  /** The table, its partitions and inheritance children, with their own rows as counted on the server. */
  readonly tables: readonly TableRows[];
  readonly skipped: readonly SkippedEntry[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/**
 * Restores one table into a new scratch database. A failure or an abort leaves no database behind.
 * @throws {RecoveryError} those of reading a dump, `table-not-in-dump`, `superuser-refused`, `disk-full`,
 * `restore-failed`, and those of the connection.
 */
export async function restoreTable(
  { dump: path, table, engine, passing = false }: RestoreRequest,
  services: RestoreServices,
  work: Work,
): Promise<RestoredTable> {
  const started = performance.now();
  const dump = await openDump(services.dumps, path);
  try {
    // A misspelt table is told before anything is made.
    planTableRestore(dump.contents, table);
    await sweepScratch(services.scratch, services.processes);
    const restored = await new TableRestore(services, { dump, table, passing }, work).run(engine);
    return { ...restored, seconds: (performance.now() - started) / 1000 };
  } finally {
    await dump.close();
  }
}

type Restored = Omit<RestoredTable, 'seconds'>;

interface ReadyEngine {
  readonly name: EngineName;
  readonly restore: ExecutePlan;
}

/** What functions that the dump's dependencies do not tell of fail with: something is not there, or a check fails. */
const hiddenNeed = new Set(['42P01', '42883', '42704', '42703', '3F000', '23514']);

interface Attempt {
  readonly engine: ReadyEngine;
  readonly scope: PlanScope;
}

/**
 * pg_restore's messages carry no code: where it fails, the built-in engine finds out what is wrong, and is
 * the one that can do without what the dump does not name.
 */
function attemptsWith(engines: readonly ReadyEngine[]): readonly Attempt[] {
  const hidden = engines.filter(({ name }) => name === 'built-in');
  return [
    ...engines.map((engine) => ({ engine, scope: 'closure' as const })),
    ...hidden.map((engine) => ({ engine, scope: 'hidden' as const })),
  ];
}

interface RestoreSubject {
  readonly dump: OpenDump;
  readonly table: TableId;
  readonly passing: boolean;
}

class TableRestore {
  constructor(
    private readonly services: RestoreServices,
    private readonly subject: RestoreSubject,
    private readonly work: Work,
  ) {}

  async run(wanted: RestoreRequest['engine']): Promise<Restored> {
    const version = await this.services.scratch.serverVersion();
    const engines = await this.readyEngines(wanted, version);
    let failure: RecoveryError | undefined;
    for (const { engine, scope } of attemptsWith(engines)) {
      if (scope === 'hidden' && !hiddenNeed.has(failure?.sqlstate ?? '')) {
        break;
      }
      try {
        return await this.attempt(engine, scope);
      } catch (error) {
        if (!isRestoreFailure(error)) {
          throw error;
        }
        failure = error;
      }
    }
    throw failure ? this.withVersions(failure, version) : new Error('No engine was tried.');
  }

  /** Those that were asked for and can do it, the preferred one first. */
  private async readyEngines(
    wanted: RestoreRequest['engine'],
    version: number,
  ): Promise<readonly ReadyEngine[]> {
    const { builtIn, pgRestore } = this.services;
    const ready: ReadyEngine[] = [];
    const reasons: string[] = [];
    for (const engine of [pgRestore, builtIn]) {
      if (wanted !== 'auto' && wanted !== engine.name) {
        continue;
      }
      const readiness = await engine.readyFor(this.subject.dump, version);
      if (readiness.state === 'ready') {
        ready.push({ name: engine.name, restore: readiness.restore });
      } else {
        reasons.push(readiness.reason);
      }
    }
    if (ready.length === 0) {
      throw new RecoveryError('restore-failed', reasons.join(' '), {
        hint: 'Choose another engine, or another scratch server.',
        ways: ['choose-engine', 'choose-scratch'],
      });
    }
    return ready;
  }

  /** A newer server's definitions may be written in words that an older one does not know. */
  private withVersions(failure: RecoveryError, version: number): RecoveryError {
    const dumped = this.subject.dump.contents.serverVersion;
    const server = Math.floor(version / 10_000);
    if (failure.hint !== undefined || !(Number.parseInt(dumped, 10) > server)) {
      return failure;
    }
    return new RecoveryError(failure.code, failure.message, {
      cause: failure,
      hint: `The dump comes from PostgreSQL ${dumped}, newer than the scratch server (${server}): restore into one that is as new.`,
      ...(failure.sqlstate === undefined ? {} : { sqlstate: failure.sqlstate }),
    });
  }

  private async attempt(engine: ReadyEngine, scope: PlanScope): Promise<Restored> {
    const { scratch, contents } = this.services;
    const plan = planTableRestore(this.subject.dump.contents, this.subject.table, scope);
    this.work.signal.throwIfAborted();
    const database = await scratch.create(await this.origin());
    try {
      await contents.prepare(database.connection, plan);
      const job = { dump: this.subject.dump, plan, target: database.connection };
      const dumped = await engine.restore(job, this.work);
      this.work.progress({ phase: 'counting', done: 0, total: undefined, unit: 'rows' });
      const counted = contents.check(database.connection, plan);
      const tables = await abortable(counted, this.work.signal);
      requireAllRows(plan, dumped, tables);
      if (!this.subject.passing) {
        await contents.complete(database.connection);
      }
      this.work.signal.throwIfAborted();
      return {
        database: database.name,
        connection: database.connection,
        engine: engine.name,
        tables,
        skipped: plan.skipped,
        warnings: plan.warnings,
      };
    } catch (error) {
      await this.discard(database, error);
      throw error;
    }
  }

  private async discard({ name }: ScratchDatabase, failure: unknown): Promise<void> {
    try {
      await this.services.scratch.drop(name);
    } catch (error) {
      if (!(failure instanceof RecoveryError)) {
        throw failure;
      }
      const { code, hint, ways, sqlstate, message } = failure;
      throw new RecoveryError(
        code,
        `${message} The scratch database ${name} could not be dropped: the next restore drops it.`,
        {
          cause: error,
          ways,
          ...(hint === undefined ? {} : { hint }),
          ...(sqlstate === undefined ? {} : { sqlstate }),
        },
      );
    }
  }

  private async origin(): Promise<ScratchOrigin> {
    const { processes } = this.services;
    const { path, contents } = this.subject.dump;
    return {
      dump: basename(path),
      database: contents.database,
      table: this.subject.table,
      owner: processes.user,
      encoding: encodingOf(contents),
      host: processes.host,
      process: await processes.own(),
    };
  }
}

function isRestoreFailure(error: unknown): error is RecoveryError {
  return error instanceof RecoveryError && error.code === 'restore-failed';
}

/** Rows may lie in another partition than the one they were dumped from, but none may be lost. */
function requireAllRows(
  { table }: RestorePlan,
  dumped: readonly BlockRows[],
  tables: readonly TableRows[],
): void {
  const sum = (counts: readonly { readonly rows: number }[]): number =>
    counts.reduce((total, { rows }) => total + rows, 0);
  if (sum(dumped) !== sum(tables)) {
    throw new RecoveryError(
      'restore-failed',
      `The dump holds ${sum(dumped)} rows of ${tableLabel(table)}, but ${sum(tables)} came back.`,
    );
  }
}
