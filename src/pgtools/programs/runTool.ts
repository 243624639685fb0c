import { type ChildProcess, spawn } from 'node:child_process';
import type { Account } from '../server/account';

export interface ToolOptions {
  readonly account: Account | undefined;
  /** A folder that the account can enter: PostgreSQL's tools complain otherwise. */
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

export interface ToolResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
}

/** Runs a short-lived program to its end. Aborting ends the program, then rejects with the signal's reason. */
export async function runTool(
  command: string,
  args: readonly string[],
  { account, cwd, signal }: ToolOptions,
): Promise<ToolResult> {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env: toolEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...identity(account),
  });
  const abort = (): void => void child.kill();
  signal?.addEventListener('abort', abort);
  try {
    const result = await finished(child);
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Messages in English, and nothing of PostgreSQL's that the user has set for other servers. */
export function toolEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(PG|LC_|LANG|NODE_)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/** The part of spawn's options that runs a child under an account, without root's groups. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

async function finished(child: ChildProcess): Promise<ToolResult> {
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ exitCode: code ?? undefined, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}
