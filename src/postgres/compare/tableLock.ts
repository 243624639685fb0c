import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { Session } from '../connection/session';

/** How long a lock is waited for. */
export const lockTimeout = '10s';

/**
 * What keeps others from altering, dropping or emptying a table until the transaction ends. They take no
 * snapshot, as every query would, and need no more than the right to read.
 */
export function lockStatements(table: TableId): readonly string[] {
  return [
    `set local lock_timeout = '${lockTimeout}'`,
    `lock table ${quoteTable(table)} in access share mode`,
  ];
}

/** A failure of {@link lockStatements} as `lock-timeout` or `table-not-found`; any other as it is. */
export function lockRefusal(
  error: unknown,
  { session, table }: { readonly session: Session; readonly table: TableId },
): unknown {
  if (!(error instanceof RecoveryError)) {
    return error;
  }
  const name = `${tableLabel(table)} on ${connectionLabel(session.settings)}`;
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
