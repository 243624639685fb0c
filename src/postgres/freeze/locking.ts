import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { BlockedError } from '../../core/freeze/blocker';
import { quoteTable } from '../../core/sql/quote';
import type { Session } from '../connection/session';
import { tableOid } from '../identity';
import { blockersOf, type WantedLock } from './blockers';
import { type Hierarchy, hierarchyOf } from './hierarchy';

/**
 * Locks a table and all below it against writers, once they have ended; readers go on.
 * @throws {BlockedError} where they do not end in time. {@link RecoveryError} `permission-denied`, before any lock is
 * asked for; `table-not-found`.
 */
export async function lockToFreeze(session: Session, table: TableId): Promise<Hierarchy> {
  const { members } = await ownHierarchy(session, table);
  const oids = members.map(({ oid }) => oid);
  await whileBlocked({ session, table, oids, wanted: 'to freeze' }, () =>
    session.query(`lock table ${quoteTable(table)} in share row exclusive mode`),
  );
  // Partitions may have been attached while we waited; from here on none can be.
  return ownHierarchy(session, table);
}

export interface Waiting {
  readonly session: Session;
  readonly table: TableId;
  readonly oids: readonly string[];
  readonly wanted: WantedLock;
}

/** Says who is in the way where a lock is not to be had; the transaction is rolled back then. */
export async function whileBlocked<T>(
  { session, table, oids, wanted }: Waiting,
  lock: () => Promise<T>,
): Promise<T> {
  try {
    return await lock();
  } catch (error) {
    if (error instanceof RecoveryError && error.sqlstate === '55P03') {
      await session.query('rollback');
      throw new BlockedError(table, await blockersOf(session, oids, wanted), error);
    }
    throw error;
  }
}

async function ownHierarchy(session: Session, table: TableId): Promise<Hierarchy> {
  const oid = await tableOid(session, table);
  if (oid === undefined) {
    throw new RecoveryError('table-not-found', `There is no table ${tableLabel(table)} here.`);
  }
  const hierarchy = await hierarchyOf(session, oid);
  const others = hierarchy.members.filter(({ isOurs }) => !isOurs);
  if (others.length > 0) {
    throw notOwner(others);
  }
  return hierarchy;
}

function notOwner(others: Hierarchy['members']): RecoveryError {
  const named = others.slice(0, 5).map(({ table, owner }) => `${tableLabel(table)} (of ${owner})`);
  const more = others.length > named.length ? `, and ${others.length - named.length} more` : '';
  return new RecoveryError(
    'permission-denied',
    `Only its owner can freeze a table, and this role does not own ${named.join(', ')}${more}.`,
    {
      hint:
        'Connect as its owner, or a member of that role. Without it everybody goes on writing: an apply locks the rows ' +
        'that it writes, refuses those that others have changed, and can only for as long as it takes lock the whole table.',
      ways: ['lock-table'],
    },
  );
}
