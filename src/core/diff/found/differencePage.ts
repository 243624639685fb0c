import type { KeyColumn } from '../keys/keyHashes';
import type { TextColumn } from '../keys/textColumn';

/** Some differing rows, column by column. */
export interface DifferencePage {
  readonly keys: readonly KeyColumn[];
  /** Positions in the list of kinds. */
  readonly kinds: Uint8Array;
  readonly backupHashes: BigInt64Array;
  readonly liveHashes: BigInt64Array;
}

const mostTextBytes = 512 * 1024;

/** Collects differing rows until it is full. */
export class PageWriter {
  private count = 0;
  private readonly kinds: Uint8Array;
  private readonly backupHashes: BigInt64Array;
  private readonly liveHashes: BigInt64Array;
  private keys: readonly KeyWriter[] = [];

  /** @param rows The most that it takes. */
  constructor(private readonly rows: number) {
    this.kinds = new Uint8Array(rows);
    this.backupHashes = new BigInt64Array(rows);
    this.liveHashes = new BigInt64Array(rows);
  }

  get length(): number {
    return this.count;
  }

  get isFull(): boolean {
    return this.count === this.rows || this.keys.some(({ isFull }) => isFull);
  }

  add(
    kind: number,
    from: { readonly keys: readonly KeyColumn[]; readonly row: number },
    hashes: { readonly backup: bigint; readonly live: bigint },
  ): void {
    if (this.keys.length === 0) {
      this.keys = from.keys.map((column) => keyWriter(column, this.rows));
    }
    for (let index = 0; index < this.keys.length; index++) {
      this.keys[index]?.add(this.count, from.keys[index], from.row);
    }
    this.kinds[this.count] = kind;
    this.backupHashes[this.count] = hashes.backup;
    this.liveHashes[this.count] = hashes.live;
    this.count += 1;
  }

  /** What was added so far; further rows do not change it. */
  page(): DifferencePage {
    return {
      keys: this.keys.map((column) => column.taken(this.count)),
      kinds: this.kinds.slice(0, this.count),
      backupHashes: this.backupHashes.slice(0, this.count),
      liveHashes: this.liveHashes.slice(0, this.count),
    };
  }
}

/** As bytes that {@link unpackedPage} reads. */
export function packedPage(page: DifferencePage): Uint8Array<ArrayBuffer> {
  const header = Int32Array.of(
    page.kinds.length,
    page.keys.length,
    ...page.keys.map((column) =>
      column instanceof BigInt64Array ? isInteger : column.bytes.length,
    ),
  );
  const columns = page.keys.map((column) =>
    column instanceof BigInt64Array ? [bytesOf(column)] : [bytesOf(column.ends), column.bytes],
  );
  const hashes = [bytesOf(page.backupHashes), bytesOf(page.liveHashes)];
  return joined([bytesOf(header), ...hashes, page.kinds, ...columns.flat()]);
}

export function unpackedPage(packed: Uint8Array): DifferencePage {
  const reader = new PageReader(packed);
  const [rows = 0, columns = 0] = reader.integers(2);
  const lengths = reader.integers(columns);
  const backupHashes = reader.bigIntegers(rows);
  const liveHashes = reader.bigIntegers(rows);
  const kinds = reader.bytes(rows);
  const keys = [...lengths].map((length) =>
    length === isInteger ? reader.bigIntegers(rows) : reader.texts(rows, length),
  );
  return { keys, kinds, backupHashes, liveHashes };
}

/** Stands in the header where a text column has its length in bytes. */
const isInteger = -1;

interface KeyWriter {
  readonly isFull: boolean;
  add(at: number, from: KeyColumn | undefined, row: number): void;
  taken(count: number): KeyColumn;
}

function keyWriter(like: KeyColumn, rows: number): KeyWriter {
  return like instanceof BigInt64Array ? new IntegerWriter(rows) : new TextWriter(rows);
}

class IntegerWriter implements KeyWriter {
  readonly isFull = false;
  private readonly values: BigInt64Array;

  constructor(rows: number) {
    this.values = new BigInt64Array(rows);
  }

  add(at: number, from: KeyColumn | undefined, row: number): void {
    this.values[at] = from instanceof BigInt64Array ? (from[row] ?? 0n) : 0n;
  }

  taken(count: number): KeyColumn {
    return this.values.slice(0, count);
  }
}

class TextWriter implements KeyWriter {
  private bytes = new Uint8Array(4096);
  private readonly ends: Int32Array;
  private length = 0;

  constructor(rows: number) {
    this.ends = new Int32Array(rows);
  }

  get isFull(): boolean {
    return this.length >= mostTextBytes;
  }

  add(at: number, from: KeyColumn | undefined, row: number): void {
    if (from && !(from instanceof BigInt64Array)) {
      const start = from.starts[row] ?? 0;
      const end = from.ends[row] ?? 0;
      this.makeRoomFor(end - start);
      this.bytes.set(from.bytes.subarray(start, end), this.length);
      this.length += end - start;
    }
    this.ends[at] = this.length;
  }

  taken(count: number): KeyColumn {
    return textsOf(this.bytes.slice(0, this.length), this.ends.slice(0, count));
  }

  private makeRoomFor(more: number): void {
    const wanted = this.length + more;
    if (wanted > this.bytes.length) {
      const larger = new Uint8Array(Math.max(wanted, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
  }
}

/** Reads one part after the other; each is a copy, because numbers must lie at even places. */
class PageReader {
  private at = 0;

  constructor(private readonly packed: Uint8Array) {}

  integers(count: number): Int32Array {
    return new Int32Array(this.bytes(4 * count).buffer);
  }

  bigIntegers(count: number): BigInt64Array {
    return new BigInt64Array(this.bytes(8 * count).buffer);
  }

  texts(rows: number, length: number): TextColumn {
    const ends = this.integers(rows);
    return textsOf(this.bytes(length), ends);
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    this.at += length;
    return Uint8Array.from(this.packed.subarray(this.at - length, this.at));
  }
}

/** Each text starts where the one before it ends. */
function textsOf(bytes: Uint8Array, ends: Int32Array): TextColumn {
  const starts = new Int32Array(ends.length);
  starts.set(ends.subarray(0, -1), 1);
  return { bytes, starts, ends };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
