import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecoveryError } from '../../src/core/errors';
import { quoteIdentifier, quoteLiteral } from '../../src/core/sql/quote';
import { PrivateServer, stopPrivateServer } from '../../src/pgtools/server/privateServer';
import { privateServerSetup } from '../../src/postgres/scratch/privateServerSetup';
import { Session } from '../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import type { Work } from '../../src/recovery/work';
import { programsOf } from './otherMajors';

/** A PostgreSQL of this process's own: nothing that a test does to it reaches another process's tests. */
export interface TestServer {
  readonly superuser: ConnectionSettings;
  /** The ordinary role that owns scratch databases. */
  readonly owner: ConnectionSettings;
  readonly major: number;
  readonly home: string;
  /** A new, empty database; gives its superuser's connection. */
  createDatabase(name?: string): Promise<ConnectionSettings>;
  /** A new role that can log in; `options` as in `create role`. */
  createRole(name: string, options: string): Promise<ConnectionSettings>;
}

/** Nothing to cancel and nobody who looks. */
export const quiet: Work = { signal: new AbortController().signal, progress: () => undefined };

const name = 'tests';
const homePrefix = 'pra-tests-';
let started: Promise<TestServer> | undefined;
const startedOf = new Map<number, Promise<TestServer | undefined>>();
const furtherServers: Promise<TestServer>[] = [];

/**
 * The server that all tests of this process share, started by the first that asks.
 * PRA_TEST_BINARIES names the folder of the programs to test with.
 */
export async function testServer(): Promise<TestServer> {
  started ??= newHome().then((home) => startIn(home, process.env['PRA_TEST_BINARIES']));
  return started;
}

/** The same of one major version; undefined where this machine has no programs of it. */
export async function testServerOf(major: number): Promise<TestServer | undefined> {
  const server = startedOf.get(major) ?? startOf(major);
  startedOf.set(major, server);
  return server;
}

/** Servers of the same programs beside {@link testServer}, as many as asked for; shared as that one is. */
export async function furtherTestServers(count: number): Promise<readonly TestServer[]> {
  while (furtherServers.length < count) {
    const home = await newHome();
    furtherServers.push(startIn(home, process.env['PRA_TEST_BINARIES']));
  }
  return Promise.all(furtherServers.slice(0, count));
}

/** Ends the shared servers and removes their folders; the root hooks call it when all tests have run. */
export async function stopTestServer(): Promise<void> {
  const servers = await Promise.all([started, ...startedOf.values(), ...furtherServers.splice(0)]);
  started = undefined;
  startedOf.clear();
  for (const server of servers) {
    if (server) {
      await stopPrivateServer({ home: server.home, name, discard: true }, quiet.signal);
      // Another test run may sweep it up at the same moment.
      await rm(server.home, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}

/** Runs `use` on a connection of its own and closes it. */
export async function connected<T>(
  settings: ConnectionSettings,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await Session.connect(settings);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** A folder below the system's temporary one that the account of private servers can enter. */
export async function temporaryHome(prefix: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), prefix));
  await chmod(home, 0o711);
  return home;
}

async function startOf(major: number): Promise<TestServer | undefined> {
  const home = await newHome();
  const binaries = await programsOf(major, home);
  if (binaries !== undefined) {
    return startIn(home, binaries);
  }
  await rm(home, { recursive: true });
  return undefined;
}

/** Swept once: what this process has started since is its own, and not held against itself. */
let swept: Promise<void> | undefined;

async function newHome(): Promise<string> {
  swept ??= sweepHomes();
  await swept;
  return temporaryHome(homePrefix);
}

async function startIn(home: string, binaries: string | undefined): Promise<TestServer> {
  const settings = { track_commit_timestamp: 'on', max_prepared_transactions: '5' };
  const { superuser, owner, major } = await PrivateServer.acquire(
    { home, name, setup: privateServerSetup, binaries, settings },
    quiet,
  );
  return {
    ...{ superuser, owner, major, home },
    createDatabase: (database) => createDatabase(superuser, database),
    createRole: (role, options) => createRole(superuser, role, options),
  };
}

let databases = 0;

async function createDatabase(
  superuser: ConnectionSettings,
  database = `test_${(databases += 1)}`,
): Promise<ConnectionSettings> {
  await connected(superuser, (session) =>
    session.query(`create database ${quoteIdentifier(database)} template template0`),
  );
  return { ...superuser, database };
}

async function createRole(
  superuser: ConnectionSettings,
  user: string,
  options: string,
): Promise<ConnectionSettings> {
  const password = `password of ${user}`;
  await connected(superuser, (session) =>
    session.query(
      `create role ${quoteIdentifier(user)} login ${options} password ${quoteLiteral(password)}`,
    ),
  );
  return { ...superuser, user, password };
}

/** Ends and removes what test runs that were killed have left, but never what a living one uses. */
async function sweepHomes(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((entry) => entry.startsWith(homePrefix));
  for (const home of names.map((entry) => join(tmpdir(), entry))) {
    await sweepHome(home).catch(unlessOthersWere);
  }
}

async function sweepHome(home: string): Promise<void> {
  const { uid, mtimeMs } = await stat(home);
  const mayBeJustBeingMade = Date.now() - mtimeMs < 60_000;
  if (uid === process.getuid?.() && !mayBeJustBeingMade) {
    await stopPrivateServer({ home, name, discard: true }, quiet.signal);
    await rm(home, { recursive: true, force: true });
  }
}

/** Another run uses it, or sweeps it at this very moment. */
function unlessOthersWere(error: unknown): void {
  const inUse = error instanceof RecoveryError && error.code === 'in-use';
  if (!inUse && (error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
}
