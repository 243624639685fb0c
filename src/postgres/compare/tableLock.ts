import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { Session } from '../connection/session';

/** How long a lock is waited for. */
export const lockTimeout = '10s';

/**
 * Keeps others from altering, dropping or emptying a table until the transaction ends. Takes no
 * snapshot, as every query would, and needs no more than the right to read.
 * @throws {RecoveryError} `lock-timeout`, `table-not-found`.
 */
export async function lockForReading(session: Session, table: TableId): Promise<void> {
  await session.query(`set local lock_timeout = '${lockTimeout}'`);
  try {
    await session.query(`lock table ${quoteTable(table)} in access share mode`);
  } catch (error) {
    const name = `${tableLabel(table)} on ${connectionLabel(session.settings)}`;
    throw error instanceof RecoveryError ? lockRefusal(error, name) : error;
  }
}

function lockRefusal(error: RecoveryError, name: string): RecoveryError {
  const { sqlstate, cause } = error;
  if (sqlstate === '55P03') {
    return new RecoveryError(
      'lock-timeout',
      `${name} is locked for more than ${lockTimeout}: another session alters, rewrites or empties it.`,
      { hint: 'Compare when that has ended.', sqlstate, cause },
    );
  }
  return sqlstate === '42P01'
    ? new RecoveryError('table-not-found', `${name} was dropped or renamed just now.`, {
        hint: 'Compare again.',
        ...{ sqlstate, cause },
      })
    : error;
}
