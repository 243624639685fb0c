import type { DumpBytes } from '../../core/archive/byteSource';
import { piecesOf } from '../../core/archive/pieces';
import type { DumpFiles, DumpFolder } from '../ports/dumps';
import { FolderHash } from './folderHash';
import { bytesOf, closePlace } from './openDump';

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
  const place = await files.open(path);
  try {
    if (bytesOf(place) > cheapAtMost) {
      return undefined;
    }
    return await (place.kind === 'file'
      ? hashFile(place, files, signal)
      : hashFolder(place, files, signal));
  } finally {
    await closePlace(place);
  }
}

async function hashFolder(
  folder: DumpFolder,
  files: DumpFiles,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hash = new FolderHash(files);
  for (const name of folder.files.keys()) {
    const file = await folder.open(name);
    try {
      hash.add(name, file && (await hashFile(file, files, signal)));
    } finally {
      await file?.close();
    }
  }
  return hash.digest();
}

async function hashFile(file: DumpBytes, files: DumpFiles, signal: AbortSignal): Promise<string> {
  const hash = files.sha256();
  for await (const piece of piecesOf(file)) {
    signal.throwIfAborted();
    hash.update(piece);
  }
  return hash.digest();
}
