import { stat, statfs } from 'node:fs/promises';
import { RecoveryError } from '../../core/errors';
import type { PrivateServerSetup } from '../../recovery/ports/privateServer';
import type { Work } from '../../recovery/work';
import type { Account } from './account';
import { binariesFor, findServerBinaries, type ServerBinaries } from '../programs/binaries';
import type { BinaryPlaces } from '../programs/binaryPlaces';
import { boundLog, configure, discardCluster, logTail, makeClusterFiles } from './cluster';
import { unlessMissing } from './fileErrors';
import { freePort, isFree } from './freePort';
import { clearRemains, settles, startPostmaster, stopPostmaster } from './postmaster';
import { currentBoot, sameBoot } from './processIdentity';
import {
  newState,
  ownerOf,
  readState,
  type ServerFolder,
  type ServerState,
  superuserOf,
  writeState,
} from './serverFolder';

export interface PrivateServerOptions {
  readonly home: string;
  /** One cluster for each name. */
  readonly name: string;
  readonly setup: PrivateServerSetup;
  /** The folder of the server programs, where the user named one. */
  readonly binaries?: string | undefined;
  /** Production's major version: the nearest is taken for a cluster that has to be made. */
  readonly preferredMajor?: number | undefined;
  /** Further lines of the server's configuration; they take effect when it starts. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly places?: BinaryPlaces | undefined;
}

export interface StartContext {
  readonly folder: ServerFolder;
  readonly account: Account | undefined;
  readonly options: PrivateServerOptions;
}

export interface RunningServer {
  readonly state: ServerState;
  /** True when the cluster was made just now: whatever was kept in an earlier one is gone. */
  readonly fresh: boolean;
  /** A sentence for the user when something was lost. */
  readonly notice: string | undefined;
}

/** What to start: the cluster that is there, or a new one in its place. */
type StartPlan =
  | { readonly cluster: 'kept'; readonly state: ServerState; readonly binaries: ServerBinaries }
  | {
      readonly cluster: 'new';
      readonly binaries: ServerBinaries;
      readonly notice: string | undefined;
    };

const portAttempts = 5;
const megabyte = 1024 * 1024;
/** A new cluster and its first log. */
const leastSpace = 96 * megabyte;

/** Gives the running server, starting or making it where needed. Only under the server's lock. */
export async function ensureRunning(context: StartContext, work: Work): Promise<RunningServer> {
  const { folder } = context;
  const state = await readState(folder);
  if ((await settles(folder, work.signal)) && state?.progress === 'prepared') {
    return { state, fresh: false, notice: undefined };
  }
  const plan = await startPlan(context, state, work.signal);
  await stopPostmaster(folder, plan.binaries);
  const made =
    plan.cluster === 'new' ? await makeCluster(context, plan.binaries, work) : plan.state;
  work.progress({ phase: 'starting the private server', done: 0, total: undefined, unit: 'steps' });
  const started = await startCluster(
    context,
    { state: made, binaries: plan.binaries },
    work.signal,
  );
  return {
    state: await prepare(context, started, plan.binaries),
    fresh: plan.cluster === 'new',
    notice: plan.cluster === 'new' ? plan.notice : undefined,
  };
}

async function startPlan(
  context: StartContext,
  state: ServerState | undefined,
  signal: AbortSignal,
): Promise<StartPlan> {
  const { account, options } = context;
  const { home, places, binaries: setting, preferredMajor = state?.major } = options;
  const binaries = await findServerBinaries({
    ...{ home, account, setting, places, preferredMajor, signal },
  });
  const reason = await reasonToDiscard(context, state);
  if (reason !== undefined || state === undefined) {
    return { cluster: 'new', binaries, notice: reason?.lost && noticeOf(options, reason.lost) };
  }
  if (binaries.major === state.major) {
    return { cluster: 'kept', state, binaries };
  }
  if (state.stopped === 'unsynced') {
    return { cluster: 'new', binaries, notice: undefined };
  }
  const matching = await binariesFor(state, { home, account, places });
  if (matching.major === state.major) {
    return { cluster: 'kept', state, binaries: matching };
  }
  const why = `the programs of PostgreSQL ${state.major} are no longer on this machine`;
  return { cluster: 'new', binaries, notice: noticeOf(options, why) };
}

/** Why a cluster cannot be trusted or is none; `lost` says it to the user where something was in it. */
async function reasonToDiscard(
  { folder }: StartContext,
  state: ServerState | undefined,
): Promise<{ readonly lost: string | undefined } | undefined> {
  if (state === undefined) {
    const there = await unlessMissing(stat(folder.data), undefined);
    return { lost: there && 'its record could not be read' };
  }
  if (state.progress === 'making') {
    return { lost: undefined };
  }
  if (!(await unlessMissing(stat(folder.data), undefined))) {
    return { lost: 'its files are gone' };
  }
  if (state.stopped === 'synced' || sameBoot(state.boot, await currentBoot())) {
    return undefined;
  }
  const machine = 'the machine stopped while it ran, and what it held was not yet safe on the disk';
  return { lost: state.stopped === 'unsynced' ? undefined : machine };
}

function noticeOf({ name }: PrivateServerOptions, why: string): string {
  return `The private server "${name}" had to be made anew: ${why}. What was restored in it must be restored again.`;
}

async function makeCluster(
  { folder, account }: StartContext,
  binaries: ServerBinaries,
  { signal, progress }: Work,
): Promise<ServerState> {
  progress({ phase: 'making the private server', done: 0, total: undefined, unit: 'steps' });
  await discardCluster(folder, account);
  await requireSpace(folder);
  const state = newState(binaries, await currentBoot());
  await writeState(folder, state);
  try {
    const password = state.superuserPassword;
    await makeClusterFiles(folder, binaries, { account, password, signal });
  } catch (error) {
    await discardCluster(folder, account);
    throw error;
  }
  return { ...state, progress: 'made' };
}

/** Starts it on a free port; another program may take the port before the server does. */
async function startCluster(
  { folder, account, options }: StartContext,
  { state, binaries }: { readonly state: ServerState; readonly binaries: ServerBinaries },
  signal: AbortSignal,
): Promise<ServerState> {
  await clearRemains(folder);
  await boundLog(folder);
  let port = state.port;
  for (let attempt = 0; attempt < portAttempts; attempt += 1) {
    port = await freePort(port);
    // Before it starts: from now on the cluster differs from what is on the disk.
    const starting: ServerState = {
      ...{ ...state, port, binaries: binaries.directory },
      ...{ boot: await currentBoot(), stopped: undefined },
    };
    await writeState(folder, starting);
    await configure(folder, { ...options.settings, port: String(port) });
    if (await startPostmaster(folder, binaries, { account, signal })) {
      return starting;
    }
    if (await isFree(port)) {
      break;
    }
  }
  await requireSpace(folder);
  throw new RecoveryError('private-server', 'The private PostgreSQL server does not start.', {
    hint: `Its log, ${folder.log}, ends with: ${await logTail(folder)}`,
  });
}

/** A cluster that runs out of disk while it is made or started says so in many ways, none of them clear. */
async function requireSpace({ root }: ServerFolder): Promise<void> {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  if (free < leastSpace) {
    throw new RecoveryError(
      'disk-full',
      `The disk of ${root}, where the private server keeps its files, has only ${Math.floor(free / megabyte)} MB left; it needs ${leastSpace / megabyte} MB.`,
      { hint: 'Free some space, or set PRA_HOME to a folder on a larger disk.' },
    );
  }
}

async function prepare(
  { folder, options }: StartContext,
  state: ServerState,
  binaries: ServerBinaries,
): Promise<ServerState> {
  if (state.progress === 'prepared') {
    return state;
  }
  try {
    await options.setup.prepare(superuserOf(state), ownerOf(state));
  } catch (error) {
    await stopPostmaster(folder, binaries);
    throw error;
  }
  const prepared: ServerState = { ...state, progress: 'prepared' };
  await writeState(folder, prepared);
  return prepared;
}
