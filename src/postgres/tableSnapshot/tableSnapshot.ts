import type { Table, TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { countRows } from '../../core/archive/copyText';
import type { TableOrigin } from '../../core/incident/damagedState';
import { noSearchPath } from '../../core/sql/pinnedSettings';
import { endOfRows, rowsBegin, snapshotHead, snapshotTail } from '../../core/sql/snapshotText';
import { connectionLabel, type ConnectionSettings } from '../../recovery/connectionSettings';
import type { TableSnapshot } from '../../recovery/ports/tableSnapshot';
import { readTable, resolveTable } from '../catalog';
import { beginReading } from '../compare/snapshotOpening';
import { cancellable, StopOnAbort } from '../connection/cancellable';
import { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import { databaseIdentity } from '../identity';
import { type CopiedTable, type DefinedTables, definedTables, rowsQuery } from './definedTables';
import { sizeQuery } from './tableQueries';

export interface SnapshotReading {
  /** `pra 0.1.0` */
  readonly tool: string;
  /** Looks at the session before anything is read; throws where it is not to be. */
  readonly check?: (session: Session) => Promise<void>;
}

/**
 * Begins to read one table with its definition: in one transaction that writes nothing, with the table locked
 * against being altered or emptied, and with a policy of row security an error.
 * @throws {RecoveryError} `table-not-found`, `row-security`, `lock-timeout`, and those of connecting.
 */
export async function openTableSnapshot(
  settings: ConnectionSettings,
  name: TableName,
  reading: SnapshotReading,
  signal: AbortSignal,
): Promise<TableSnapshot> {
  const session = await Session.connect(settings, signal);
  try {
    return await cancellable(session, signal, () => opened(session, name, reading));
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function opened(
  session: Session,
  name: TableName,
  { tool, check }: SnapshotReading,
): Promise<TableSnapshot> {
  await check?.(session);
  const id = await resolveTable(session, name);
  const { time } = await beginReading(session, { table: id, namesObjects: true });
  const table = await readTable(session, id);
  const defined = await definedTables(session, table);
  // Reading a definition gives the settings back as it found them; the rows need this one too.
  await session.query(setLocal(noSearchPath));
  const [bytes] = await session.row(sizeQuery, [table.oid]);
  const origin = { ...(await databaseIdentity(session)), tableOid: table.oid };
  const [version] = await session.row(`select current_setting('server_version')`);
  const encoding = await bytesAsStored(session);
  const server = connectionLabel(session.settings);
  const head = { table: id, server, serverVersion: version ?? '', encoding, time, tool };
  return new ReadTable({
    ...{ session, table, origin, defined, time, storedBytes: Number(bytes) },
    head: snapshotHead(head, defined),
  });
}

/** Rows come in UTF-8, or as they are where the database knows no encoding. @returns which of them. */
export async function bytesAsStored(session: Session): Promise<'SQL_ASCII' | 'UTF8'> {
  if (session.encoding !== 'SQL_ASCII') {
    return 'UTF8';
  }
  await session.query(`set local client_encoding = 'SQL_ASCII'`);
  return 'SQL_ASCII';
}

interface Reading {
  readonly session: Session;
  readonly table: Table;
  readonly origin: TableOrigin;
  readonly defined: DefinedTables;
  readonly time: string;
  readonly storedBytes: number;
  readonly head: string;
}

class ReadTable implements TableSnapshot {
  readonly what = 'a snapshot';

  constructor(private readonly reading: Reading) {}

  get table(): TableId {
    return this.reading.table.id;
  }

  get origin(): TableOrigin {
    return this.reading.origin;
  }

  get time(): string {
    return this.reading.time;
  }

  get storedBytes(): number {
    return this.reading.storedBytes;
  }

  get notices(): readonly string[] {
    return this.reading.defined.notices;
  }

  async *text(
    onRows: (rows: number) => void,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const { head, defined } = this.reading;
    yield Buffer.from(head);
    for (const table of defined.copied.filter(({ columns }) => columns.length > 0)) {
      yield Buffer.from(rowsBegin(table.name, table.columns));
      for await (const piece of this.rows(table, signal)) {
        onRows(countRows(piece));
        yield piece;
      }
      yield Buffer.from(endOfRows);
    }
    yield Buffer.from(snapshotTail(defined));
  }

  async close(): Promise<void> {
    await this.reading.session.close();
  }

  private rows(table: CopiedTable, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    return copiedRows(this.reading.session, `copy (${rowsQuery(table)}) to stdout`, signal);
  }
}

/** The bytes of one `copy … to stdout`; an abort stops it. */
export async function* copiedRows(
  session: Session,
  copy: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  signal.throwIfAborted();
  const stopping = new StopOnAbort(session, signal);
  try {
    yield* session.copyOut(copy);
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw session.describe(error);
  } finally {
    await stopping.end();
  }
}
