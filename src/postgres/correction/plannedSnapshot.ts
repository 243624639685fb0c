import type { TableIdentity } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { TableSnapshot } from '../../recovery/ports/tableSnapshot';
import { serverIdentity } from '../identity';
import { openTableSnapshot } from '../tableSnapshot/tableSnapshot';
import { refuseOther, wrongTable } from './guard';

/**
 * Begins to read the very table that a plan is bound to.
 * @throws {RecoveryError} `wrong-server`, `wrong-database`, `wrong-table`, and those of reading a table.
 */
export async function openPlannedSnapshot(
  settings: ConnectionSettings,
  identity: TableIdentity,
  tool: string,
  signal: AbortSignal,
): Promise<TableSnapshot> {
  const snapshot = await opened(settings, identity, tool, signal);
  if (snapshot.origin.tableOid !== identity.tableOid) {
    await snapshot.close();
    throw wrongTable(identity, 'it was made anew since they were compared');
  }
  return snapshot;
}

async function opened(
  settings: ConnectionSettings,
  identity: TableIdentity,
  tool: string,
  signal: AbortSignal,
): Promise<TableSnapshot> {
  try {
    const reading = {
      tool,
      check: async (session: Parameters<typeof serverIdentity>[0]): Promise<void> => {
        refuseOther(await serverIdentity(session), identity);
      },
    };
    return await openTableSnapshot(settings, identity.table, reading, signal);
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'table-not-found') {
      throw wrongTable(identity, 'there is none of that name here', error);
    }
    throw error;
  }
}
