import { piecesOf } from '../../core/archive/pieces';
import type { DumpFiles } from '../ports/dumps';

/** Bytes that are hashed within a few seconds; of a larger dump a restore reads only a part. */
const cheapAtMost = 2e9;

/**
 * Runs `use` while the dump is hashed; the hash is undefined where the dump is too large to be read for
 * that alone. It fails where the dump cannot be read to its end.
 */
export async function hashBeside<T>(
  dump: { readonly path: string; readonly files: DumpFiles },
  signal: AbortSignal,
  use: (sha256: Promise<string | undefined>) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const sha256 = cheapHash(dump, AbortSignal.any([signal, stop.signal]));
  try {
    // A failure is told where the hash is awaited.
    sha256.catch(() => undefined);
    return await use(sha256);
  } finally {
    stop.abort();
    await Promise.allSettled([sha256]);
  }
}

async function cheapHash(
  { path, files }: { readonly path: string; readonly files: DumpFiles },
  signal: AbortSignal,
): Promise<string | undefined> {
  const file = await files.open(path);
  try {
    if (file.size > cheapAtMost) {
      return undefined;
    }
    const hash = files.sha256();
    for await (const piece of piecesOf(file)) {
      signal.throwIfAborted();
      hash.update(piece);
    }
    return hash.digest();
  } finally {
    await file.close();
  }
}
