import type { Table, TableId } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import type { TableIdentity } from '../core/correction/plan';
import { readTableUnlocked, resolveTable } from '../postgres/catalog';
import { cancellable } from '../postgres/connection/cancellable';
import { tableIdentity } from '../postgres/identity';
import { Session } from '../postgres/connection/session';
import { withSession } from '../postgres/connection/withSession';
import { requireAllRows } from '../postgres/compare/snapshotOpening';
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
 * @throws {RecoveryError} as connecting, {@link tableIdentity} and finding the table.
 */
export async function meetProduction(
  live: ConnectionSettings,
  table: TableId,
  signal: AbortSignal,
): Promise<Production> {
  const session = await Session.connect(live, signal);
  try {
    return await cancellable(session, signal, async () => {
      const major = await supportedMajor(session, live);
      const found = await visibleTable(session, table);
      const { host, port } = live;
      const target = { ...(await tableIdentity(session, table)), address: { host, port } };
      return { target, table: found, major };
    });
  } finally {
    await session.close();
  }
}

/** The table as the catalogue of one side describes it. */
export async function tableIn(
  side: ConnectionSettings,
  table: TableName,
  signal: AbortSignal,
): Promise<Table> {
  const read = (session: Session): Promise<Table> =>
    cancellable(session, signal, async () => {
      await supportedMajor(session, side);
      return visibleTable(session, table);
    });
  return withSession(side, read, signal);
}

/** Of its catalogue only: no lock is asked for, so that whoever holds one keeps nobody waiting. */
async function visibleTable(session: Session, name: TableName): Promise<Table> {
  const table = await readTableUnlocked(session, await resolveTable(session, name));
  await requireAllRows(session, table.id);
  return table;
}
