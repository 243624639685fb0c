import type { TocEntry } from '../../core/archive/contents';
import { encodingOf } from '../../core/archive/encoding';
import { tableOf } from '../../core/archive/tables';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { type BlockRows, dataBytes, isTableData } from '../../core/restore/openDump';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { RestoreEngine, RestoreJob } from '../../recovery/ports/restoreEngine';
import { abortable } from '../../recovery/abortable';
import type { Work } from '../../recovery/work';
import { copyBlock } from './copyBlock';
import { copyStatementOf } from './copyStatement';
import { restoreFailure } from './restoreFailure';
import { Session } from '../connection/session';

/** Restores over a connection, without PostgreSQL's client tools. */
export const builtInRestore: RestoreEngine = {
  name: 'built-in',
  readyFor: () => Promise.resolve({ state: 'ready', restore }),
};

/** In one transaction: what is made and filled in the same one needs no write-ahead log of its rows. */
async function restore(job: RestoreJob, work: Work): Promise<readonly BlockRows[]> {
  work.signal.throwIfAborted();
  const session = await Session.connect(job.target);
  try {
    // Closing while a statement runs drops the connection; dropping the database then ends the statement.
    return await abortable(new Restore(session, job, work).run(), work.signal);
  } finally {
    await session.close();
  }
}

class Restore {
  private readonly encoding: string;
  private bytesRead = 0;

  constructor(
    private readonly session: Session,
    private readonly job: RestoreJob,
    private readonly work: Work,
  ) {
    this.encoding = encodingOf(job.dump.contents);
  }

  async run(): Promise<readonly BlockRows[]> {
    const { plan } = this.job;
    await this.session.query('begin');
    await this.applySettings();
    await this.defineAll(plan.preData, 'definitions');
    if (plan.dropChecks === 'before-data') {
      await this.dropChecks(plan.tables);
    }
    const rows = await this.loadAll();
    await this.defineAll(plan.postData, 'keys');
    await this.session.query('commit');
    return rows;
  }

  /** As pg_restore sets them, then what the dump itself sets. */
  private async applySettings(): Promise<void> {
    await this.session.query(
      `select pg_catalog.set_config(wanted.name, wanted.setting, false)
         from (values ('statement_timeout', '0'),
                      ('lock_timeout', '0'),
                      ('idle_in_transaction_session_timeout', '0'),
                      ('transaction_timeout', '0'),
                      ('check_function_bodies', 'off'),
                      ('xmloption', 'content'),
                      ('client_min_messages', 'warning'),
                      ('row_security', 'off')) as wanted (name, setting)
         join pg_catalog.pg_settings s on s.name = wanted.name`,
    );
    const ofDump = this.job.dump.contents.entries.filter(
      ({ desc }) => desc === 'STDSTRINGS' || desc === 'SEARCHPATH',
    );
    for (const entry of ofDump) {
      await this.define(entry);
    }
  }

  private async defineAll(entries: readonly TocEntry[], phase: string): Promise<void> {
    for (const [done, entry] of entries.entries()) {
      this.work.progress({ phase, done, total: entries.length, unit: 'steps' });
      await (this.job.plan.optional.has(entry) ? this.tryToDefine(entry) : this.define(entry));
    }
  }

  private async define(entry: TocEntry): Promise<void> {
    if (entry.definition.trim() === '') {
      return;
    }
    await this.searchIn(entry);
    try {
      await this.session.query(entry.definition);
    } catch (error) {
      throw restoreFailure(entry, error);
    }
  }

  /** What is only perhaps needed may fail; whatever needed it then fails with its own message. */
  private async tryToDefine(entry: TocEntry): Promise<void> {
    await this.session.query('savepoint entry');
    try {
      await this.define(entry);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code !== 'restore-failed') {
        throw error;
      }
      await this.session.query('rollback to savepoint entry');
    }
    await this.session.query('release savepoint entry');
  }

  /** Archives before 1.13 rely on the search path to say which schema is meant. */
  private async searchIn({ namespace }: TocEntry): Promise<void> {
    const { minor } = this.job.dump.contents.version;
    if (minor < 13 && namespace !== undefined) {
      await this.session.query(`set search_path = ${quoteIdentifier(namespace)}, pg_catalog`);
    }
  }

  private async dropChecks(tables: readonly TableId[]): Promise<void> {
    const constraints = await this.session.rows(
      `select con.conrelid::regclass::text, con.conname
         from pg_catalog.pg_constraint con
        where con.contype = 'c'
          and con.conislocal
          and con.conrelid = any ($1::regclass[])`,
      [tables.map(quoteTable)],
    );
    for (const [table, name] of constraints) {
      // A parent's constraint takes those of its partitions with it.
      await this.session.query(
        `alter table ${String(table)}
           drop constraint if exists ${quoteIdentifier(String(name))}`,
      );
    }
  }

  private async loadAll(): Promise<readonly BlockRows[]> {
    const { dump, plan } = this.job;
    const total = dataBytes(dump, plan.data);
    const loaded: BlockRows[] = [];
    for (const entry of plan.data) {
      if (isTableData(entry)) {
        loaded.push({ entry, rows: await this.load(entry, total) });
      } else {
        await this.define(entry);
      }
    }
    return loaded;
  }

  private async load(entry: TocEntry, total: number | undefined): Promise<number> {
    try {
      await this.searchIn(entry);
      const statement = copyStatementOf(entry, this.encoding);
      return await copyBlock(this.session, statement, this.pieces(entry, total));
    } catch (error) {
      throw restoreFailure(entry, error);
    }
  }

  private async *pieces(entry: TocEntry, total: number | undefined): AsyncGenerator<Uint8Array> {
    const phase = `rows of ${tableLabel(tableOf(entry))}`;
    const reading = {
      signal: this.work.signal,
      onRead: (bytes: number) => (this.bytesRead += bytes),
    };
    for await (const piece of this.job.dump.data.tableData(entry, reading)) {
      this.work.progress({ phase, done: this.bytesRead, total, unit: 'bytes' });
      yield piece;
    }
  }
}
