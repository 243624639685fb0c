import { basename } from 'node:path';
import { encodingOf } from '../../core/archive/encoding';
import { RecoveryError, type RecoveryErrorDetails } from '../../core/errors';
import type { OpenDump } from '../../core/restore/openDump';
import { withoutEntries } from '../../core/restore/databasePlan';
import type { PlanScope, RestorePlan } from '../../core/restore/plan';
import type { SkippedEntry } from '../../core/restore/remarks';
import { abortable } from '../abortable';
import type { ConnectionSettings } from '../connectionSettings';
import type { DumpFiles } from '../ports/dumps';
import type { EngineName, Executed, ExecutePlan, RestoreEngine } from '../ports/restoreEngine';
import type {
  Processes,
  ScratchContents,
  ScratchDatabase,
  ScratchDatabases,
  ScratchOrigin,
  TableRows,
} from '../ports/scratch';
import { openRestore, type OpenRestore, planOf, type RestoreRequest } from './openRestore';
import { requireAllRows } from './allRows';
import { sweepScratch } from './scratchDatabases';
import type { Work } from '../work';

export interface RestoreServices {
  readonly dumps: DumpFiles;
  readonly scratch: ScratchDatabases;
  readonly contents: ScratchContents;
  readonly processes: Processes;
  readonly builtIn: RestoreEngine;
  readonly pgRestore: RestoreEngine;
}

/** A scratch database that holds the table, or all, as the dump has it. It stays until it is dropped. */
export interface RestoredDump {
  readonly database: string;
  readonly connection: ConnectionSettings;
  readonly engine: EngineName;
  /** Of pg_restore: `15.18`. */
  readonly engineVersion: string | undefined;
  /** The table, its partitions and inheritance children, or all, with their own rows as counted on the server. */
  readonly tables: readonly TableRows[];
  readonly skipped: readonly SkippedEntry[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/**
 * Restores one table, or the whole database, into a new scratch database. A failure or an abort leaves no
 * database behind.
 * @throws {RecoveryError} `superuser-refused`, `disk-full`, `restore-failed`, those of reading the dump's
 * data, and those of the connection.
 */
export async function restoreOpened(
  opened: OpenRestore,
  services: Omit<RestoreServices, 'dumps'>,
  work: Work,
): Promise<RestoredDump> {
  const started = performance.now();
  await sweepScratch(services.scratch, services.processes);
  const restored = await new DumpRestore(services, opened, work).run(opened.engine);
  return { ...restored, seconds: (performance.now() - started) / 1000 };
}

/** Opens, restores and closes. @throws {RecoveryError} as both do. */
export async function restoreDump(
  request: RestoreRequest,
  services: RestoreServices,
  work: Work,
): Promise<RestoredDump> {
  const opened = await openRestore(request, services.dumps, work);
  try {
    return await restoreOpened(opened, services, work);
  } finally {
    await opened.dump.close();
  }
}

type Restored = Omit<RestoredDump, 'seconds'>;

interface ReadyEngine {
  readonly name: EngineName;
  readonly version: string | undefined;
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
function attemptsWith(
  engines: readonly ReadyEngine[],
  { table }: RestoreSubject,
): readonly Attempt[] {
  const hidden = table ? engines.filter(({ name }) => name === 'built-in') : [];
  return [
    ...engines.map((engine) => ({ engine, scope: 'closure' as const })),
    ...hidden.map((engine) => ({ engine, scope: 'hidden' as const })),
  ];
}

type RestoreSubject = Pick<OpenRestore, 'table' | 'passing' | 'jobs'> & { readonly dump: OpenDump };

class DumpRestore {
  constructor(
    private readonly services: Omit<RestoreServices, 'dumps'>,
    private readonly subject: RestoreSubject,
    private readonly work: Work,
  ) {}

  async run(wanted: RestoreRequest['engine']): Promise<Restored> {
    const version = await this.services.scratch.serverVersion();
    const engines = await this.readyEngines(wanted, version);
    let failure: RecoveryError | undefined;
    for (const { engine, scope } of attemptsWith(engines, this.subject)) {
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
    throw failure
      ? this.withOtherEngine(this.withVersions(failure, version), wanted)
      : new Error('No engine was tried.');
  }

  /** Where rows or functions name what the dump does not say that they need, as a regclass does a table. */
  private withOtherEngine(failure: RecoveryError, wanted: RestoreRequest['engine']): RecoveryError {
    return wanted === 'pg_restore' && this.subject.table && failure.hint === undefined
      ? withHint(failure, {
          hint: 'Let the built-in engine restore it too: it also makes tables and functions that rows or checks only name (as a regclass does), and knows what is wrong.',
          ways: ['choose-engine'],
        })
      : failure;
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
        const { version, restore } = readiness;
        ready.push({ name: engine.name, version, restore });
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
    return withHint(failure, {
      hint: `The dump comes from PostgreSQL ${dumped}, newer than the scratch server (${server}): restore into one that is as new.`,
    });
  }

  private async attempt(engine: ReadyEngine, scope: PlanScope): Promise<Restored> {
    const { scratch, contents } = this.services;
    this.work.signal.throwIfAborted();
    const database = await scratch.create(await this.origin());
    try {
      const plan = await contents.prepare(database.connection, planOf(this.subject, scope));
      requireDumpsOwnDefinitions(engine, plan);
      const { dump, jobs } = this.subject;
      const job = { dump, plan, target: database.connection, jobs };
      const executed = await engine.restore(job, this.work);
      const done = doneOf(this.subject, plan, executed);
      this.work.progress({ phase: 'counting', done: 0, total: undefined, unit: 'rows' });
      const counted = contents.check(database.connection, done);
      const tables = await abortable(counted, this.work.signal);
      requireAllRows(done, executed.rows, tables);
      if (!this.subject.passing) {
        await contents.complete(database.connection);
      }
      this.work.signal.throwIfAborted();
      return {
        database: database.name,
        connection: database.connection,
        engine: engine.name,
        engineVersion: engine.version,
        tables,
        skipped: done.skipped,
        warnings: [...done.warnings, ...executed.warnings],
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

function withHint(
  failure: RecoveryError,
  said: Pick<RecoveryErrorDetails, 'hint' | 'ways'>,
): RecoveryError {
  const { code, message, sqlstate } = failure;
  return new RecoveryError(code, message, {
    ...{ cause: failure, ...said },
    ...(sqlstate === undefined ? {} : { sqlstate }),
  });
}

function isRestoreFailure(error: unknown): error is RecoveryError {
  return error instanceof RecoveryError && error.code === 'restore-failed';
}

/** pg_restore takes definitions from the dump itself. */
function requireDumpsOwnDefinitions({ name }: ReadyEngine, { rewritten }: RestorePlan): void {
  if (name === 'pg_restore' && rewritten.length > 0) {
    throw new RecoveryError(
      'restore-failed',
      `pg_restore can only make what the dump says. ${rewritten.join(' ')}`,
      { hint: 'Let the built-in engine restore it.', ways: ['choose-engine'] },
    );
  }
}

/** What of the plan has come about. */
function doneOf(
  { dump, table }: RestoreSubject,
  plan: RestorePlan,
  { impossible }: Executed,
): RestorePlan {
  return table ? plan : withoutEntries(plan, dump.contents.entries, impossible);
}
