import type { NewHash } from '../correction/planFile';
import type { LinesSeal } from '../diff/storedComparison';
import type { RowInIncident } from '../diff/rows/rowChange';
import {
  FactCollector,
  type FactColumns,
  factsTogether,
  type KnownRows,
  linesTogether,
} from './factColumns';

const format = 'pra-row-facts';
const version = 1;
/** In the machine's own order of bytes, as all numbers here: another machine takes the index for none. */
const mark = 0x50_52_41_46;
const endBytes = 8;
const digestBytes = 64;
const bytesPerLine = 13;

/**
 * What is known of the compared rows, as a file: blocks of columns, then what they share and of which lines
 * they are as JSON, its length, and the SHA-256 of all that.
 */
export class FactIndexMaker {
  private readonly facts = new FactCollector();
  private readonly hash;

  constructor(newHash: NewHash) {
    this.hash = newHash();
  }

  /** @returns The next part of the file, where there is one. */
  add(change: RowInIncident, lineBytes: number): Uint8Array | undefined {
    const block = this.facts.add(change, lineBytes);
    return block && this.hashed(bytesOfBlock(block));
  }

  /** @returns The last part of the file. */
  end({ sha256, count }: LinesSeal): Uint8Array {
    const rest = bytesOfBlock(this.facts.rest());
    const tables = this.facts.tables();
    const text = JSON.stringify({ format, version, comparison: sha256, count, ...tables });
    const json = new TextEncoder().encode(text);
    const end = asBytes(new Uint32Array([mark, json.length]));
    const made = this.hashed(joined([rest, json, end]));
    return joined([made, new TextEncoder().encode(this.hash.digest('hex'))]);
  }

  private hashed(bytes: Uint8Array): Uint8Array {
    this.hash.update(bytes);
    return bytes;
  }
}

/**
 * What a {@link FactIndexMaker} wrote of these very lines. Undefined where the file is of other lines, of
 * another version, cut, or was changed: the lines themselves then tell.
 */
export function readFactIndex(
  file: Uint8Array,
  seal: LinesSeal,
  newHash: NewHash,
): KnownRows | undefined {
  const digestAt = file.length - digestBytes;
  const blocksEnd = seal.count * bytesPerLine;
  if (digestAt - endBytes < blocksEnd || !isWhole(file, digestAt, newHash)) {
    return undefined;
  }
  const [found, length] = wordsAt(file, digestAt - endBytes, 2);
  if (found !== mark || length !== digestAt - endBytes - blocksEnd) {
    return undefined;
  }
  const text = new TextDecoder().decode(file.subarray(blocksEnd, digestAt - endBytes));
  // Whole: it is what the maker wrote, or another version of it.
  const stored = JSON.parse(text) as Stored;
  const isOfThese =
    stored.format === format &&
    stored.version === version &&
    stored.comparison === seal.sha256 &&
    stored.count === seal.count;
  return isOfThese
    ? { ...factsTogether(seal.count, blocksIn(file, seal.count)), columnSets: stored.columnSets }
    : undefined;
}

interface Stored {
  readonly format: string;
  readonly version: number;
  readonly comparison: string;
  readonly count: number;
  readonly columnSets: readonly (readonly number[])[];
}

function isWhole(file: Uint8Array, digestAt: number, newHash: NewHash): boolean {
  const hash = newHash();
  hash.update(file.subarray(0, digestAt));
  return new TextDecoder().decode(file.subarray(digestAt)) === hash.digest('hex');
}

function bytesOfBlock({ bytes, columns, xids, flags }: FactColumns): Uint8Array {
  return joined([...[bytes, columns, xids].map(asBytes), flags]);
}

function* blocksIn(file: Uint8Array, count: number): Generator<FactColumns, void> {
  for (let line = 0; line < count; line += linesTogether) {
    const lines = Math.min(linesTogether, count - line);
    const from = line * bytesPerLine;
    yield {
      bytes: wordsAt(file, from, lines),
      columns: wordsAt(file, from + lines * 4, lines),
      xids: wordsAt(file, from + lines * 8, lines),
      flags: new Uint8Array(file.subarray(from + lines * 12, from + lines * 13)),
    };
  }
}

/** A copy: numbers of four bytes begin where it divides by four. */
function wordsAt(file: Uint8Array, from: number, count: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new Uint8Array(file.subarray(from, from + count * 4)).buffer);
}

function asBytes({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const made = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
