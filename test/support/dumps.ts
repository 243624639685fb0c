import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dumpFiles } from '../../src/files/dumpFile';
import type { ByteSource } from '../../src/core/archive/byteSource';
import { RecoveryError } from '../../src/core/errors';
import type { DumpFiles } from '../../src/recovery/ports/dumps';
import type { Work } from '../../src/recovery/work';

/** Every custom archive of the fixtures that holds the tables of `expected.json`. */
export const customArchives = [
  'pg15-custom.dump',
  'pg15-custom-none.dump',
  'pg15-custom-pipe.dump',
  'pg18-custom.dump',
  'pg18-custom-none.dump',
] as const;

export interface ExpectedTable {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  readonly copySha256: string;
}

export function archivePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/archives/${name}`, import.meta.url));
}

export function archiveBytes(name: string): Buffer {
  return readFileSync(archivePath(name));
}

export function expectedTables(): readonly ExpectedTable[] {
  const { tables } = JSON.parse(readFileSync(archivePath('expected.json'), 'utf8')) as {
    tables: readonly ExpectedTable[];
  };
  return tables;
}

/** SHA-256 of lines of COPY text, sorted bytewise, each with its newline: as in `expected.json`. */
export function copyHash(lines: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const line of [...lines].sort((a, b) => Buffer.compare(a, b))) {
    hash.update(line).update('\n');
  }
  return hash.digest('hex');
}

export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** One dump that is in memory, whatever its path; hashing and decompressing are the real ones. */
export function dumpInMemory(bytes: Uint8Array): DumpFiles {
  return {
    ...dumpFiles,
    open: (path) => Promise.resolve({ path, ...sourceOf(bytes), close: () => Promise.resolve() }),
  };
}

export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) {
    all.push(piece);
  }
  return Buffer.concat(all);
}

/** For work that nobody stops or follows. */
export function quietWork(signal: Work['signal'] = new AbortController().signal): Work {
  return { signal, progress: () => undefined };
}

/** For `assert.rejects` and `assert.throws`. */
export function withCode(code: RecoveryError['code']): (error: unknown) => boolean {
  return (error) => error instanceof RecoveryError && error.code === code;
}
