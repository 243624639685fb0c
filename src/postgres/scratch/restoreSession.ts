import type { Reading } from '../../core/archive/archiveData';
import type { TocEntry } from '../../core/archive/contents';
import { decoderFor, encodingOf } from '../../core/archive/encoding';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { tableOf, tablesIn } from '../../core/archive/tables';
import { statementKind } from '../../core/plain/statementKinds';
import { statementsIn } from '../../core/plain/statementsIn';
import { definitionOf } from '../../core/restore/openDump';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { RestoreJob } from '../../recovery/ports/restoreEngine';
import { Session } from '../connection/session';
import { copyBlock } from './copyBlock';
import { copyStatementOf, isLoadedByRoot } from './copyStatement';
import type { Loading } from './loadProgress';
import { restoreFailure } from './restoreFailure';

/** How many characters of INSERT commands go to the server at once. */
const insertBatch = 256 * 1024;

/** A connection to a scratch database that makes and fills what a dump holds. Whoever opened it closes it. */
export class RestoreSession {
  private readonly encoding: string;
  private partitioned: ReadonlySet<string> | undefined;

  private constructor(
    readonly session: Session,
    private readonly job: RestoreJob,
  ) {
    this.encoding = encodingOf(job.dump.contents);
  }

  static async open(job: RestoreJob): Promise<RestoreSession> {
    const restore = new RestoreSession(await Session.connect(job.target), job);
    try {
      await restore.applySettings();
      return restore;
    } catch (error) {
      await restore.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.session.close();
  }

  /** @throws {RecoveryError} `restore-failed`, naming the entry. */
  async define(entry: TocEntry): Promise<void> {
    const definition = definitionOf(entry);
    if (definition.trim() === '') {
      return;
    }
    await this.searchIn(entry);
    try {
      await this.session.query(definition);
    } catch (error) {
      throw restoreFailure(entry, error);
    }
  }

  /** Not the root of partitions, by which their rows may come; a plain dump then names the root alone. */
  takesFrozen(entry: TocEntry): boolean {
    this.partitioned ??= new Set(
      tablesIn(this.job.dump.contents)
        .filter(({ kind }) => kind === 'partitioned')
        .map(tableLabel),
    );
    return !isLoadedByRoot(entry) && !this.partitioned.has(tableLabel(tableOf(entry)));
  }

  /** Loads a table's rows; gives how many. `frozen`: this very transaction has made or emptied the table. */
  async load(entry: TocEntry, loading: Loading, frozen: boolean): Promise<number> {
    try {
      await this.searchIn(entry);
      return await (entry.copyStatement === undefined
        ? this.insertRows(entry, loading)
        : copyBlock(
            this.session,
            copyStatementOf(entry, {
              encoding: this.encoding,
              frozen: frozen && this.takesFrozen(entry),
            }),
            this.job.dump.data.tableData(entry, loading),
            loading.onRows,
          ));
    } catch (error) {
      throw restoreFailure(entry, error);
    }
  }

  /** Fills the large objects of an entry, which must be there already. */
  async loadObjects(entry: TocEntry, reading: Reading): Promise<void> {
    try {
      for await (const { oid, content } of this.job.dump.data.largeObjects(entry, reading)) {
        let offset = 0;
        for await (const piece of content) {
          const hex = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('hex');
          await this.session.query('select pg_catalog.lo_put($1::oid, $2::int8, $3::bytea)', [
            String(oid),
            String(offset),
            `\\x${hex}`,
          ]);
          offset += piece.length;
        }
      }
    } catch (error) {
      throw restoreFailure(entry, error);
    }
  }

  /** Within the transaction that then fills it. */
  async empty(table: TableId): Promise<void> {
    await this.session.query(`truncate only ${quoteTable(table)}`);
  }

  async dropChecks(tables: readonly TableId[]): Promise<void> {
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

  /** As pg_restore sets them, then what the dump itself sets. */
  private async applySettings(): Promise<void> {
    await this.session.query(
      `select pg_catalog.set_config(wanted.name, wanted.setting, false)
         from (values ('statement_timeout', '0'),
                      ('lock_timeout', '0'),
                      ('idle_in_transaction_session_timeout', '0'),
                      ('transaction_timeout', '0'),
                      ('check_function_bodies', 'off'),
                      ('synchronous_commit', 'off'),
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

  /** Where definitions do not say which schema is meant, the search path does. */
  private async searchIn({ namespace }: TocEntry): Promise<void> {
    if (!this.job.dump.contents.isQualified && namespace !== undefined && namespace !== '') {
      await this.session.query(`set search_path = ${quoteIdentifier(namespace)}, pg_catalog`);
    }
  }

  private async insertRows(entry: TocEntry, loading: Loading): Promise<number> {
    const text = this.job.dump.data.insertText(entry, loading);
    let [rows, batch] = [0, ''];
    const send = async (): Promise<void> => {
      const sent = batch === '' ? 0 : await this.session.script(batch);
      rows += sent;
      loading.onRows(sent);
      batch = '';
    };
    for await (const statement of statementsIn(text, decoderFor(this.encoding))) {
      requireInsert(entry, statement);
      batch += statement;
      if (batch.length > insertBatch) {
        await send();
      }
    }
    await send();
    return rows;
  }
}

/** Among a table's rows nothing else is executed. */
function requireInsert(entry: TocEntry, statement: string): void {
  if (statementKind(statement).desc !== 'TABLE DATA' || !statement.startsWith('INSERT INTO ')) {
    throw new RecoveryError(
      'dump-format',
      `Among the rows of ${tableLabel(tableOf(entry))} there is another statement: “${statement.slice(0, 60)}”.`,
      { hint: 'Look at who made this dump: pg_dump writes no such thing.' },
    );
  }
}
