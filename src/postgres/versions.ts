import { RecoveryError } from '../core/errors';
import { type ConnectionSettings, connectionLabel } from '../recovery/connectionSettings';
import type { RowSource } from './identity';

/*
 * What differs between the servers that this program works with, by their major version. Nothing else
 * of the adapter compares a version with a number.
 */

/** The oldest that rows can be compared and corrected on, or restored into. */
export const oldestMajor = 12;

/**
 * The server's major version: 15.
 * @throws {RecoveryError} `server-version`, where it is older than all that this program works with.
 */
export async function supportedMajor(
  server: RowSource,
  settings: ConnectionSettings,
): Promise<number> {
  const [number, label] = await server.row(versionQuery);
  const major = majorOf(Number(number));
  if (major < oldestMajor) {
    throw new RecoveryError(
      'server-version',
      `${connectionLabel(settings)} runs PostgreSQL ${label ?? ''}; version ${oldestMajor} or later is needed.`,
    );
  }
  return major;
}

/** @param version As `server_version_num`: 150004. */
export function majorOf(version: number): number {
  return Math.floor(version / 10_000);
}

const versionQuery = `
  select pg_catalog.current_setting('server_version_num'),
         pg_catalog.current_setting('server_version')`;

/** Whether a whole record can be hashed, and hashes combined by `bit_xor`. */
export function hashesRecords(major: number): boolean {
  return major >= 14;
}

/** Whether rows can be read by the pages where they lie (`ctid >= …`) without reading all others. */
export function readsByPages(major: number): boolean {
  return major >= 14;
}

/** Settings that a transaction needs to last as long as it must, where the server has them. */
export function unlimitedTransaction(major: number): Readonly<Record<string, string>> {
  return major >= 17 ? { transaction_timeout: '0' } : {};
}

/**
 * Statements by which a transaction is broken off, also while it works, soon after its client is gone, where
 * the server can look for that. Only Linux's is told to: others refuse the setting.
 */
export function watchingClient(major: number): readonly string[] {
  return major >= 14
    ? [
        `select pg_catalog.set_config('client_connection_check_interval', '5s', true) where pg_catalog.version() like '%linux%'`,
      ]
    : [];
}

/** Whether `drop database … with (force)` ends the sessions in it. */
export function dropsByForce(major: number): boolean {
  return major >= 13;
}

/** Whether a new database can be told to take its locale from libc, which another may be the default of. */
export function hasLocaleProvider(major: number): boolean {
  return major >= 15;
}

/** Whether `pg_stat_progress_copy` tells how far a COPY is. */
export function showsCopyProgress(major: number): boolean {
  return major >= 14;
}

/** How transactions are asked about; numbers are of 64 bits, as text. */
export interface TransactionFunctions {
  /** The number of this transaction; gives it one where it has none. */
  readonly current: string;
  /** The first number that the snapshot does not see whatever becomes of it. */
  readonly snapshotEnd: string;
  /** What became of the transaction whose number is bound as `$1`; NULL for one of long ago. */
  readonly status: string;
}

/** The type xid8 and its functions came with 13; the older ones say the same with int8. */
export function transactionFunctions(major: number): TransactionFunctions {
  return major >= 13
    ? {
        current: 'pg_current_xact_id()::text',
        snapshotEnd: 'pg_snapshot_xmax(pg_current_snapshot())::text',
        status: 'pg_xact_status($1::text::xid8)',
      }
    : {
        current: 'txid_current()::text',
        snapshotEnd: 'txid_snapshot_xmax(txid_current_snapshot())::text',
        status: 'txid_status($1::text::int8)',
      };
}

/**
 * In SQL: whether a column is NOT NULL without rows that were there before having been checked, as from 18 on it
 * may be. @param column A row of `pg_attribute`.
 */
export function isUncheckedNotNull(column: string): string {
  return `exists (select
                    from pg_catalog.pg_constraint n
                   where n.conrelid = ${column}.attrelid
                     and n.contype = 'n'
                     and not n.convalidated
                     and n.conkey = array[${column}.attnum])`;
}

/**
 * In SQL: whether NULLs are equal to each other in a unique index. The column came with 15.
 * @param index A row of `pg_index`.
 */
export function takesNullsForEqual(index: string): string {
  return `coalesce((pg_catalog.to_jsonb(${index}) ->> 'indnullsnotdistinct')::pg_catalog.bool, false)`;
}

/** Whether TRUNCATE reaches foreign tables, and so can be refused there by a trigger. */
export function truncatesForeignTables(major: number): boolean {
  return major >= 14;
}

/** Whether a trigger can take the place of another without the lock that dropping takes, which keeps readers out. */
export function replacesTriggers(major: number): boolean {
  return major >= 14;
}
