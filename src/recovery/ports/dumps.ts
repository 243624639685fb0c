import type { ByteSource, Inflate } from '../../core/archive/byteSource';

/** A dump open for reading. Whoever opened it closes it. */
export interface DumpFile extends ByteSource {
  readonly path: string;
  close(): Promise<void>;
}

/** A hash over bytes given one after another. */
export interface ContentHash {
  update(bytes: Uint8Array): void;
  /** In hexadecimal; ends the hash. */
  digest(): string;
}

/** Where dumps come from, and what reading them needs of the machine. */
export interface DumpFiles {
  /** @throws {RecoveryError} `dump-unreadable`, or `dump-format` for a folder. */
  open(path: string): Promise<DumpFile>;
  readonly inflate: Inflate;
  sha256(): ContentHash;
}
