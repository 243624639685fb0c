import type { TocEntry } from '../../core/archive/contents';
import { RecoveryError } from '../../core/errors';
import type { ImpossibleEntry } from '../../core/restore/databasePlan';
import { type BlockRows, isTableData } from '../../core/restore/openDump';
import { abortable } from '../../recovery/abortable';
import type { Executed, RestoreJob } from '../../recovery/ports/restoreEngine';
import type { Work } from '../../recovery/work';
import { LoadProgress } from './loadProgress';
import { RestoreSession } from './restoreSession';

/** What is made and filled in the same transaction needs no write-ahead log of its rows. */
export async function restoreInOneTransaction(job: RestoreJob, work: Work): Promise<Executed> {
  work.signal.throwIfAborted();
  const restore = await RestoreSession.open(job);
  try {
    // Closing while a statement runs drops the connection; dropping the database then ends the statement.
    return await abortable(new OneTransaction(restore, job, work).run(), work.signal);
  } finally {
    await restore.close();
  }
}

class OneTransaction {
  private readonly impossible: ImpossibleEntry[] = [];

  constructor(
    private readonly restore: RestoreSession,
    private readonly job: RestoreJob,
    private readonly work: Work,
  ) {}

  async run(): Promise<Executed> {
    const { plan } = this.job;
    await this.restore.session.query('begin');
    await this.defineAll(plan.preData, 'definitions');
    if (plan.dropChecks === 'before-data') {
      await this.restore.dropChecks(plan.tables);
    }
    const rows = await this.loadAll();
    await this.defineAll(plan.postData, 'keys');
    await this.restore.session.query('commit');
    return { rows, impossible: this.impossible, warnings: [] };
  }

  private async defineAll(entries: readonly TocEntry[], phase: string): Promise<void> {
    for (const [done, entry] of entries.entries()) {
      this.work.progress({ phase, done, total: entries.length, unit: 'steps' });
      await (this.job.plan.optional.has(entry)
        ? this.tryToDefine(entry)
        : this.restore.define(entry));
    }
  }

  /** What is only perhaps needed may fail; whatever needed it then fails with its own message. */
  private async tryToDefine(entry: TocEntry): Promise<void> {
    const { session } = this.restore;
    await session.query('savepoint entry');
    try {
      await this.restore.define(entry);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'restore-failed') {
        throw error;
      }
      this.impossible.push({ entry, reason: error.message });
      await session.query('rollback to savepoint entry');
    }
    await session.query('release savepoint entry');
  }

  private async loadAll(): Promise<readonly BlockRows[]> {
    const { dump, plan } = this.job;
    const progress = new LoadProgress(this.work, dump, plan.data);
    const loaded: BlockRows[] = [];
    for (const entry of plan.data) {
      if (isTableData(entry)) {
        loaded.push({ entry, rows: await this.restore.load(entry, progress.of(entry), true) });
      } else {
        await this.restore.define(entry);
      }
    }
    return loaded;
  }
}
