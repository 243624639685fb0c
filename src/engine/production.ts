import type { Table, TableId } from '../core/catalog/table';
import type { TableIdentity } from '../core/correction/plan';
import { tableIdentity } from '../postgres/identity';
import { Session } from '../postgres/connection/session';
import { openSnapshot } from '../postgres/compare/snapshot';
import { supportedMajor } from '../postgres/versions';
import type { ConnectionSettings } from '../recovery/connectionSettings';

export interface Production {
  readonly target: TableIdentity;
  readonly table: Table;
  readonly major: number;
}

/**
 * Meets production before anything is restored: that it answers, is a primary, and has the table with
 * all its rows in sight.
 * @throws {RecoveryError} as connecting, {@link tableIdentity} and finding the table in a snapshot.
 */
export async function meetProduction(
  live: ConnectionSettings,
  table: TableId,
  signal: AbortSignal,
): Promise<Production> {
  const found = await findTable(live, table, signal);
  const session = await Session.connect(live, signal);
  try {
    const { host, port } = live;
    const target = { ...(await tableIdentity(session, table)), address: { host, port } };
    return { target, table: found, major: await supportedMajor(session, live) };
  } finally {
    await session.close();
  }
}

async function findTable(
  live: ConnectionSettings,
  table: TableId,
  signal: AbortSignal,
): Promise<Table> {
  const snapshot = await openSnapshot(live, signal);
  try {
    return await snapshot.findTable(table, signal);
  } finally {
    await snapshot.close();
  }
}
