import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What stands in the way of an end-to-end run, in one sentence for whoever started it. */
export class CannotRun extends Error {}

/** What happens and may take a while, for whoever waits. */
export type Say = (line: string) => void;

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly minutes?: number;
}

/** Runs a program to its end; what it had to say is in the error where it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd = root, env = process.env, minutes = 10 }: ProgramOptions = {},
): Promise<string> {
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: minutes * 60_000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
  if (status !== 0) {
    const said = output.trim().split('\n').slice(-20).join('\n');
    throw new Error(`${[program, ...args].join(' ')} ended with ${String(status)}\n${said}`);
  }
  return output;
}

/** Where PATH has a program. */
export async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && (await isExecutable(file))) {
      return file;
    }
  }
  return undefined;
}

/** Runs a tool of the clone's node_modules under this very Node. */
export async function runNodeTool(script: string, args: readonly string[]): Promise<string> {
  return runProgram(process.execPath, [path.join(root, 'node_modules', script), ...args]);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
