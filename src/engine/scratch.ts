import { dataHome } from '../pgtools/server/dataHome';
import { type PrivateServerStatus, privateServerStatus } from '../pgtools/server/privateServer';
import { processes } from '../pgtools/server/processes';
import { scratchDatabases } from '../postgres/scratch/scratchDatabases';
import type { ScratchListing } from '../recovery/ports/scratch';
import {
  dropOldScratch,
  dropScratch,
  type OldScratch,
  sweepScratch,
} from '../recovery/restore/scratchDatabases';
import {
  isPrivateScratch,
  type ScratchPlace,
  type ScratchServer,
  scratchServerName,
  withConnections,
} from './connections';
import type { EngineHost } from './engineHost';

export type { PrivateServerStatus };

export interface ScratchOnServer extends ScratchListing {
  /** A CONN that leads to it, without a password. */
  readonly conn: string;
}

/** Lists the scratch databases of a server, and drops what crashed restores left behind there. */
export async function listScratch(
  scratch: ScratchPlace,
  host: EngineHost,
): Promise<readonly ScratchOnServer[]> {
  return onScratch(scratch, host, async (server) => {
    const databases = scratchDatabases(server.settings);
    await sweepScratch(databases, processes);
    const listed = await databases.list();
    return listed.map((database) => ({ ...database, conn: server.connectionTo(database.name) }));
  });
}

/** All of them where no names are given; gives the names of those that were there. */
export async function dropScratchOn(
  scratch: ScratchPlace,
  names: readonly string[] | undefined,
  host: EngineHost,
): Promise<readonly string[]> {
  return onScratch(scratch, host, (server) =>
    dropScratch(scratchDatabases(server.settings), names),
  );
}

/** Drops the complete ones older than so many days; one that is in use stays. */
export async function dropOldScratchOn(
  scratch: ScratchPlace,
  days: number,
  host: EngineHost,
): Promise<OldScratch> {
  const dropOld = async (server: ScratchServer): Promise<readonly OldScratch[]> => [
    await dropOldScratch(scratchDatabases(server.settings), days, new Date()),
  ];
  const [done = { dropped: [], inUse: [] }] = await onScratch(scratch, host, dropOld);
  return done;
}

/** How the private server of scratch databases is just now. */
export function privateScratchStatus(): Promise<PrivateServerStatus> {
  return privateServerStatus({ home: dataHome(), name: scratchServerName });
}

/** Ends what a process that died has left: its half-made databases, and the server where nothing is kept in it. */
export async function sweepPrivateScratch(host: EngineHost): Promise<void> {
  const status = await privateScratchStatus();
  if (status.state === 'running' && status.users.length === 0) {
    await listScratch(undefined, host);
  }
}

/** Where no private server was ever made there is nothing in it, and none is made to say so. */
async function onScratch<T>(
  scratch: ScratchPlace,
  host: EngineHost,
  use: (server: ScratchServer) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (isPrivateScratch(scratch) && (await privateScratchStatus()).state === 'absent') {
    return [];
  }
  return withConnections(host, async (connections) => use(await connections.scratch(scratch)));
}
