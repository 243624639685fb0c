import { dumpFiles } from '../files/dumpFile';
import { pgRestore } from '../pgtools/restore/pgRestore';
import { processes } from '../pgtools/server/processes';
import { builtInRestore } from '../postgres/scratch/builtInRestore';
import { restoreMonitor, scratchContents } from '../postgres/scratch/restoreTarget';
import { scratchDatabases } from '../postgres/scratch/scratchDatabases';
import type { ScratchDatabases } from '../recovery/ports/scratch';
import type { ProductionServers } from '../recovery/restore/notOnProduction';
import { type RestoreRequest, openRestore } from '../recovery/restore/openRestore';
import {
  type RestoredDump,
  type RestoreServices,
  restoreOpened,
} from '../recovery/restore/restoreDump';
import type { Connections, ScratchPlace, ScratchServer } from './connections';
import type { EngineHost, Program } from './engineHost';
import { requirePlace } from './scratchPlacing';

export function restoreServices(scratch: ScratchDatabases, program: Program): RestoreServices {
  return {
    dumps: dumpFiles,
    scratch,
    contents: scratchContents,
    processes,
    builtIn: builtInRestore,
    pgRestore: pgRestore({ monitor: restoreMonitor, setting: program.pgRestore }),
  };
}

export function databasesOf(
  { settings }: ScratchServer,
  allowSuperuser: boolean,
): ScratchDatabases {
  return scratchDatabases(settings, { allowSuperuser });
}

export interface RestoredOnServer extends RestoredDump {
  /** A CONN that leads to the scratch database, without a password. */
  readonly conn: string;
}

/** Restores a table, or all, into a new scratch database, which stays. */
export async function runRestore(
  order: {
    readonly restore: RestoreRequest;
    readonly scratch: ScratchPlace;
    readonly allowSuperuser: boolean;
    readonly productions: ProductionServers;
  },
  connections: Connections,
  host: EngineHost,
): Promise<RestoredOnServer> {
  // A bad dump or a misspelt table is told before any server is started.
  const restore = await openRestore(order.restore, dumpFiles, host.work);
  try {
    const scratch = await connections.scratch(order.scratch);
    await requirePlace(scratch, { restore, productions: order.productions }, host);
    const services = restoreServices(databasesOf(scratch, order.allowSuperuser), host.program);
    const restored = await restoreOpened(restore, services, host.work);
    return { ...restored, conn: scratch.connectionTo(restored.database) };
  } finally {
    await restore.dump.close();
  }
}
