import { basename, resolve } from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import {
  requireSafeRunner,
  runnerCommand,
  type RunnerSettings,
} from '../../core/restore/externalRunner';
import { requireRestored } from '../../core/restore/restoredTables';
import type { ConnectionSettings } from '../connectionSettings';
import type { DumpFiles } from '../ports/dumps';
import type { DatabaseOid, ExternalRunner, FilledScratch } from '../ports/externalRunner';
import type {
  Processes,
  ScratchContents,
  ScratchDatabase,
  ScratchDatabases,
  ScratchOrigin,
  TableRows,
} from '../ports/scratch';
import type { Work } from '../work';
import {
  type KnownProduction,
  type NotedProduction,
  noteProductions,
  requireProductionsUnharmed,
} from './knownProductions';
import { sweepScratch } from './scratchDatabases';
import { readVerifiedDump, type VerifiedDump } from './verifiedDump';

export interface RunnerRequest {
  readonly dump: string;
  readonly settings: RunnerSettings;
  /** Every production that is known: each must be there before and after. */
  readonly productions: readonly KnownProduction[];
  readonly onLine: (line: string) => void;
}

export interface RunnerServices {
  readonly dumps: DumpFiles;
  readonly scratch: ScratchDatabases;
  readonly contents: Pick<ScratchContents, 'complete'>;
  readonly processes: Processes;
  readonly runner: ExternalRunner;
  readonly filled: FilledScratch;
  readonly databaseOid: DatabaseOid;
}

/** A scratch database that a script filled, and that is as the dump. It stays until it is dropped. */
export interface RestoredByRunner {
  readonly database: string;
  readonly connection: ConnectionSettings;
  /** The tables of the dump that are there, with their own rows. */
  readonly tables: readonly TableRows[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

/**
 * Has a site's own script restore a dump into a new scratch database, and counts what it did: a script that
 * did nothing ends without an error too. A failure or an abort leaves no database and no process behind.
 * @throws {RecoveryError} `runner-refused`, those of reading a dump, `superuser-refused`, `restore-failed`;
 * `production-gone`, whatever else went wrong, where a production has not outlived the script.
 */
export async function restoreWithRunner(
  request: RunnerRequest,
  services: RunnerServices,
  work: Work,
): Promise<RestoredByRunner> {
  const started = performance.now();
  requireSafeRunner(request.settings);
  const { databaseOid, scratch, processes } = services;
  const productions = await noteProductions(request.productions, databaseOid, work.signal);
  const dump = await readVerifiedDump(services.dumps, request.dump, work);
  await sweepScratch(scratch, processes);
  const subject = { ...request, path: request.dump, productions, dump };
  const restored = await new RunnerRestore(services, subject, work).run();
  return { ...restored, seconds: (performance.now() - started) / 1000 };
}

type Restored = Omit<RestoredByRunner, 'seconds'>;

interface RunnerSubject extends Omit<RunnerRequest, 'dump' | 'productions'> {
  readonly path: string;
  readonly dump: VerifiedDump;
  readonly productions: readonly NotedProduction[];
}

class RunnerRestore {
  constructor(
    private readonly services: RunnerServices,
    private readonly subject: RunnerSubject,
    private readonly work: Work,
  ) {}

  async run(): Promise<Restored> {
    const { scratch, contents } = this.services;
    const origin = await this.origin();
    this.work.signal.throwIfAborted();
    const database = await scratch.create(origin);
    try {
      await this.runScript(database);
      const restored = await this.held(database);
      await contents.complete(database.connection);
      this.work.signal.throwIfAborted();
      return restored;
    } catch (error) {
      await this.discard(database, origin, error);
      throw error;
    }
  }

  /** What became of production is asked however the script ended, and tells more than how it ended. */
  private async runScript({ connection }: ScratchDatabase): Promise<void> {
    const { settings, path, onLine, productions } = this.subject;
    const { runner, databaseOid, filled } = this.services;
    const { signal, progress } = this.work;
    const before = await filled.others();
    const command = runnerCommand(settings, { ...connection, dump: resolve(path) });
    progress({ phase: 'the script is running', done: 0, total: undefined, unit: 'steps' });
    try {
      await runner.run({ command, target: connection, onLine }, signal);
    } finally {
      await requireProductionsUnharmed(productions, databaseOid);
      const made = await filled.others();
      requireNoneBeside(made.filter((other) => !before.includes(other)));
    }
  }

  /** What is in the database, once it is known to be what the dump holds. */
  private async held({ name, connection }: ScratchDatabase): Promise<Restored> {
    const { filled } = this.services;
    const { dump } = this.subject;
    const { signal, progress } = this.work;
    if (!(await filled.isIntact(name))) {
      throw new RecoveryError(
        'restore-failed',
        `The script dropped the scratch database ${name} that was made for it, or opened it to every role.`,
        { hint: 'Have it restore into the database that is there, which is empty.' },
      );
    }
    progress({ phase: 'counting', done: 0, total: undefined, unit: 'rows' });
    const tables = await filled.count(connection, [...dump.defined, ...dump.counted], signal);
    const uncompared = requireRestored(dump, tables);
    return {
      ...{ database: name, connection, tables },
      warnings: uncompared.map(
        (table) =>
          `${tableLabel(table)} is there, but its rows could not be compared: the dump holds them as INSERT commands, which are not counted.`,
      ),
    };
  }

  private async discard(
    { name }: ScratchDatabase,
    origin: ScratchOrigin,
    failure: unknown,
  ): Promise<void> {
    const { filled, scratch } = this.services;
    try {
      await filled.reclaim(name, origin);
      await scratch.drop(name);
    } catch (error) {
      if (!(failure instanceof RecoveryError)) {
        throw failure;
      }
      const { code, hint, ways, message } = failure;
      throw new RecoveryError(
        code,
        `${message} The scratch database ${name} could not be dropped: drop it when its server answers.`,
        { cause: error, ways, ...(hint === undefined ? {} : { hint }) },
      );
    }
  }

  private async origin(): Promise<ScratchOrigin> {
    const { processes } = this.services;
    const { path, dump } = this.subject;
    return {
      dump: basename(path),
      database: dump.database,
      table: undefined,
      owner: processes.user,
      encoding: dump.encoding,
      host: processes.host,
      process: await processes.own(),
    };
  }
}

/** `pg_restore --create` restores into a database of the name that was dumped. Whoever else made it: it is not ours to drop. */
function requireNoneBeside(made: readonly string[]): void {
  if (made.length > 0) {
    const names = made.join(', ');
    throw new RecoveryError(
      'restore-failed',
      `The script made another database on the scratch server: ${names}. It is still there, open to every role.`,
      {
        hint: `Drop ${names} there, and have the script restore into the database that it is given (pg_restore without --create).`,
      },
    );
  }
}
