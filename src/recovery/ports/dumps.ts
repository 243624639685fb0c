import type { ArchiveParts } from '../../core/archive/archiveParts';
import type { OpenBytes } from '../../core/archive/byteSource';
import type { Decompressors } from '../../core/archive/decompression';

/** What stands at a path that may be a dump. Whoever opened it closes it. */
export type DumpPlace = DumpFile | DumpFolder;

export interface DumpFile extends OpenBytes {
  readonly kind: 'file';
  readonly path: string;
  readonly size: number;
}

export interface DumpFolder extends ArchiveParts {
  readonly kind: 'folder';
  readonly path: string;
  /**
   * Names and sizes of its regular files in bytewise order of their names, without those whose names begin
   * with a dot: what a shell's `*` gives.
   */
  readonly files: ReadonlyMap<string, number>;
}

/** A hash over bytes given one after another. */
export interface ContentHash {
  update(bytes: Uint8Array): void;
  /** In hexadecimal; ends the hash. */
  digest(): string;
}

/** Where dumps come from, and what reading them needs of the machine. */
export interface DumpFiles {
  /** @throws {RecoveryError} `dump-unreadable`, or `dump-format` for a folder that is no dump. */
  open(path: string): Promise<DumpPlace>;
  readonly decompressors: Decompressors;
  sha256(): ContentHash;
}
