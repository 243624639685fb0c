import type { TocEntry } from '../../core/archive/contents';
import { tableOf } from '../../core/archive/tables';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { type EntryGraph, entryGraph } from '../../core/restore/closure';
import type { ImpossibleEntry } from '../../core/restore/databasePlan';
import { type BlockRows, isTableData } from '../../core/restore/openDump';
import { nameOf } from '../../core/restore/remarks';
import { abortable } from '../../recovery/abortable';
import type { Executed, RestoreJob } from '../../recovery/ports/restoreEngine';
import type { Work } from '../../recovery/work';
import { changeMark } from './changeMark';
import { LoadProgress } from './loadProgress';
import { RestoreSession } from './restoreSession';

/**
 * Restores with several connections: definitions first, one after another; then tables side by side; then
 * the keys and indexes of tables side by side; then what is between tables.
 */
export async function restoreSideBySide(job: RestoreJob, work: Work): Promise<Executed> {
  work.signal.throwIfAborted();
  const sessions: RestoreSession[] = [];
  const stop = new AbortController();
  try {
    while (sessions.length < Math.max(1, job.jobs)) {
      sessions.push(await RestoreSession.open(job));
    }
    const both = { ...work, signal: AbortSignal.any([work.signal, stop.signal]) };
    return await abortable(new SideBySide(sessions, job, both).run(), work.signal);
  } finally {
    // The first failure also ends what the other connections are reading.
    stop.abort();
    await Promise.all(sessions.map((session) => session.close()));
  }
}

/** What rows fail with whose check reads a table that is filled later: a check that fails, or finds nothing. */
const readsOthers = new Set(['23514', '42P01', '42883', '42704', '42703', '3F000']);

class SideBySide {
  private readonly graph: EntryGraph;
  private readonly impossible: ImpossibleEntry[] = [];
  private readonly rows: BlockRows[] = [];
  private readonly warnings: string[] = [];
  private readonly progress: LoadProgress;

  constructor(
    private readonly sessions: readonly RestoreSession[],
    private readonly job: RestoreJob,
    private readonly work: Work,
  ) {
    this.graph = entryGraph(job.dump.contents.entries);
    this.progress = new LoadProgress(work, job.dump, job.plan.data);
  }

  async run(): Promise<Executed> {
    const { plan } = this.job;
    await this.defineAll(plan.preData, 'definitions');
    if (plan.dropChecks === 'before-data') {
      await this.first.dropChecks(plan.tables);
    }
    await this.loadAll();
    const [ofTables, others] = split(plan.postData, ({ desc }) => ofOneTable.has(desc));
    await this.defineTables(ofTables);
    await this.defineAll(others, 'constraints');
    const { rows, impossible, warnings } = this;
    return { rows, impossible, warnings };
  }

  private get first(): RestoreSession {
    const [first] = this.sessions;
    if (!first) {
      throw new RangeError('There is no connection to restore with.');
    }
    return first;
  }

  private async defineAll(entries: readonly TocEntry[], phase: string): Promise<void> {
    for (const [done, entry] of entries.entries()) {
      this.work.progress({ phase, done, total: entries.length, unit: 'steps' });
      await this.define(entry, this.first);
    }
  }

  private async define(entry: TocEntry, session: RestoreSession): Promise<void> {
    if (!this.job.plan.optional.has(entry)) {
      await session.define(entry);
      return;
    }
    const lacking = this.lackingOf(entry);
    if (lacking) {
      const reason = `it needs ${lacking.desc.toLowerCase()} ${nameOf(lacking)}`;
      this.impossible.push({ entry, reason });
      return;
    }
    try {
      await session.define(entry);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'restore-failed') {
        throw error;
      }
      this.impossible.push({ entry, reason: error.message });
    }
  }

  private lackingOf({ dependencies }: TocEntry): TocEntry | undefined {
    return this.impossible.find(({ entry }) => dependencies.includes(entry.dumpId))?.entry;
  }

  /** Those whose rows do not come in at first come last: by then what their checks read is there. */
  private async loadAll(): Promise<void> {
    const [tables, others] = split(
      this.job.plan.data.filter((entry) => !this.lackingOf(entry)),
      isTableData,
    );
    const failed: TocEntry[] = [];
    const lists = this.largestFirst(tables).map((entry) => [entry]);
    await this.eachOf(lists, async (entry, session) => {
      if (await this.load(entry, session)) {
        failed.push(entry);
      }
    });
    for (const entry of failed) {
      await this.loadLate(entry);
    }
    for (const entry of others) {
      await (entry.desc === 'BLOBS'
        ? this.first.loadObjects(entry, this.progress.of(entry))
        : this.define(entry, this.first));
    }
  }

  /** One connection alone reads the dump from front to back. */
  private largestFirst(tables: readonly TocEntry[]): readonly TocEntry[] {
    const { data } = this.job.dump;
    const size = (entry: TocEntry): number => data.bytesOf(entry) ?? 0;
    return this.sessions.length === 1 ? tables : tables.toSorted((a, b) => size(b) - size(a));
  }

  private async loadLate(entry: TocEntry): Promise<void> {
    if (!(await this.load(entry, this.first))) {
      return;
    }
    await this.first.dropChecks([tableOf(entry)]);
    await changeMark(this.first.session, ({ checks }) => ({
      checks: checks === 'left out' ? checks : [...(checks ?? []), tableOf(entry)],
    }));
    const failure = await this.load(entry, this.first);
    if (failure) {
      throw failure;
    }
    this.warnings.push(
      `The check constraints of ${tableLabel(tableOf(entry))} were left out: its own rows do not satisfy them here.`,
    );
  }

  /** Gives the failure where it may be for want of other tables' rows. */
  private async load(entry: TocEntry, restore: RestoreSession): Promise<RecoveryError | undefined> {
    const { session } = restore;
    // Rows that came in by way of the root are not to be emptied with the partition.
    const frozen = restore.takesFrozen(entry) && entry.copyStatement !== undefined;
    await session.query('begin');
    try {
      if (frozen) {
        await restore.empty(tableOf(entry));
      }
      const rows = await restore.load(entry, this.progress.of(entry), frozen);
      await session.query('commit');
      this.rows.push({ entry, rows });
      return undefined;
    } catch (error) {
      const mayPass = error instanceof RecoveryError && readsOthers.has(error.sqlstate ?? '');
      if (!mayPass || this.job.plan.table) {
        throw error;
      }
      await session.query('rollback');
      return error;
    }
  }

  private async defineTables(entries: readonly TocEntry[]): Promise<void> {
    const byTable = new Map<string, TocEntry[]>();
    for (const entry of entries) {
      const table = this.tableOf(entry);
      byTable.set(table, [...(byTable.get(table) ?? []), entry]);
    }
    let done = 0;
    await this.eachOf([...byTable.values()], async (entry, session) => {
      this.work.progress({ phase: 'keys', done, total: entries.length, unit: 'steps' });
      done += 1;
      await this.define(entry, session);
    });
  }

  /** What a key or an index locks. */
  private tableOf({ dependencies, dumpId }: TocEntry): string {
    const table = dependencies
      .map((id) => this.graph.byId.get(id))
      .find((needed) => needed?.desc === 'TABLE' || needed?.desc === 'MATERIALIZED VIEW');
    return table ? nameOf(table) : String(dumpId);
  }

  /** Each list is worked through by one connection in its order. */
  private async eachOf(
    lists: readonly (readonly TocEntry[])[],
    use: (entry: TocEntry, session: RestoreSession) => Promise<void>,
  ): Promise<void> {
    const waiting = [...lists];
    await Promise.all(
      this.sessions.map(async (session) => {
        for (let list = waiting.shift(); list; list = waiting.shift()) {
          for (const entry of list) {
            this.work.signal.throwIfAborted();
            await use(entry, session);
          }
        }
      }),
    );
  }
}

/** What can be made without locking another table. */
const ofOneTable = new Set(['CONSTRAINT', 'INDEX', 'STATISTICS']);

function split(
  entries: readonly TocEntry[],
  is: (entry: TocEntry) => boolean,
): readonly [readonly TocEntry[], readonly TocEntry[]] {
  return [entries.filter(is), entries.filter((entry) => !is(entry))];
}
