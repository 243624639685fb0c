import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../server/fileErrors';

const patienceMilliseconds = 1000;
const pollMilliseconds = 20;

/** For spawn: the child leads a group, ends with it, and the terminal's Ctrl-C does not reach it before us. */
export const ownGroup = { detached: process.platform !== 'win32', windowsHide: true } as const;

/**
 * Ends a child that was spawned with {@link ownGroup}, and whatever it has started: politely, then not.
 * Where the child itself is gone already, what it left behind still goes.
 */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) {
    return;
  }
  const exited = hasExited(child) ? undefined : once(child, 'exit');
  const deadline = performance.now() + patienceMilliseconds;
  let isThere = signalGroup(child, 'SIGTERM');
  while (isThere && performance.now() < deadline) {
    await delay(pollMilliseconds);
    isThere = signalGroup(child, 0);
  }
  signalGroup(child, 'SIGKILL');
  await exited;
}

/** False where nothing is left that a signal could reach. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === 'win32' || child.pid === undefined) {
    return !hasExited(child) && child.kill(signal);
  }
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    // EPERM: macOS says so of processes that have ended and were not waited for yet.
    if (['ESRCH', 'EPERM'].includes(errorCode(error))) {
      return false;
    }
    throw error;
  }
}

function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
