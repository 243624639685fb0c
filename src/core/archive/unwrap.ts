import type { DumpBytes } from './byteSource';
import type { Decompressors } from './decompression';
import {
  fileKind,
  type FileKind,
  headLength,
  notRead,
  type WrappedKind,
  wrappedTwice,
} from './fileKind';
import { piecesOf } from './pieces';
import { StreamBytes } from './streamBytes';

/** What a whole file was compressed with once pg_dump had written it. */
export type Wrapping = 'none' | WrappedKind;

/** A file as pg_dump wrote it. */
export interface Unwrapped {
  readonly kind: Exclude<FileKind, WrappedKind>;
  readonly wrapping: Wrapping;
  readonly bytes: DumpBytes;
  /** Lets go of what was begun, but not of the file itself. */
  readonly close: () => Promise<void>;
}

/** @throws {RecoveryError} `dump-format`, `dump-truncated`, `dump-damaged`. */
export async function unwrap(file: DumpBytes, decompressors: Decompressors): Promise<Unwrapped> {
  const kind = fileKind(await file.read(0, headLength));
  if (!isWrapped(kind)) {
    return { kind, wrapping: 'none', bytes: file, close: () => Promise.resolve() };
  }
  const bytes = new StreamBytes(() => decompressors[kind](piecesOf(file)));
  try {
    const inner = fileKind(await bytes.read(0, headLength));
    if (isWrapped(inner)) {
      throw notRead(wrappedTwice);
    }
    return { kind: inner, wrapping: kind, bytes, close: () => bytes.close() };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

function isWrapped(kind: FileKind): kind is WrappedKind {
  return kind === 'gzip' || kind === 'lz4' || kind === 'zstd';
}
