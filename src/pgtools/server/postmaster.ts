import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecoveryError } from '../../core/errors';
import type { Account } from './account';
import { programIn, type ServerBinaries } from '../programs/binaries';
import { errorCode, unlessMissing } from './fileErrors';
import { startOf } from './processIdentity';
import { identity, runTool, toolEnvironment } from '../programs/runTool';
import type { ServerFolder } from './serverFolder';

/** The server process of a cluster, as its own files and the process table tell it. */
export type Postmaster =
  | { readonly state: 'none' }
  | {
      readonly state: 'starting' | 'ready' | 'stopping';
      readonly pid: number;
      readonly port: number;
    };

const pollMilliseconds = 15;
/** A server that recovers from its log may take a while; one that says nothing for longer hangs. */
const startSeconds = 120;
const stopSeconds = 60;

export async function postmasterOf(folder: ServerFolder): Promise<Postmaster> {
  const file = join(folder.data, 'postmaster.pid');
  const text = await unlessMissing(readFile(file, 'utf8'), undefined);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await runsIn(pid, folder))) {
    return { state: 'none' };
  }
  const word = lines[7]?.trim();
  return {
    state: word === 'ready' || word === 'stopping' ? word : 'starting',
    pid,
    port: Number(lines[3] ?? 0),
  };
}

/**
 * Starts the server so that it outlives this process, and waits until it takes connections.
 * False when it ended at once, as it does where the port has been taken.
 */
export async function startPostmaster(
  folder: ServerFolder,
  binaries: ServerBinaries,
  { account, signal }: { readonly account: Account | undefined; readonly signal: AbortSignal },
): Promise<boolean> {
  const log = await open(folder.log, 'a', 0o600);
  try {
    const [program, args] = startCommand(folder, binaries);
    const child = spawn(program, args, {
      // From its first moment on it can be told by this: see `isServerIn`.
      cwd: folder.data,
      env: toolEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
      ...identity(account),
    });
    const ended = once(child, 'exit').then(() => true);
    child.unref();
    try {
      return await becomesReady(folder, ended, signal);
    } catch (error) {
      child.kill('SIGQUIT');
      await ended;
      throw error;
    }
  } finally {
    await log.close();
  }
}

/** Waits while somebody else is starting or stopping the server; true when it is ready in the end. */
export async function settles(folder: ServerFolder, signal: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + startSeconds * 1000;
  while (Date.now() < deadline) {
    const { state } = await postmasterOf(folder);
    if (state === 'ready' || state === 'none') {
      return state === 'ready';
    }
    signal.throwIfAborted();
    await delay(pollMilliseconds);
  }
  throw notReady(folder);
}

/** Ends the server and every session; false when it had to be ended without a clean shutdown. */
export async function stopPostmaster(
  folder: ServerFolder,
  binaries: ServerBinaries,
): Promise<boolean> {
  const found = await postmasterOf(folder);
  if (found.state === 'none') {
    return true;
  }
  await end(found.pid, 'fast', folder, binaries);
  if (await isGone(folder, stopSeconds)) {
    return true;
  }
  await end(found.pid, 'immediate', folder, binaries);
  if (await isGone(folder, stopSeconds)) {
    return false;
  }
  throw new RecoveryError(
    'private-server',
    `The private server (process ${found.pid}) does not stop.`,
    { hint: `End process ${found.pid}, then try again.` },
  );
}

/**
 * Ends what a killed server left running, which would keep the next one from starting, and takes its
 * process file away, which could be mistaken for the next one's. Only where no server runs.
 */
export async function clearRemains(folder: ServerFolder): Promise<void> {
  // Elsewhere the orphans are left to notice by themselves that their server is gone.
  if (process.platform !== 'linux') {
    return;
  }
  const data = await dataFolder(folder);
  let orphans = await processesIn(data);
  while (orphans.length > 0) {
    for (const pid of orphans) {
      endProcess(pid, 'SIGKILL');
    }
    await delay(pollMilliseconds);
    orphans = await processesIn(data);
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/**
 * On Windows `pg_ctl` drops an administrator's rights, without which the server refuses to run.
 * Elsewhere the server is started as it is: its end is then seen at once.
 */
function startCommand(
  { data, settings }: ServerFolder,
  binaries: ServerBinaries,
): readonly [string, readonly string[]] {
  return process.platform === 'win32'
    ? [
        programIn(binaries, 'pg_ctl'),
        ['start', '-w', '-D', data, '-o', `-c "config_file=${settings}"`],
      ]
    : [programIn(binaries, 'postgres'), ['-D', data, '-c', `config_file=${settings}`]];
}

async function becomesReady(
  folder: ServerFolder,
  ended: Promise<boolean>,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + startSeconds * 1000;
  const wait = async (): Promise<boolean> =>
    Promise.race([ended, delay(pollMilliseconds).then(() => false)]);
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    const { state } = await postmasterOf(folder);
    if (state === 'ready') {
      return true;
    }
    if (await wait()) {
      return (await postmasterOf(folder)).state === 'ready';
    }
  }
  throw notReady(folder);
}

function notReady({ log }: ServerFolder): RecoveryError {
  return new RecoveryError(
    'private-server',
    `The private server did not become ready within ${startSeconds} seconds.`,
    { hint: `Its log is ${log}.` },
  );
}

async function end(
  pid: number,
  mode: 'fast' | 'immediate',
  { cluster, data }: ServerFolder,
  binaries: ServerBinaries,
): Promise<void> {
  if (process.platform === 'win32') {
    const args = ['stop', '-W', '-m', mode, '-D', data];
    await runTool(programIn(binaries, 'pg_ctl'), args, {
      account: undefined,
      cwd: cluster,
    });
    return;
  }
  endProcess(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
}

function endProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') {
      throw error;
    }
  }
}

async function isGone(folder: ServerFolder, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while ((await postmasterOf(folder)).state !== 'none') {
    if (Date.now() > deadline) {
      return false;
    }
    await delay(pollMilliseconds);
  }
  return true;
}

/** Whether it is this cluster's server, and not another process that got its number later. */
async function runsIn(pid: number, folder: ServerFolder): Promise<boolean> {
  if ((await startOf(pid)) === undefined) {
    return false;
  }
  if (process.platform === 'linux') {
    return isServerIn(await dataFolder(folder), pid);
  }
  if (process.platform === 'win32') {
    return true;
  }
  const ps = ['-o', 'comm=', '-p', String(pid)];
  const { output } = await runTool('/bin/ps', ps, { account: undefined, cwd: '/' });
  return basename(output.trim()).startsWith('postgres');
}

async function processesIn(data: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid) && (await isServerIn(data, pid))) {
      found.push(pid);
    }
  }
  return found;
}

/** Server processes work in their data folder. */
async function isServerIn(data: string, pid: number): Promise<boolean> {
  return (
    (await linkOf(pid, 'cwd')) === data &&
    basename((await linkOf(pid, 'exe')) ?? '').startsWith('postgres')
  );
}

/** As the system names it; a link in the place of the data folder itself is not followed. */
async function dataFolder({ cluster, data }: ServerFolder): Promise<string> {
  return join(await realpath(cluster), basename(data));
}

async function linkOf(pid: number, name: 'cwd' | 'exe'): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/${name}`);
  } catch (error) {
    // Gone meanwhile, or somebody else's.
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(errorCode(error))) {
      return undefined;
    }
    throw error;
  }
}
