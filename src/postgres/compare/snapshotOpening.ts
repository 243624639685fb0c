import { type Row, type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { noSearchPath, pinnedSettings } from '../../core/sql/pinnedSettings';
import { quoteLiteral, quoteTable } from '../../core/sql/quote';
import { longestSnapshot } from '../../recovery/compare/snapshotAge';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { SnapshotMark } from '../../recovery/ports/snapshot';
import type { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import {
  hashesRecords,
  supportedMajor,
  transactionFunctions,
  unlimitedTransaction,
  watchingClient,
} from '../versions';
import { longestSilence } from './keepAlive';
import { lockRefusal, lockStatements, lockTimeout } from './tableLock';

export interface OpenedSnapshot extends SnapshotMark {
  readonly major: number;
  readonly recordHash: string | undefined;
  readonly keepsCommitTimes: boolean;
}

export interface SnapshotOrigin {
  /**
   * Is locked before the snapshot is taken, so that nobody alters, drops or empties it while it is
   * read: an older snapshot would see a table that was emptied (TRUNCATE) or rewritten as empty.
   */
  readonly table?: TableId;
  /** Another session's snapshot, as that session exported it: this one shall see the same. */
  readonly exported?: string;
  /** The server's, where it is known already. */
  readonly major?: number;
  /** Seconds that the snapshot may be kept, and so what any statement may take at most. */
  readonly longest?: number | undefined;
  /** Seconds that the session may say nothing; {@link longestSilence} where not said. */
  readonly silence?: number | undefined;
  /** Whether values are read that name objects. */
  readonly namesObjects?: boolean;
  /** Ends the transaction that the session is in. */
  readonly isAnew?: true;
}

/**
 * Begins the transaction that is the snapshot, with the settings under which values are read.
 * @throws {RecoveryError} `server-version`, `lock-timeout`, `table-not-found`, `row-security`.
 */
export async function beginReading(
  session: Session,
  origin: SnapshotOrigin = {},
): Promise<OpenedSnapshot> {
  const major = origin.major ?? (await supportedMajor(session, session.settings));
  const [time, mark, keepsCommitTimes, recordHash, hidesRows] = await begun(session, origin, major);
  if (origin.table && hidesRows === 'true') {
    throw hiddenRows(session, origin.table);
  }
  return {
    time: time ?? '',
    mark: mark ?? '',
    major,
    keepsCommitTimes: keepsCommitTimes === 'on',
    recordHash: recordHash ?? undefined,
  };
}

/** @throws {RecoveryError} `row-security` where a policy may hide rows of the table. */
export async function requireAllRows(session: Session, id: TableId): Promise<void> {
  const [hidesRows] = await session.row(`select ${mayHideRows(id)}`);
  if (hidesRows === 'true') {
    throw hiddenRows(session, id);
  }
}

export const isoTime = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** In one message: over a far network each wait for an answer costs more than what is done there. */
async function begun(session: Session, origin: SnapshotOrigin, major: number): Promise<Row> {
  const { table, exported, isAnew, namesObjects } = origin;
  const { longest = longestSnapshot, silence = longestSilence } = origin;
  const statements = [
    ...(isAnew ? ['rollback'] : []),
    'begin isolation level repeatable read, read only',
    // Neither takes a snapshot, as every query would.
    ...(table ? lockStatements(table) : []),
    ...(exported === undefined ? [] : [`set transaction snapshot ${quoteLiteral(exported)}`]),
    setLocal({ ...pinnedSettings, ...readingSettings, ...unlimitedTransaction(major) }),
    setLocal({
      statement_timeout: `${Math.ceil(longest)}s`,
      idle_in_transaction_session_timeout: `${Math.ceil(silence)}s`,
    }),
    ...watchingClient(major),
    ...(namesObjects ? [setLocal(noSearchPath)] : []),
    markQuery(major, table),
  ];
  try {
    return await session.row(statements.join(';\n'));
  } catch (error) {
    throw table ? await lockRefusal(error, { session, table }) : error;
  }
}

function hiddenRows({ settings }: Session, id: TableId): RecoveryError {
  return new RecoveryError(
    'row-security',
    `Row security may hide rows of ${tableLabel(id)} from ${settings.user} on ${connectionLabel(settings)}.`,
    { hint: 'Connect as the table’s owner, or as a role that has BYPASSRLS.' },
  );
}

function mayHideRows(id: TableId): string {
  return `row_security_active(${quoteLiteral(quoteTable(id))}::regclass)::text`;
}

/**
 * What is sent means the same on every server; a policy is an error, not a filter; no wait is endless;
 * nothing is compiled for one use.
 */
const readingSettings = {
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  row_security: 'off',
  lock_timeout: lockTimeout,
  jit: 'off',
  work_mem: '64MB',
  // Scans tell by notices how far they are.
  client_min_messages: 'notice',
};

function markQuery(major: number, table: TableId | undefined): string {
  return `
    select to_char(transaction_timestamp(), ${isoTime}),
           ${transactionFunctions(major).snapshotEnd},
           current_setting('track_commit_timestamp'),
           ${hashesRecords(major) ? constantRecordHash : 'null'},
           ${table ? mayHideRows(table) : 'null'}`;
}

/** The record has one field of every kind that {@link rowHash} hands to the server's hash. */
const constantRecordHash = `
         getdatabaseencoding() || ' ' || hash_record_extended(
           row(true, -42, int8send(-4294967296), timestamp_send('2024-02-29 12:34:56.789'),
               timestamptz_send('2024-02-29 12:34:56.789+02'), date '2024-02-29',
               uuid 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', decode('00ff', 'hex'), null::int4),
           hashtextextended(format('%s', 1.50) collate "C",
             hashtextextended('', '-1234567890123456789'::int8 # hashint4extended(-7, uuid_hash_extended('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 42)))))`;
