import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dumpFiles } from '../../src/files/dumpFile';
import type { ByteSource } from '../../src/core/archive/byteSource';
import { RecoveryError } from '../../src/core/errors';
import type { DumpFile, DumpFiles, DumpFolder } from '../../src/recovery/ports/dumps';
import type { Work } from '../../src/recovery/work';

/** Every directory and tar archive of the fixtures that holds the tables of `expected.json`. */
export const directoryArchives = [
  'pg15-directory',
  'pg18-directory-none',
  'pg18-directory-lz4',
  'pg18-directory-zstd',
] as const;
export const tarArchives = ['pg15-tar.tar', 'pg18-tar.tar'] as const;

/** Every custom archive of the fixtures that holds the tables of `expected.json`. */
export const customArchives = [
  'pg15-custom.dump',
  'pg15-custom-none.dump',
  'pg15-custom-pipe.dump',
  'pg18-custom.dump',
  'pg18-custom-none.dump',
  'pg17-custom-lz4.dump',
  'pg17-custom-zstd.dump',
] as const;

/** Every plain dump of the fixtures that holds the tables of `expected.json`, its rows as COPY text. */
export const plainDumps = [
  'pg15-plain.sql.gz',
  'pg18-plain.sql.gz',
  'pg17-plain.sql.lz4',
  'pg17-plain.sql.zst',
] as const;

/** The same tables, dumped as INSERT commands. */
export const insertDumps = ['pg17-custom-inserts.dump', 'pg17-plain-inserts.sql'] as const;

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
    open: (path) => Promise.resolve(fileInMemory(path, bytes)),
  };
}

/** One directory dump that is in memory: its files by their names. */
export function folderInMemory(files: ReadonlyMap<string, Uint8Array>): DumpFiles {
  const names = [...files.keys()].sort();
  const folder: DumpFolder = {
    kind: 'folder',
    path: 'test',
    files: new Map(names.map((name) => [name, files.get(name)?.length ?? 0])),
    sizeOf: (name) => files.get(name)?.length,
    open: (name) => {
      const bytes = files.get(name);
      return Promise.resolve(bytes && fileInMemory(name, bytes));
    },
  };
  return { ...dumpFiles, open: () => Promise.resolve(folder) };
}

/** The files of a directory dump of the fixtures. */
export function folderBytes(name: string): Map<string, Buffer> {
  const files = readdirSync(archivePath(name));
  return new Map(files.map((file) => [file, archiveBytes(`${name}/${file}`)]));
}

function fileInMemory(path: string, bytes: Uint8Array): DumpFile {
  return {
    kind: 'file',
    path,
    size: bytes.length,
    writtenAt: '2026-03-10T02:00:00',
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    readInto: (memory, offset) => {
      const piece = bytes.subarray(offset, offset + memory.length);
      memory.set(piece);
      return Promise.resolve(piece.length);
    },
    close: () => Promise.resolve(),
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
