import { tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import type { TocEntry } from './contents';
import { damageIn } from './damage';
import { ownerOf } from './dumpCheck';
import { tableOf } from './tables';

/** The data of an open archive, wherever its format keeps them. */
export interface ArchiveData {
  /**
   * The lines of COPY text of a TABLE DATA entry, without the `\.` that ends them: large pieces and
   * constant memory. Damage is found at the latest after the last piece, so what was done with the pieces
   * counts only when the iteration has ended well.
   * @throws {RecoveryError} `dump-truncated`, `dump-damaged`, `dump-format`.
   */
  tableData(entry: TocEntry, reading?: Reading): AsyncGenerator<Uint8Array>;
  /** The SQL of a TABLE DATA entry whose rows were dumped as INSERT commands. Fails as the other does. */
  insertText(entry: TocEntry, reading?: Reading): AsyncGenerator<Uint8Array>;
  /** What a BLOBS entry holds; each is to be read to its end before the next. Fails as the others do. */
  largeObjects(entry: TocEntry, reading?: Reading): AsyncGenerator<LargeObject>;
  /** Bytes that the entry's data take in the dump; undefined where the dump does not say. */
  bytesOf(entry: TocEntry): number | undefined;
}

export interface LargeObject {
  readonly oid: number;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Reading {
  readonly signal?: AbortSignal;
  /** Told of every piece that was read of the dump. */
  readonly onRead?: (bytes: number) => void;
}

/** @throws {RecoveryError} `dump-format` where the rows are dumped as INSERT commands. */
export function requireCopy(entry: TocEntry): void {
  const label = tableLabel(tableOf(entry));
  if (!entry.hadDumper || entry.desc !== 'TABLE DATA') {
    throw new RangeError(`Entry ${entry.dumpId} (${entry.desc} ${label}) has no rows.`);
  }
  if (entry.copyStatement === undefined) {
    throw insertsRefused(label);
  }
}

export function insertsRefused(label: string): RecoveryError {
  return new RecoveryError('dump-format', `The rows of ${label} are dumped as INSERT commands.`, {
    hint: 'Restore with pg_restore, or make the dump without --inserts.',
  });
}

/** What an entry's data give; damage says whose they are. */
export async function* dataOf<T>(entry: TocEntry, data: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* data;
  } catch (error) {
    throw damageIn(ownerOf(entry), error);
  }
}

/** The pieces, as somebody asked for them. */
export async function* followed(
  pieces: AsyncIterable<Uint8Array>,
  { signal, onRead }: Reading,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    onRead?.(piece.length);
    yield piece;
  }
}
