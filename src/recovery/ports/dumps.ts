import type { ArchiveParts } from '../../core/archive/archiveParts';
import type { OpenBytes } from '../../core/archive/byteSource';
import type { Decompressors } from '../../core/archive/decompression';

/** What stands at a path that may be a dump. Whoever opened it closes it. */
export type DumpPlace = DumpFile | DumpFolder;

export interface DumpFile extends OpenBytes {
  readonly kind: 'file';
  readonly path: string;
  readonly size: number;
  /** This machine's local time, `2026-03-10T02:00:00`. */
  readonly writtenAt: string;
  /** Fills `memory` with the bytes from `offset` on; gives how many there were, fewer only at the end. */
  readInto(memory: Uint8Array, offset: number): Promise<number>;
}

export interface DumpFolder extends ArchiveParts {
  readonly kind: 'folder';
  readonly path: string;
  /**
   * Names and sizes of its regular files in bytewise order of their names, without those whose names begin
   * with a dot: what a shell's `*` gives.
   */
  readonly files: ReadonlyMap<string, number>;
  open(name: string): Promise<DumpFile | undefined>;
}

/** A hash over bytes given one after another. */
export interface ContentHash {
  update(bytes: Uint8Array): void;
  /** In hexadecimal; ends the hash. */
  digest(): string;
}

/** Memory for the pieces of a file, hashed one after another. Whoever made it closes it. */
export interface PieceHash {
  /** For the next piece. What was given three times before may change from now on. */
  memory(): Promise<Uint8Array>;
  /** Hashes the first `length` bytes of the memory that was given last. */
  add(length: number): void;
  /** In hexadecimal, of all pieces since the one before. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** Where dumps come from, and what reading them needs of the machine. */
export interface DumpFiles {
  /** @throws {RecoveryError} `dump-unreadable`, or `dump-format` for a folder that is no dump. */
  open(path: string): Promise<DumpPlace>;
  readonly decompressors: Decompressors;
  sha256(): ContentHash;
  sha256OfPieces(where: 'beside the work' | 'in a thread of its own'): PieceHash;
}
