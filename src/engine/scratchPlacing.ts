import { systemIdentifier } from '../postgres/identity';
import { Session } from '../postgres/connection/session';
import {
  type ProductionServers,
  refuseProductionServer,
} from '../recovery/restore/notOnProduction';
import type { ScratchServer } from './connections';
import type { EngineHost } from './engineHost';

/**
 * Whether a server may hold scratch databases, asked before one is made. The private server is never one of
 * production.
 * @throws {RecoveryError} `scratch-on-production`.
 */
export async function refuseProductionAsScratch(
  { settings, isPrivate }: ScratchServer,
  productions: ProductionServers,
  { work, say }: EngineHost,
): Promise<void> {
  if (!isPrivate) {
    const asking = { signal: work.signal, say };
    await refuseProductionServer({ systemIdentifier: identify }, settings, productions, asking);
  }
}

async function identify(server: ScratchServer['settings']): Promise<string> {
  const session = await Session.connect(server);
  try {
    return await systemIdentifier(session);
  } finally {
    await session.close();
  }
}
