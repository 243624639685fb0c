import fc from 'fast-check';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { DumpFiles } from '../../src/recovery/ports/dumps';
import {
  archiveBytes,
  customArchives,
  directoryArchives,
  insertDumps,
  plainDumps,
  dumpInMemory,
  folderBytes,
  folderInMemory,
  tarArchives,
} from './dumps';

/** A dump as files by their names; one that is a single file has one, without a name. */
export type DumpBytes = ReadonlyMap<string, Buffer>;

export interface NamedDump {
  readonly name: string;
  readonly bytes: DumpBytes;
  /** All its data have checksums, and its rows can be read table by table. */
  readonly checked: boolean;
}

/** The fixtures of every format, and what gzip makes of those that are one file. */
export function everyDump(): readonly NamedDump[] {
  const files = [...customArchives, ...tarArchives].map((name) => ({
    name,
    bytes: new Map([['', archiveBytes(name)]]),
    checked: !/none|tar|lz4|zstd/.test(name),
  }));
  const again = ['pg15-custom.dump', 'pg18-tar.tar'].map((name) => ({
    name: `${name}.gz`,
    bytes: new Map([['', gzipSync(archiveBytes(name))]]),
    checked: true,
  }));
  const plain = [...plainDumps, ...insertDumps].map((name) => ({
    name,
    bytes: new Map([['', archiveBytes(name)]]),
    checked: false,
  }));
  const gzipped = plain.filter(({ name }) => name.endsWith('.gz'));
  const sql = gzipped.map(({ name, bytes }) => ({
    name: name.replace('.gz', ''),
    bytes: new Map([['', gunzipSync(bytes.get('') ?? '')]]),
    checked: false,
  }));
  const folders = directoryArchives.map((name) => ({
    name,
    bytes: folderBytes(name),
    checked: !name.includes('none'),
  }));
  return [...files, ...again, ...folders, ...plain, ...sql];
}

export function filesOf(bytes: DumpBytes): DumpFiles {
  const only = bytes.get('');
  return only ? dumpInMemory(only) : folderInMemory(bytes);
}

/** One damage to one file, its places as parts of the file's length. */
export interface Damage {
  readonly how: 'cut' | 'flip' | 'zero' | 'splice' | 'remove';
  readonly file: number;
  readonly at: number;
  readonly from: number;
  readonly length: number;
}

export const damages: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom('cut', 'flip', 'flip', 'zero', 'splice', 'remove'),
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  from: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.nat(300),
});

/** The dump with the damage done, and which byte of which file is the first that may differ. */
export function mangled(
  bytes: DumpBytes,
  damage: Damage,
): { readonly bytes: DumpBytes; readonly name: string; readonly at: number } {
  const names = [...bytes.keys()];
  const name = names[damage.file % names.length] ?? '';
  const original = bytes.get(name) ?? Buffer.alloc(0);
  const at = Math.floor(damage.at * original.length);
  return { bytes: new Map(bytes).set(name, damaged(original, at, damage)), name, at };
}

function damaged(original: Buffer, at: number, { how, from, length }: Damage): Buffer {
  const bytes = Buffer.from(original);
  switch (how) {
    case 'cut':
      return bytes.subarray(0, at);
    case 'flip':
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (length % 8));
      return bytes;
    case 'zero':
      return bytes.fill(0, at, Math.min(at + length, bytes.length));
    case 'splice':
      original.copy(bytes, at, Math.floor(from * original.length), original.length);
      return bytes;
    case 'remove':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  }
}
