import {
  type Drill,
  type DrilledDump,
  type DrillProblem,
  type DrillRestore,
  rowsProblem,
} from '../../core/drill/drill';
import { tableLabel } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { type Check, isAbout } from '../../core/checks/check';
import { type CheckedCheck, failuresOf } from '../../core/checks/checkRun';
import type { RecoveryError } from '../../core/errors';
import { runChecks } from '../checks/runChecks';
import { failureOf } from '../dumps/failureOf';
import { type DumpVerification, verifyDump } from '../dumps/verifyDump';
import type { AskChecks } from '../ports/checks';
import type { DumpFiles } from '../ports/dumps';
import { openRestore, type OpenRestore } from '../restore/openRestore';
import { type RestoredDump, restoreOpened, type RestoreServices } from '../restore/restoreDump';
import type { Work } from '../work';

export interface DrillRequest {
  readonly folder: string;
  /** When it begins, by this machine's clock. */
  readonly now: Date;
  /** The newest dump of the folder; undefined where it holds none. */
  readonly dump: DrilledDump | undefined;
  readonly others: number;
  readonly maxAge: number | undefined;
  /** None: the whole database. */
  readonly tables: readonly TableName[];
  readonly checks: readonly Check[];
  /** That one check may take at most. */
  readonly seconds: number;
  /** How many tables may be restored side by side. */
  readonly jobs: number;
}

export interface DrillServices {
  readonly files: DumpFiles;
  /** Where that restore may go, asked before a database is made there. */
  readonly scratchFor: (restore: OpenRestore) => Promise<Omit<RestoreServices, 'dumps'>>;
  readonly ask: AskChecks;
  /** `check-failed`, or nothing. */
  readonly checkFailure: (checks: readonly CheckedCheck[]) => RecoveryError | undefined;
}

/**
 * Reads the newest dump of a folder whole, restores it into scratch, counts, asks the checks, and drops
 * what it made. What is wrong is a result; only an abort and bugs are thrown.
 */
export async function drill(
  request: DrillRequest,
  services: DrillServices,
  work: Work,
): Promise<Drill> {
  const started = performance.now();
  const { folder, now, dump, others, maxAge } = request;
  const done = dump
    ? await new DumpDrill(request, services, work).run(dump)
    : { problems: [{ kind: 'no dump' as const }] };
  return {
    ...{ folder, at: now.toISOString(), dump, others, maxAge },
    ...{ reading: undefined, restores: [], checks: [], ...done },
    seconds: (performance.now() - started) / 1000,
  };
}

type DrillFindings = Pick<Drill, 'reading' | 'restores' | 'checks' | 'problems'>;

class DumpDrill {
  private readonly problems: DrillProblem[] = [];
  private readonly restores: DrillRestore[] = [];
  private checks: readonly CheckedCheck[] = [];

  constructor(
    private readonly request: DrillRequest,
    private readonly services: DrillServices,
    private readonly work: Work,
  ) {}

  async run(dump: DrilledDump): Promise<DrillFindings> {
    const read = await verifyDump(this.services.files, dump.path, this.work);
    if (read.error) {
      this.problems.push({ kind: 'bad dump', error: read.error });
    }
    this.lookAtAge(dump);
    if (read.ok) {
      await this.restoreAll(read);
    }
    const { ok, sha256, seconds, checksummed } = read;
    const { restores, checks, problems } = this;
    return { reading: { ok, sha256, seconds, checksummed }, restores, checks, problems };
  }

  private lookAtAge({ path, age }: DrilledDump): void {
    const { maxAge } = this.request;
    if (maxAge !== undefined && age > maxAge) {
      this.problems.push({ kind: 'stale', path, age, maxAge });
    }
  }

  private async restoreAll(read: DumpVerification): Promise<void> {
    const { tables } = this.request;
    for (const table of tables.length > 0 ? tables : [undefined]) {
      const error = await failureOf(() => this.restore(read, table));
      if (error) {
        this.problems.push(problemOf(error, table));
      }
    }
    const failure = this.services.checkFailure(this.checks);
    if (failure) {
      const failed = failuresOf({ sides: [], checks: this.checks }).length;
      this.problems.push({ kind: 'checks failed', error: failure, failed });
    }
  }

  private async restore(read: DumpVerification, table: TableName | undefined): Promise<void> {
    const { jobs } = this.request;
    const order = { dump: read.path, table, engine: 'auto', jobs, passing: true } as const;
    const opened = await openRestore(order, this.services.files, this.work);
    try {
      const services = await this.services.scratchFor(opened);
      const restored = await restoreOpened(opened, services, this.work);
      try {
        this.count(read, restored);
        await this.check(restored, table);
      } finally {
        await services.scratch.drop(restored.database);
      }
    } finally {
      await opened.dump.close();
    }
  }

  private count(read: DumpVerification, restored: RestoredDump): void {
    const dumped = new Map(read.tables.map((table) => [tableLabel(table), table.rows]));
    const { engine, engineVersion, seconds, skipped } = restored;
    const done: DrillRestore = {
      engine: [engine, engineVersion].join(' ').trim(),
      ...{ seconds, skipped: skipped.length },
      tables: restored.tables.map(({ schema, name, rows }) => ({
        ...{ schema, name, restored: rows },
        dumped: dumped.get(tableLabel({ schema, name })),
      })),
    };
    this.restores.push(done);
    const problem = rowsProblem(done);
    if (problem) {
      this.problems.push(problem);
    }
  }

  /** Of several tables, the first whose scratch database can answer a check does. */
  private async check(restored: RestoredDump, table: TableName | undefined): Promise<void> {
    const answered = this.checks.filter(({ verdicts }) => verdicts.scratch?.state !== 'not there');
    const checks = this.request.checks.filter(
      (check) => !answered.some((one) => one.check === check) && (!table || isAbout(check, table)),
    );
    const sides = [{ side: 'scratch', connection: restored.connection }] as const;
    const { seconds } = this.request;
    const run = await runChecks({ checks, sides, seconds }, this.services.ask, this.work);
    const others = this.checks.filter(({ check }) => !checks.includes(check));
    this.checks = [...others, ...run.checks];
  }
}

function problemOf(error: RecoveryError, table: TableName | undefined): DrillProblem {
  if (error.code === 'table-not-in-dump' && table) {
    return { kind: 'table not in dump', table, error };
  }
  return { kind: error.code.startsWith('dump-') ? 'bad dump' : 'not done', error };
}
