import type { ColumnChoice } from '../core/diff/comparedTable';
import { dumpFiles } from '../files/dumpFile';
import type { IncidentFolder } from '../files/incidentFolder';
import { openSnapshot } from '../postgres/compare/snapshot';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { SelectionChoice } from '../recovery/correct/planFromComparison';
import { type DumpSummary, readDumpSummary } from '../recovery/dumps/readContents';
import { type Recovered, recoverTable } from '../recovery/recoverTable';
import type { TableRestoreRequest } from '../recovery/restore/restoreDump';
import type { ProductionServers } from '../recovery/restore/notOnProduction';
import { refuseProductionsOwnDisk, restoredBytesAtMost } from '../recovery/restore/sameMachine';
import {
  type Connections,
  isPrivateScratch,
  type ScratchPlace,
  type ScratchServer,
} from './connections';
import type { EngineHost } from './engineHost';
import { inUncomparedIncident, planningIn } from './incidents';
import { meetProduction } from './production';
import { databasesOf, restoreServices } from './restoring';
import { requirePlace } from './scratchPlacing';
import { thisMachine } from './thisMachine';

/** What the operator asks of a recovery. */
export interface RecoveryOrder {
  readonly restore: TableRestoreRequest;
  readonly live: ConnectionSettings;
  readonly scratch: ScratchPlace;
  readonly allowSuperuser: boolean;
  /** Others than `live`, which counts anyway. */
  readonly productions: ProductionServers;
  readonly machine: MachineLimits;
  readonly columns: ColumnChoice;
  readonly where: string | undefined;
  readonly choice: SelectionChoice;
  readonly keep: boolean;
  /** The incident's folder: a new one, or one that holds no comparison yet. */
  readonly out: string;
}

/** Whether production and its backup may share a machine. */
export interface MachineLimits {
  readonly allowed: boolean;
  /** Bytes of disk that must stay free. */
  readonly reserve: number;
}

export interface RecoveryDone {
  readonly recovered: Recovered;
  readonly incident: IncidentFolder;
  readonly scratch: ScratchServer;
}

/** Whatever can be refused is refused before a server is started or a folder made. */
export async function runRecovery(
  order: RecoveryOrder,
  connections: Connections,
  host: EngineHost,
): Promise<RecoveryDone> {
  const { restore, live } = order;
  const { work, program } = host;
  const dump = await readDumpSummary(dumpFiles, restore.dump);
  const { target, major } = await meetProduction(live, restore.table, work.signal);
  await checkMachine(order, dump);
  const scratch = await connections.scratch(order.scratch, major);
  await requirePlace(scratch, { restore, productions: withLive(order) }, host);
  return inUncomparedIncident(order.out, async (incident) => {
    const services = {
      ...planningIn(incident, program),
      restoring: restoreServices(databasesOf(scratch, order.allowSuperuser), program),
      openSnapshot,
    };
    const origin = { path: dump.path, createdAt: dump.createdAt.from, sha256: undefined };
    const recovered = await recoverTable({ ...order, dump: origin, target }, services, work);
    return { recovered, incident, scratch };
  });
}

function withLive({ live, productions }: RecoveryOrder): ProductionServers {
  const own = { name: live.database, connection: live };
  return { ...productions, known: [...productions.known, own] };
}

async function checkMachine(order: RecoveryOrder, dump: DumpSummary): Promise<void> {
  if (isPrivateScratch(order.scratch)) {
    const isCompressed = dump.compression !== 'none' || dump.wrapping !== 'none';
    await refuseProductionsOwnDisk(thisMachine(), {
      live: order.live,
      needed: restoredBytesAtMost(dump.bytes, isCompressed),
      ...order.machine,
    });
  }
}
