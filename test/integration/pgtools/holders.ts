import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as esbuild from 'esbuild';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';

export interface Holder {
  readonly pid: number;
  readonly fresh: boolean;
  readonly superuser: ConnectionSettings;
  /** Lets it release and end; waits until its output is closed, as a pipe would. */
  release(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

export interface HolderOptions {
  readonly home: string;
  readonly binaries: string;
  readonly keep?: string;
  /** The server that it uses, instead of {@link heldServer}. */
  readonly server?: string;
  /** The account to run it under, instead of the test's own. */
  readonly uid?: number;
}

/** The name of the server that holders use unless told otherwise. */
export const heldServer = 'held';

/** Bundles the holder's program, so that an account that cannot read the sources can run it. */
export async function bundleHolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const outfile = join(folder, 'leaseHolder.cjs');
  await esbuild.build({
    ...{ outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' },
    entryPoints: [join(import.meta.dirname, 'leaseHolder.ts')],
    external: ['pg-native'],
    logOverride: { 'empty-import-meta': 'silent' },
  });
  return outfile;
}

/** Starts a process that uses the private server, and waits until it does. */
export async function startHolder(
  program: string,
  { home, binaries, keep, uid, server = heldServer }: HolderOptions,
): Promise<Holder> {
  const args = [program, home, server, binaries, ...(keep === undefined ? [] : [keep])];
  const child = spawn(process.execPath, args, {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const closed = once(child, 'close');
  const acquired = JSON.parse(await firstLine(child)) as Pick<Holder, 'fresh' | 'superuser'>;
  return {
    ...acquired,
    pid: child.pid ?? 0,
    release: async () => {
      child.stdin.end();
      await closed;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout || !child.stderr) {
    throw new Error('The holder has no output.');
  }
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  for await (const line of createInterface({ input: child.stdout })) {
    return line;
  }
  throw new Error(`The holder ended: ${Buffer.concat(errors).toString('utf8')}`);
}
