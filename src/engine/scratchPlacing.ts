import { dataHome } from '../pgtools/server/dataHome';
import { startOf } from '../pgtools/server/processIdentity';
import { withSession } from '../postgres/connection/withSession';
import { systemIdentifier } from '../postgres/identity';
import { dataFolder } from '../postgres/scratch/dataFolder';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { requireSpace, type ScratchDisk, spaceNeeded } from '../recovery/restore/freeSpace';
import {
  type ProductionServers,
  refuseProductionServer,
} from '../recovery/restore/notOnProduction';
import { type OpenRestore, planOf } from '../recovery/restore/openRestore';
import type { ScratchServer } from './connections';
import type { EngineHost } from './engineHost';
import { freeBytesOf, thisMachine } from './thisMachine';

/** What is to be restored, and the servers that it stays away from. */
export interface Placing {
  readonly restore: OpenRestore;
  readonly productions: ProductionServers;
}

/**
 * Whether a restore may go to that server, asked before a database is made there. The private server is never
 * one of production.
 * @throws {RecoveryError} `scratch-on-production`, `disk-full`.
 */
export async function requirePlace(
  { settings, isPrivate }: ScratchServer,
  { restore, productions }: Placing,
  { work, say }: EngineHost,
): Promise<void> {
  if (!isPrivate) {
    const asking = { signal: work.signal, say };
    await refuseProductionServer({ systemIdentifier: identify }, settings, productions, asking);
  }
  const disk = isPrivate ? await privateDisk() : await diskHere(settings);
  if (disk) {
    requireSpace(spaceNeeded(restore.dump, planOf(restore, 'closure')), disk, say);
  }
}

function identify(server: ConnectionSettings): Promise<string> {
  return withSession(server, systemIdentifier);
}

async function privateDisk(): Promise<ScratchDisk> {
  return { folder: dataHome(), free: await thisMachine().freeBytes() };
}

/** Undefined where the server does not tell its folder, or that is not on this machine. */
async function diskHere(server: ConnectionSettings): Promise<ScratchDisk | undefined> {
  if (!(await thisMachine().isHere(server.host))) {
    return undefined;
  }
  return withSession(server, async (session) => {
    const folder = await dataFolder(session);
    // Behind a tunnel, or in a container, the same path can be another disk: the process is not here then.
    if (!folder || (await startOf(folder.pid)) === undefined) {
      return undefined;
    }
    const free = await freeBytesOf(folder.path);
    return free === undefined ? undefined : { folder: folder.path, free };
  });
}
