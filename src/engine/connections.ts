import { RecoveryError } from '../core/errors';
import { dataHome } from '../pgtools/server/dataHome';
import { PrivateServer } from '../pgtools/server/privateServer';
import { connectionTextFor } from '../postgres/connection/connectionText';
import { parseConnection } from '../postgres/connection/parseConnection';
import { privateServerSetup } from '../postgres/scratch/privateServerSetup';
import { connectionLabel, type ConnectionSettings } from '../recovery/connectionSettings';
import type { EngineHost, Program } from './engineHost';

/** The private server that scratch databases live in. */
export const scratchServerName = 'scratch';

/** Where scratch databases are made: a SCRATCH as typed, or a connection. Undefined: the private server. */
export type ScratchPlace = string | ConnectionSettings | undefined;

/** A server where scratch databases are made. */
export interface ScratchServer {
  readonly settings: ConnectionSettings;
  readonly isPrivate: boolean;
  /** A CONN of one of its databases, to be printed: without a password. */
  readonly connectionTo: (database: string) => string;
}

/** Runs with the connections that were named; the private server is released at the end. */
export async function withConnections<T>(
  host: EngineHost,
  use: (connections: Connections) => Promise<T>,
): Promise<T> {
  const connections = new Connections(host);
  try {
    return await use(connections);
  } finally {
    await connections.release();
  }
}

export class Connections {
  private server: PrivateServer | undefined;

  constructor(private readonly host: EngineHost) {}

  /** Reads a CONN; starts the private server where it names one of its databases. */
  async connection(text: string): Promise<ConnectionSettings> {
    const database = localDatabase(text);
    if (database === undefined) {
      return parseConnection(text);
    }
    return { ...(await this.privateServer()).owner, database };
  }

  /**
   * Reads a place, and starts the private server where that is it.
   * @param preferredMajor Production's version, for a private server that has to be made.
   */
  async scratch(place: ScratchPlace, preferredMajor?: number): Promise<ScratchServer> {
    if (isPrivateScratch(place)) {
      const { owner } = await this.privateServer(preferredMajor);
      return {
        settings: owner,
        isPrivate: true,
        connectionTo: (database) => `local:${database}`,
      };
    }
    return typeof place === 'string'
      ? {
          ...{ settings: parseConnection(place), isPrivate: false },
          connectionTo: (database) => connectionTextFor(place, database),
        }
      : {
          ...{ settings: place, isPrivate: false },
          connectionTo: (database) => connectionLabel({ ...place, database }),
        };
  }

  async release(): Promise<void> {
    await this.server?.release();
    this.server = undefined;
  }

  private async privateServer(preferredMajor?: number): Promise<PrivateServer> {
    if (!this.server) {
      const options = privateServerOptions(scratchServerName, this.host.program, preferredMajor);
      this.server = await PrivateServer.acquire(options, this.host.work);
      if (this.server.notice !== undefined) {
        this.host.say(this.server.notice);
      }
    }
    return this.server;
  }
}

export function isPrivateScratch(place: ScratchPlace): place is string | undefined {
  const text = place ?? 'local';
  return typeof text === 'string' && (text === 'local' || localDatabase(text) !== undefined);
}

export function privateServerOptions(
  name: string,
  { postgresBinaries }: Program,
  preferredMajor?: number,
): Parameters<typeof PrivateServer.acquire>[0] {
  return {
    home: dataHome(),
    name,
    setup: privateServerSetup,
    binaries: postgresBinaries,
    preferredMajor,
  };
}

function localDatabase(text: string): string | undefined {
  if (!text.startsWith('local:')) {
    return undefined;
  }
  const database = text.slice('local:'.length);
  if (database === '') {
    throw new RecoveryError('usage', 'local: names no database.', {
      hint: 'Write local:DATABASE; pra scratch list shows them.',
    });
  }
  return database;
}
