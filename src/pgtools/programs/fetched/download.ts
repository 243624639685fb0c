import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecoveryError } from '../../../core/errors';
import type { Work } from '../../../recovery/work';
import { errorCode } from '../../server/fileErrors';

const otherwise = 'Install a PostgreSQL server, or name the folder of its programs.';

interface Wanted {
  readonly file: string;
  /** `sha512-` and the hash in base64. */
  readonly integrity: string;
  /** Milliseconds without a byte after which the other side counts as gone. */
  readonly patience: number;
}

/**
 * Writes what an address gives into a file, which is as long and has the bytes that it should.
 * @throws {RecoveryError} `no-postgres-binaries`; the file system's error where it takes no more.
 */
export async function download(
  url: string,
  { file, integrity, patience }: Wanted,
  { signal, progress }: Work,
): Promise<void> {
  const quiet = new Silence(patience);
  const hash = createHash('sha512');
  let done = 0;
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, quiet.signal]) });
    if (!response.ok || !response.body) {
      throw failed(`PostgreSQL was not fetched: ${url} answered ${response.status}.`);
    }
    const total = Number(response.headers.get('content-length') ?? 0) || undefined;
    const counted = new Transform({
      transform(chunk: Buffer, _, next) {
        quiet.broken();
        hash.update(chunk);
        done += chunk.length;
        progress({ phase: 'fetching PostgreSQL', done, total, unit: 'bytes' });
        next(null, chunk);
      },
    });
    const body = Readable.fromWeb(response.body);
    await pipeline(body, counted, createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw reasonFor(error, url);
  } finally {
    quiet.over();
  }
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw failed(`What came from ${url} is not what was published: nothing of it is used.`);
  }
}

/** Ends what says nothing for too long. */
class Silence {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly milliseconds: number) {
    this.broken();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  broken(): void {
    this.over();
    this.timer = setTimeout(() => {
      this.controller.abort();
    }, this.milliseconds);
  }

  over(): void {
    clearTimeout(this.timer);
  }
}

function reasonFor(error: unknown, url: string): unknown {
  // What fails on the way here is wrapped by fetch; a call of the system is the file's.
  if (error instanceof RecoveryError || (error as NodeJS.ErrnoException).syscall !== undefined) {
    return error;
  }
  const code = errorCode((error as Error).cause) || errorCode(error);
  return failed(
    code === ''
      ? `PostgreSQL was not fetched: the connection to ${url} broke off.`
      : `PostgreSQL was not fetched: ${url} cannot be reached (${code}).`,
    error,
  );
}

function failed(sentence: string, cause?: unknown): RecoveryError {
  return new RecoveryError('no-postgres-binaries', sentence, { hint: otherwise, cause });
}
