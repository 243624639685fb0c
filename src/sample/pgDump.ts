import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecoveryError } from '../core/errors';
import { toolEnvironment } from '../pgtools/programs/runTool';
import type { ConnectionSettings } from '../recovery/connectionSettings';

export interface DumpOrder {
  readonly pgDump: string;
  readonly database: ConnectionSettings;
  readonly file: string;
  readonly signal: AbortSignal;
}

/** A whole dump in the custom format. */
export async function dumpWhole(order: DumpOrder): Promise<void> {
  const child = start(order, ['--file', order.file]);
  const { exitCode, stderr } = await ended(child);
  order.signal.throwIfAborted();
  if (exitCode !== 0) {
    throw new RecoveryError('database-refused', `pg_dump failed: ${stderr.trim()}`, {
      hint: 'The pg_dump must not be older than the server.',
    });
  }
}

/** A dump whose pg_dump is killed once so many bytes are written. */
export async function dumpBrokenOff(order: DumpOrder, bytes: number): Promise<void> {
  const child = start(order, []);
  const cut = firstBytes(bytes, () => child.kill());
  const [written, end] = await Promise.allSettled([
    pipeline(child.stdout, cut, createWriteStream(order.file, { mode: 0o600 })),
    ended(child),
  ]);
  order.signal.throwIfAborted();
  if (written.status === 'rejected' || end.status === 'rejected') {
    throw new Error('The dump could not be broken off.', { cause: [written, end] });
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start({ pgDump, database, signal }: DumpOrder, args: readonly string[]): Child {
  signal.throwIfAborted();
  const connection = [
    '--format=custom',
    `--host=${database.host}`,
    `--port=${database.port}`,
    `--username=${database.user}`,
    '--no-password',
  ];
  return spawn(pgDump, [...connection, ...args, database.database], {
    env: { ...toolEnvironment(), PGPASSWORD: database.password ?? '', PGTZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    signal,
  });
}

interface Ended {
  readonly exitCode: number | null;
  readonly stderr: string;
}

async function ended(child: Child): Promise<Ended> {
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (child.pid === undefined) {
        reject(error);
      }
    });
    child.once('close', (exitCode) => {
      resolve({ exitCode, stderr });
    });
  });
}

/** Lets so many bytes pass, then calls `full` and swallows the rest. */
function firstBytes(limit: number, full: () => void): Transform {
  let left = limit;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (left === 0) {
        full();
      }
      done(null, part);
    },
  });
}
