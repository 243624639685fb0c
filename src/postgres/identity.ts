import type { TableId } from '../core/catalog/table';
import { tableLabel } from '../core/catalog/table';
import type { TableIdentity } from '../core/correction/plan';
import { RecoveryError } from '../core/errors';
import { quoteTable } from '../core/sql/quote';
import type { Cell, Row } from '../core/catalog/table';

/** Which server answers, and in which of its histories. */
export interface ServerIdentity {
  readonly systemIdentifier: string;
  /** A server that took over from another, or was set back in time, counts another timeline. */
  readonly timeline: string;
  readonly databaseOid: string;
  readonly database: string;
  /** The database's, as PostgreSQL calls it. */
  readonly encoding: string;
}

/** Who can be asked for the one row of a statement: a session, or one that can be cancelled. */
export interface RowSource {
  row(text: string, values?: readonly Cell[]): Promise<Row>;
}

/** The same for all that came of one initdb: a server, its standbys, its physical copies. */
export async function systemIdentifier(source: RowSource): Promise<string> {
  const [identifier] = await source.row('select system_identifier from pg_control_system()');
  return present(identifier);
}

/** Of standbys, too. */
export async function databaseIdentity(
  source: RowSource,
): Promise<Pick<ServerIdentity, 'systemIdentifier' | 'databaseOid'>> {
  const [databaseOid] = await source.row(
    'select oid from pg_catalog.pg_database where datname = current_database()',
  );
  return {
    systemIdentifier: await systemIdentifier(source),
    databaseOid: present(databaseOid),
  };
}

export function refusedByStandby(cause?: unknown): RecoveryError {
  return new RecoveryError('standby', 'This server is a standby: it takes no writes.', {
    hint: 'Connect to the primary.',
    cause,
  });
}

/** @throws {RecoveryError} `standby` where the server only follows another. */
export async function serverIdentity(source: RowSource): Promise<ServerIdentity> {
  const [systemIdentifier, databaseOid, database, encoding, standby] = texts(
    await source.row(`
      select
        (select system_identifier from pg_control_system()),
        (select oid from pg_database where datname = current_database()),
        current_database(),
        getdatabaseencoding(),
        pg_is_in_recovery()::text`),
  );
  if (standby === 'true') {
    throw refusedByStandby();
  }
  const [timeline] = texts(
    await source.row(`select left(pg_walfile_name(pg_current_wal_lsn()), 8)`),
  );
  return {
    systemIdentifier: present(systemIdentifier),
    timeline: present(timeline),
    databaseOid: present(databaseOid),
    database: present(database),
    encoding: present(encoding),
  };
}

/**
 * What a plan for this table is bound to.
 * @throws {RecoveryError} `table-not-found`, `standby`.
 */
export async function tableIdentity(source: RowSource, table: TableId): Promise<TableIdentity> {
  const { systemIdentifier, databaseOid, database, encoding } = await serverIdentity(source);
  const oid = await tableOid(source, table);
  if (oid === undefined) {
    throw new RecoveryError('table-not-found', `There is no table ${tableLabel(table)} here.`);
  }
  return { systemIdentifier, databaseOid, database, encoding, tableOid: oid, table };
}

export async function tableOid(source: RowSource, table: TableId): Promise<string | undefined> {
  const [oid] = await source.row('select to_regclass($1)::oid', [quoteTable(table)]);
  return oid ?? undefined;
}

function texts(row: Row): readonly string[] {
  return row.map((cell) => present(cell));
}

function present(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) {
    throw new Error('The server did not say who it is.');
  }
  return cell;
}
