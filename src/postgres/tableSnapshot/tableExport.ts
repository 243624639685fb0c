import { namesObjects, type Table, type TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { CsvRecords } from '../../core/csvRecords';
import { RecoveryError } from '../../core/errors';
import {
  insertsHead,
  insertsTail,
  InsertWriter,
  rowLiteral,
  settingsOfValues,
} from '../../core/sql/insertText';
import { noSearchPath } from '../../core/sql/pinnedSettings';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { connectionLabel, type ConnectionSettings } from '../../recovery/connectionSettings';
import type { TableText } from '../../recovery/ports/tableSnapshot';
import { readTable, resolveTable } from '../catalog';
import { checkCondition, conditionHint } from '../compare/conditionCheck';
import { beginReading } from '../compare/snapshotOpening';
import { cancellable } from '../connection/cancellable';
import { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import { sizeQuery } from './tableQueries';
import { bytesAsStored, copiedRows } from './tableSnapshot';
import { counted, wordFor } from '../../core/words';

export type ExportFormat = 'csv' | 'sql';

export interface ExportRequest {
  readonly table: TableName;
  /** One SQL condition; all rows without. */
  readonly condition: string | undefined;
  readonly format: ExportFormat;
  /** `pra 0.1.0` */
  readonly tool: string;
}

/**
 * Begins to read rows of one table, its partitions' and heirs' among them, in one transaction that writes nothing.
 * @throws {RecoveryError} `table-not-found`, `usage` for a condition, `row-security`, and those of connecting.
 */
export async function openTableExport(
  settings: ConnectionSettings,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<TableText> {
  const session = await Session.connect(settings, signal);
  try {
    return await cancellable(session, signal, () => opened(session, request));
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function opened(session: Session, request: ExportRequest): Promise<TableText> {
  const id = await resolveTable(session, request.table);
  const { time } = await beginReading(session, { table: id });
  const table = await readTable(session, id);
  if (namesObjects(table.columns)) {
    await session.query(setLocal(noSearchPath));
  }
  if (request.condition !== undefined) {
    const hint = 'Give one SQL condition over its columns, as after WHERE.';
    await checkCondition(session, request.condition, table, {
      what: 'The condition',
      place: session.settings.database,
      hint: conditionHint(hint, table),
    });
  }
  const [bytes] = await session.row(sizeQuery, [table.oid]);
  const encoding = await bytesAsStored(session);
  const storedBytes = request.condition === undefined ? Number(bytes) : undefined;
  return new ExportedTable({ session, table, request, time, encoding, storedBytes });
}

interface Reading {
  readonly session: Session;
  readonly table: Table;
  readonly request: ExportRequest;
  readonly time: string;
  readonly encoding: string;
  readonly storedBytes: number | undefined;
}

type OnRows = (rows: number) => void;

class ExportedTable implements TableText {
  readonly what = 'an export';

  constructor(private readonly reading: Reading) {}

  get table(): TableId {
    return this.reading.table.id;
  }

  get time(): string {
    return this.reading.time;
  }

  get storedBytes(): number | undefined {
    return this.reading.storedBytes;
  }

  get notices(): readonly string[] {
    const { table, request } = this.reading;
    const computed = request.format === 'sql' ? computedColumns(table) : [];
    return [
      ...(computed.length === 0
        ? []
        : [`Columns that are computed are left out: ${computed.join(', ')}.`]),
      ...(table.heirs
        ? [
            `Rows of ${counted(table.heirs.length, 'table')} that ${wordFor(table.heirs.length, 'inherits', 'inherit')} from it are among its own.`,
          ]
        : []),
    ];
  }

  text(onRows: OnRows, signal: AbortSignal): AsyncIterable<Uint8Array> {
    return this.reading.request.format === 'csv'
      ? this.csv(onRows, signal)
      : this.inserts(onRows, signal);
  }

  async close(): Promise<void> {
    await this.reading.session.close();
  }

  private async *csv(onRows: OnRows, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    const columns = this.reading.table.columns.map(({ name }) => quoteIdentifier(name)).join(', ');
    const csv = new CsvRecords();
    // The header is no row.
    let told = 1;
    for await (const piece of this.copied(columns, ' (format csv, header)', signal)) {
      yield csv.take(piece);
      onRows(Math.max(csv.records - told, 0));
      told = Math.max(csv.records, told);
    }
  }

  private async *inserts(onRows: OnRows, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    const { session, table, request, time, encoding } = this.reading;
    const written = table.columns.filter(({ generated }) => !generated);
    const columns = written.map(({ name }) => name);
    if (columns.length === 0) {
      throw new RecoveryError('usage', 'The table has no column that can be written.', {
        hint: 'Export it as CSV.',
      });
    }
    const server = connectionLabel(session.settings);
    const settings = { client_encoding: encoding, ...settingsOfValues(written) };
    const leftOut = computedColumns(table);
    const { tool, condition } = request;
    const head = { table: table.id, server, time, tool, condition, leftOut, settings };
    yield Buffer.from(insertsHead(head));
    const overriding = written.some(({ identity }) => identity !== undefined);
    const writer = new InsertWriter({ table: table.id, columns, overriding });
    let told = 0;
    for await (const piece of this.copied(rowLiteral(columns), '', signal)) {
      yield Buffer.concat([...writer.take(piece)]);
      onRows(writer.rows - told);
      told = writer.rows;
    }
    yield writer.end();
    yield Buffer.from(insertsTail);
  }

  private copied(
    what: string,
    options: string,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const { session, table, request } = this.reading;
    const where = request.condition === undefined ? '' : ` where (${request.condition}\n)`;
    const query = `select ${what} from ${quoteTable(table.id)}${where}`;
    return copiedRows(session, `copy (${query}) to stdout${options}`, signal);
  }
}

function computedColumns({ columns }: Table): readonly string[] {
  return columns.filter(({ generated }) => generated).map(({ name }) => name);
}
