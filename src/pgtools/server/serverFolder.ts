import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { Account } from './account';
import type { ServerBinaries } from '../programs/binaries';
import { makeEnterable } from './dataHome';
import { errorCode, unlessMissing } from './fileErrors';

/** Where a private server keeps what belongs to it. */
export interface ServerFolder {
  readonly root: string;
  readonly lock: string;
  readonly leases: string;
  readonly state: string;
  readonly log: string;
  /** Not in the data folder: what root writes, the account must not be able to redirect. */
  readonly settings: string;
  /** Owned by the account; thrown away as a whole with the cluster. */
  readonly cluster: string;
  readonly data: string;
}

/** What the tool has to remember of a cluster. Holds the passwords: readable by the user only. */
export interface ServerState {
  readonly major: number;
  /** The folder of the programs that it was last started with. */
  readonly binaries: string;
  readonly port: number;
  readonly superuserPassword: string;
  readonly ownerPassword: string;
  /** The run of the machine in which the cluster was last started. */
  readonly boot: string;
  readonly progress: 'making' | 'made' | 'prepared';
  /** `synced`: stopped cleanly with all on disk. Undefined: running, or it ended in another way. */
  readonly stopped: 'synced' | 'unsynced' | undefined;
}

export function serverFolder(home: string, name: string): ServerFolder {
  const root = join(home, 'servers', name);
  const cluster = join(root, 'cluster');
  return {
    root,
    lock: join(root, 'lock'),
    leases: join(root, 'leases'),
    state: join(root, 'server.json'),
    log: join(root, 'server.log'),
    settings: join(root, 'postgresql.conf'),
    cluster,
    data: join(cluster, 'data'),
  };
}

/** The names of all servers that were ever made in this home. */
export async function serverNames(home: string): Promise<readonly string[]> {
  return unlessMissing(readdir(join(home, 'servers')), []);
}

export async function makeServerFolder(
  folder: ServerFolder,
  account: Account | undefined,
): Promise<void> {
  await makeEnterable(folder.root, account);
  await mkdir(folder.leases, { recursive: true, mode: 0o700 });
}

export function newState(binaries: ServerBinaries, boot: string): ServerState {
  return {
    major: binaries.major,
    binaries: binaries.directory,
    port: 0,
    superuserPassword: newPassword(),
    ownerPassword: newPassword(),
    boot,
    progress: 'making',
    stopped: undefined,
  };
}

/** Undefined when there is none, or when what is there cannot be read as one. */
export async function readState({ state }: ServerFolder): Promise<ServerState | undefined> {
  let text: string;
  try {
    text = await readFile(state, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw new RecoveryError('private-server', `${state} cannot be read.`, {
      hint: 'The private server belongs to another user: set PRA_HOME to a folder of your own.',
      cause: error,
    });
  }
  return parseState(text);
}

/** Durable before it returns: what it says of the cluster must never be newer than the disk. */
export async function writeState({ state }: ServerFolder, value: ServerState): Promise<void> {
  const draft = `${state}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(value));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, state);
  await syncFolder(dirname(state));
}

export function superuserOf({ port, superuserPassword }: ServerState): ConnectionSettings {
  return local(port, 'postgres', superuserPassword);
}

export function ownerOf({ port, ownerPassword }: ServerState): ConnectionSettings {
  return local(port, 'pra_scratch', ownerPassword);
}

function local(port: number, user: string, password: string): ConnectionSettings {
  return {
    host: '127.0.0.1',
    port,
    database: 'postgres',
    user,
    password,
    tls: { mode: 'disable' },
  };
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function parseState(text: string): ServerState | undefined {
  try {
    // Only `writeState` writes it, whole or not at all.
    return JSON.parse(text) as ServerState;
  } catch {
    return undefined;
  }
}

export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
