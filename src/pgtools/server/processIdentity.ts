import { readFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { errorCode } from './fileErrors';
import { runTool } from '../programs/runTool';

/** A process that cannot be mistaken for another one that got its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** As the system tells it; empty on Windows, where the number alone must do. */
  readonly startedAt: string;
  readonly boot: string;
}

/** Boot times that are derived from the clock wander a little. */
const bootTimeTolerance = 120;

export async function ownIdentity(): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    startedAt: (await startOf(process.pid)) ?? '',
    boot: await currentBoot(),
  };
}

export async function isAlive({ pid, startedAt, boot }: ProcessIdentity): Promise<boolean> {
  if (!sameBoot(boot, await currentBoot())) {
    return false;
  }
  const start = await startOf(pid);
  return start !== undefined && (start === startedAt || start === '' || startedAt === '');
}

/** When the process started, in the system's own words; undefined where no such process lives. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    return startByProc(pid);
  }
  if (!answers(pid)) {
    return undefined;
  }
  if (process.platform === 'win32') {
    return '';
  }
  const { exitCode, output } = await runTool('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], {
    account: undefined,
    cwd: '/',
  });
  return exitCode === 0 ? output.trim() : undefined;
}

/** What tells one run of the machine from the next. */
export async function currentBoot(): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  }
  return `@${Math.round(Date.now() / 1000 - uptime())}`;
}

export function sameBoot(one: string, other: string): boolean {
  if (one.startsWith('@') && other.startsWith('@')) {
    return Math.abs(Number(one.slice(1)) - Number(other.slice(1))) <= bootTimeTolerance;
  }
  return one === other;
}

async function startByProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0] ?? 'X';
    return /[ZX]/i.test(state) ? undefined : fields[19];
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes(errorCode(error));
}
