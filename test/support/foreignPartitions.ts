import { quoteIdentifier, quoteLiteral } from '../../src/core/sql/quote';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, furtherTestServers, testServer, type TestServer } from './postgres';

/** A database of one more server, of which partitions of production can be foreign tables. */
export interface LeafServer extends ConnectionSettings {
  /** What production calls it. */
  readonly name: string;
}

/** Production, and two more servers that it reaches by postgres_fdw. */
export interface SpreadProduction {
  readonly live: ConnectionSettings;
  readonly leaves: readonly [LeafServer, LeafServer];
}

/**
 * Undefined where the server has no postgres_fdw: then what needs it is skipped.
 * @param of That of production, where it is not the tests' own.
 */
export async function spreadProduction(of?: TestServer): Promise<SpreadProduction | undefined> {
  const server = of ?? (await testServer());
  if (!(await hasForeignData(server))) {
    return undefined;
  }
  const [first, second] = await furtherTestServers(2);
  if (!first || !second) {
    throw new RangeError('Fewer servers than asked for.');
  }
  const leaves = [
    { ...(await first.createDatabase()), name: 'north' },
    { ...(await second.createDatabase()), name: 'south' },
  ] as const;
  const live = await server.createDatabase();
  await connected(live, async (session) => {
    await session.query('create extension postgres_fdw');
    for (const leaf of leaves) {
      await session.query(serverOf(leaf));
      await session.query(mappingOf(leaf, live.user));
    }
  });
  return { live, leaves };
}

export async function hasForeignData({ superuser }: TestServer): Promise<boolean> {
  const [found] = await connected(superuser, (session) =>
    session.row(`select count(*) from pg_available_extensions where name = 'postgres_fdw'`),
  );
  return found === '1';
}

/** Lets a role of production read a leaf server as the role that its settings name. */
export function mappingOf({ name, user, password }: LeafServer, role: string): string {
  return `create user mapping for ${quoteIdentifier(role)} server ${name}
          options (user ${quoteLiteral(user)}, password ${quoteLiteral(password ?? '')})`;
}

/** Makes a leaf server known to production. */
export function serverOf({ name, host, port, database }: LeafServer): string {
  return `create server ${name} foreign data wrapper postgres_fdw
          options (host ${quoteLiteral(host)}, port '${port}', dbname ${quoteLiteral(database)},
                   use_remote_estimate 'true', fetch_size '10000')`;
}
