import { definedColumns } from '../core/archive/definedColumns';
import { findTable } from '../core/archive/tables';
import type { Table } from '../core/catalog/table';
import { refuseHeirs } from '../core/catalog/obstacles';
import type { ColumnChoice } from '../core/diff/comparedTable';
import type { RowsReach } from '../core/incident/rowsReach';
import { expectedKey, type KnownBackup } from '../core/diff/expectedKey';
import type { Scope } from '../core/diff/scope';
import { definedKeys } from '../core/restore/definedKeys';
import { dumpFiles } from '../files/dumpFile';
import type { IncidentFolder } from '../files/incidentFolder';
import { temporaryOverflow } from '../files/pageFile';
import { openSnapshot } from '../postgres/compare/snapshot';
import { unkeyedScope } from '../recovery/compare/compareWithoutKey';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { type SelectionChoice, selectsAnything } from '../recovery/correct/planFromComparison';
import type { KeptVerification } from '../recovery/dumps/keptVerification';
import { readDumpSummary } from '../recovery/dumps/readContents';
import { type Recovered, recoverTable } from '../recovery/recoverTable';
import {
  type OpenTableRestore,
  openRestore,
  type TableRestoreRequest,
} from '../recovery/restore/openRestore';
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
import { tryScope } from './scopes';
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
  readonly scope: Scope;
  /** Sessions that read side by side on either server; 1 where not said. */
  readonly connections?: number | undefined;
  /** Seconds that snapshots may be kept, which holds back vacuum; as usual where not said. */
  readonly longestSnapshot?: number | undefined;
  readonly choice: SelectionChoice;
  readonly keep: boolean;
  /** For the journal, as well as what was found when the dump was read whole before. */
  readonly damagedAt?: string | undefined;
  readonly verified?: KeptVerification | undefined;
  /** The incident's folder: a new one, or one that holds no comparison yet. */
  readonly out: string;
  /** Who may read the rows of a new incident; its owner alone where not said. */
  readonly rows?: RowsReach | undefined;
}

/** Whether production and its backup may share a machine. */
export interface MachineLimits {
  readonly allowed: boolean;
  /** Bytes of disk that must stay free. */
  readonly reserve: number;
}

export interface RecoveryDone<R extends Recovered = Recovered> {
  readonly recovered: R;
  readonly incident: IncidentFolder;
  readonly scratch: ScratchServer;
}

/** Whatever can be refused is refused before a server is started or a folder made. */
export async function runRecovery(
  order: RecoveryOrder,
  connections: Connections,
  host: EngineHost,
): Promise<RecoveryDone> {
  const summary = await readDumpSummary(dumpFiles, order.restore.dump);
  const restore = await openTableRestore(order.restore, host);
  try {
    const production = await meetProduction(order.live, restore.table, host.work.signal);
    const known = knownBackup(restore);
    refuseWhatNeedsKey(order, known, production.table);
    const { scope, columns } = order;
    if (scope.rows !== 'all') {
      const { key, map } = columns;
      const backup = { backup: known.columns, backupKeys: known.keys };
      const asked = { table: restore.table, key, map, scope, ...backup };
      await tryScope(order.live, asked, host.work.signal);
    }
    if (selectsAnything(order.choice)) {
      refuseHeirs(production.table);
    }
    const { target, major } = production;
    await checkMachine(order, restore);
    const scratch = await connections.scratch(order.scratch, major);
    await requirePlace(scratch, { restore, productions: withLive(order) }, host);
    const { path, createdAt } = summary;
    const dump = { path, createdAt: createdAt.from, sha256: undefined };
    const request = { ...order, restore, dump, target };
    return await inUncomparedIncident({ dir: order.out, rows: order.rows }, async (incident) => {
      const services = {
        ...planningIn(incident, host.program),
        restoring: restoreServices(databasesOf(scratch, order.allowSuperuser), host.program),
        openSnapshot,
        overflow: temporaryOverflow,
      };
      const recovered = await recoverTable(request, services, host.work);
      return { recovered, incident, scratch };
    });
  } finally {
    await restore.dump.close();
  }
}

async function openTableRestore(
  request: TableRestoreRequest,
  { work }: EngineHost,
): Promise<OpenTableRestore> {
  const { table, ...opened } = await openRestore(request, dumpFiles, work);
  if (!table) {
    throw new RangeError('A recovery is of one table.');
  }
  return { ...opened, table };
}

function knownBackup({ dump: { contents }, table }: OpenTableRestore): KnownBackup {
  const columns = definedColumns(findTable(contents, table));
  return { columns, keys: definedKeys(contents, table) };
}

/** Only where it is plain that the two sides have no key by which both can be compared. */
function refuseWhatNeedsKey(
  { columns: { key, map, identity }, scope }: RecoveryOrder,
  backup: KnownBackup,
  live: Table,
): void {
  if (!key && expectedKey(live, backup, map) === 'none') {
    unkeyedScope({ live }, { scope, identity });
  }
}

function withLive({ live, productions }: RecoveryOrder): ProductionServers {
  const own = { name: live.database, connection: live };
  return { ...productions, known: [...productions.known, own] };
}

async function checkMachine(order: RecoveryOrder, { dump }: OpenTableRestore): Promise<void> {
  if (isPrivateScratch(order.scratch)) {
    await refuseProductionsOwnDisk(thisMachine(), {
      live: order.live,
      needed: restoredBytesAtMost(dump.bytes, dump.isCompressed),
      ...order.machine,
    });
  }
}
