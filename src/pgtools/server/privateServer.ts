import { rm } from 'node:fs/promises';
import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { Work } from '../../recovery/work';
import { serverAccount } from './account';
import { binariesFor } from '../programs/binaries';
import type { BinaryPlaces } from '../programs/binaryPlaces';
import { discardCluster, sweepRemains, syncToDisk } from './cluster';
import { type LockPatience, withFileLock } from './fileLock';
import { type Lease, livingLeases, removeLease, sweepLeases, writeLease } from './leases';
import { postmasterOf, stopPostmaster } from './postmaster';
import {
  makeServerFolder,
  ownerOf,
  readState,
  serverFolder,
  type ServerFolder,
  serverNames,
  type ServerState,
  superuserOf,
  writeState,
} from './serverFolder';
import {
  ensureRunning,
  type PrivateServerOptions,
  type RunningServer,
  type StartContext,
} from './serverStart';

export interface PrivateServerAddress {
  readonly home: string;
  readonly name: string;
}

export type PrivateServerStatus =
  | { readonly state: 'absent' }
  | { readonly state: 'stopped'; readonly major: number }
  | {
      readonly state: 'running';
      readonly major: number;
      readonly port: number;
      /** Processes that use it at this moment. */
      readonly users: readonly number[];
    };

/**
 * A lease on a PostgreSQL server that the tool starts itself and that windows and commands share.
 * It runs until the last lease is released and no database is kept in it; whoever acquires, releases.
 */
export class PrivateServer {
  private released = false;

  private constructor(
    private readonly context: StartContext,
    private readonly running: RunningServer,
    private readonly lease: Lease,
  ) {}

  /**
   * Sweeps up what crashed processes left, starts the server where it does not run, and takes a lease.
   * @throws {RecoveryError} `no-postgres-binaries`, `private-server`.
   */
  static async acquire(options: PrivateServerOptions, work: Work): Promise<PrivateServer> {
    const account = await serverAccount();
    const folder = serverFolder(options.home, options.name);
    await makeServerFolder(folder, account);
    const context: StartContext = { folder, account, options };
    const acquire = async (): Promise<PrivateServer> => {
      await sweepLeases(folder.leases);
      await sweepRemains(folder, account);
      const running = await ensureRunning(context, work);
      return new PrivateServer(context, running, await writeLease(folder.leases));
    };
    return withFileLock(folder.lock, acquire, patience(work.signal));
  }

  get superuser(): ConnectionSettings {
    return superuserOf(this.running.state);
  }

  /** The ordinary role that owns scratch databases. */
  get owner(): ConnectionSettings {
    return ownerOf(this.running.state);
  }

  get major(): number {
    return this.running.state.major;
  }

  /** True when the cluster was made for this lease: whatever was kept in an earlier one is gone. */
  get fresh(): boolean {
    return this.running.fresh;
  }

  /** A sentence for the user when an earlier cluster, and what was kept in it, had to be given up. */
  get notice(): string | undefined {
    return this.running.notice;
  }

  /** Ends the lease, and the server with it when it was the last and no database is kept. */
  async release(): Promise<void> {
    if (this.released) {
      return;
    }
    this.released = true;
    const { folder } = this.context;
    const giveBack = async (): Promise<void> => {
      await removeLease(this.lease);
      await this.stopIfUnused(folder);
    };
    await withFileLock(folder.lock, giveBack, patience());
  }

  private async stopIfUnused(folder: ServerFolder): Promise<void> {
    const living = await sweepLeases(folder.leases);
    const state = await readState(folder);
    const { state: postmaster } = await postmasterOf(folder);
    if (living.length > 0 || !state || postmaster === 'none') {
      return;
    }
    const kept = await this.keptDatabases(state);
    if (kept === undefined || kept.length > 0) {
      return;
    }
    const { account, options } = this.context;
    if (await stopPostmaster(folder, await binariesFor(state, { ...options, account }))) {
      await writeState(folder, { ...state, stopped: 'unsynced' });
    }
  }

  /** Undefined when the server has died meanwhile: then there is nothing to stop. */
  private async keptDatabases(state: ServerState): Promise<readonly string[] | undefined> {
    try {
      return await this.context.options.setup.keptDatabases(superuserOf(state));
    } catch (error) {
      if ((await postmasterOf(this.context.folder)).state === 'none') {
        return undefined;
      }
      throw error;
    }
  }
}

/** Reads how a server is, without starting it or waiting for anybody. */
export async function privateServerStatus({
  home,
  name,
}: PrivateServerAddress): Promise<PrivateServerStatus> {
  const folder = serverFolder(home, name);
  const state = await readState(folder);
  if (!state) {
    return { state: 'absent' };
  }
  const { major } = state;
  const postmaster = await postmasterOf(folder);
  if (postmaster.state === 'none') {
    return { state: 'stopped', major };
  }
  const users = (await livingLeases(folder.leases)).map(({ holder }) => holder.pid);
  return { state: 'running', major, port: state.port, users: [...new Set(users)] };
}

/** Whether this port of this machine is one of our own servers', running now. */
export async function ownsPort(home: string, port: number): Promise<boolean> {
  for (const name of await serverNames(home)) {
    const status = await privateServerStatus({ home, name });
    if (status.state === 'running' && status.port === port) {
      return true;
    }
  }
  return false;
}

export interface StopOptions extends PrivateServerAddress {
  /** Also when other processes are using it. */
  readonly force?: boolean;
  /** Removes the server with all that is kept in it. */
  readonly discard?: boolean;
  readonly places?: BinaryPlaces;
}

/**
 * Ends a server, whatever is kept in it; what is kept is there again at the next start.
 * @throws {RecoveryError} `in-use` when another process has a lease and it is not forced.
 */
export async function stopPrivateServer(options: StopOptions, signal: AbortSignal): Promise<void> {
  const folder = serverFolder(options.home, options.name);
  if ((await serverNames(options.home)).includes(options.name)) {
    await withFileLock(folder.lock, () => stopUnderLock(folder, options), patience(signal));
  }
}

async function stopUnderLock(folder: ServerFolder, options: StopOptions): Promise<void> {
  const others = (await sweepLeases(folder.leases)).filter(
    ({ holder }) => holder.pid !== process.pid,
  );
  if (others.length > 0 && !options.force) {
    const pids = [...new Set(others.map(({ holder }) => holder.pid))].join(', ');
    throw new RecoveryError(
      'in-use',
      `The private server "${options.name}" is in use by another process (${pids}).`,
      { hint: 'Close the window or end the command that uses it, then try again.' },
    );
  }
  const state = await readState(folder);
  const account = await serverAccount();
  if (state && (await postmasterOf(folder)).state !== 'none') {
    const binaries = await binariesFor(state, { ...options, account });
    const clean = await stopPostmaster(folder, binaries);
    if (clean && !options.discard) {
      await syncToDisk(folder, binaries, account);
      await writeState(folder, { ...state, stopped: 'synced' });
    }
  }
  if (options.discard) {
    await discardCluster(folder, account);
    await rm(folder.log, { force: true });
  }
}

function patience(signal?: AbortSignal): LockPatience {
  const held = (pid: number): RecoveryError =>
    new RecoveryError(
      'private-server',
      `Process ${pid} has been starting or stopping the private server for too long.`,
      { hint: 'Look at that process; end it if it hangs, then try again.' },
    );
  return { milliseconds: 120_000, held, signal };
}
