import { addressLabel, isSameAddress } from '../../core/correction/serverAddress';
import { RecoveryError } from '../../core/errors';
import { abortable } from '../abortable';
import type { ConnectionSettings } from '../connectionSettings';

/** The servers that scratch databases stay away from. */
export interface ProductionServers {
  readonly known: readonly KnownProduction[];
  /** The operator says that a server of production may hold scratch databases. */
  readonly allowed: boolean;
}

export interface KnownProduction {
  /** What the operator calls it. */
  readonly name: string;
  readonly connection: ConnectionSettings;
}

export interface ServerIdentities {
  /** The same for all databases of a server, however it is reached, for its standbys, and for physical copies. */
  systemIdentifier(server: ConnectionSettings): Promise<string>;
}

export interface Asking {
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Milliseconds that one production is waited for. */
const patience = 5000;

/**
 * Restoring runs code of the dump and fills a disk: not on a server of production, unless that is wanted. The
 * system identifier tells, since tunnels and names give one server several addresses; the address counts
 * only for a production that cannot be asked.
 * @throws {RecoveryError} `scratch-on-production`.
 */
export async function refuseProductionServer(
  servers: ServerIdentities,
  scratch: ConnectionSettings,
  { known, allowed }: ProductionServers,
  asking: Asking,
): Promise<void> {
  if (allowed || known.length === 0) {
    return;
  }
  const own = await identifierOf(
    servers,
    { name: 'The scratch server', connection: scratch },
    asking,
  );
  const same = await Promise.all(
    known.map(async (production) => {
      const other = await identifierOf(servers, production, asking);
      return own === undefined || other === undefined
        ? isSameAddress(scratch, production.connection)
        : own === other;
    }),
  );
  const found = known.find((_, at) => same[at]);
  if (found) {
    throw refusal(scratch, found);
  }
}

/** Undefined, and said, where the server does not answer in time or does not tell. */
async function identifierOf(
  servers: ServerIdentities,
  { name, connection }: KnownProduction,
  { signal, say }: Asking,
): Promise<string | undefined> {
  const timeout = AbortSignal.timeout(patience);
  try {
    const asked = servers.systemIdentifier(connection);
    return await abortable(asked, AbortSignal.any([signal, timeout]));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RecoveryError) && !timeout.aborted) {
      throw error;
    }
    const why = error instanceof RecoveryError ? error.message : 'It does not answer.';
    say(`${name} could not be asked which server it is; its address has to do. ${why}`);
    return undefined;
  }
}

function refusal(
  scratch: ConnectionSettings,
  { name, connection }: KnownProduction,
): RecoveryError {
  return new RecoveryError(
    'scratch-on-production',
    `${addressLabel(scratch)} is the server of production “${name}” (${addressLabel(connection)}), or a physical copy of it: restoring there runs code of the dump and fills its disk.`,
    {
      hint: 'Restore into the private server or another one, or allow it in words.',
      ways: ['use-private-server', 'choose-scratch', 'allow-production-server'],
    },
  );
}
