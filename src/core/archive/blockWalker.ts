import { damaged, truncated } from './damage';
import type { RowTally } from './rowTally';

/** The head of a data block of a custom archive. */
export interface BlockHead {
  readonly dumpId: number;
  readonly kind: 'table' | 'large-objects';
  /** Where in the file it begins. */
  readonly offset: number;
}

/** What was compressed as one. */
export interface BlockStream {
  /** Undefined for the rows of a table. */
  readonly oid: number | undefined;
  /** To be read to their end. */
  readonly pieces: AsyncGenerator<Uint8Array>;
}

/** PostgreSQL has no value, and pg_dump no row, that is longer. */
const longestChunk = 0x7fffffff;
const batchLength = 64 * 1024;

/**
 * Walks the data blocks of a custom archive from front to back: `next`, then the block's streams, read or
 * skipped, then `next` again. Memory is constant. Whoever made it closes it.
 */
export class BlockWalker {
  private window: Uint8Array = new Uint8Array(0);
  private position = 0;
  private passed: number;
  /** What is left of the chunk under way. */
  private left = 0;

  /** @param pieces the file's bytes from `start` on, which is where a block begins. */
  constructor(
    private readonly pieces: AsyncIterator<Uint8Array>,
    start: number,
    private readonly intSize: number,
  ) {
    this.passed = start;
  }

  get offset(): number {
    return this.passed + this.position;
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  /** Undefined where the file ends. */
  async next(): Promise<BlockHead | undefined> {
    if (this.position === this.window.length && !(await this.refill())) {
      return undefined;
    }
    const offset = this.offset;
    const code = await this.byte();
    if (code !== 1 && code !== 3) {
      throw damaged(`At byte ${offset} there should be a block of data, but there is none.`);
    }
    return { dumpId: await this.unsigned(), kind: code === 1 ? 'table' : 'large-objects', offset };
  }

  /**
   * What was compressed as one: a table's block is one stream, large objects are one each.
   * Each must be read or skipped to its end before the next is asked for.
   */
  async *streams({ kind }: BlockHead): AsyncGenerator<BlockStream> {
    if (kind === 'table') {
      yield { oid: undefined, pieces: this.stream() };
      return;
    }
    for (let oid = await this.nextObject(); oid !== 0; oid = await this.nextObject()) {
      yield { oid, pieces: this.stream() };
    }
  }

  /** Counts the rows of a table's block that is not compressed, without putting its chunks together. */
  async tally(rows: RowTally): Promise<void> {
    this.left = await this.chunkLength();
    while (this.left > 0) {
      this.tallyWindow(rows);
      if (this.left === 0) {
        this.left = await this.chunkLength();
      } else {
        await this.needByte();
      }
    }
  }

  async skip(block: BlockHead): Promise<void> {
    if (block.kind === 'table') {
      await this.skipStream();
      return;
    }
    while ((await this.nextObject()) !== 0) {
      await this.skipStream();
    }
  }

  /** Skips bytes that belong to no block. */
  async skipBytes(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      await this.needByte();
      const step = Math.min(left, this.window.length - this.position);
      this.position += step;
      left -= step;
    }
  }

  /** The chunks of a stream put together to larger pieces: uncompressed, a chunk is but a row. */
  private async *stream(): AsyncGenerator<Uint8Array> {
    let batch = new Uint8Array(batchLength);
    let used = 0;
    this.left = await this.chunkLength();
    while (this.left > 0) {
      used = this.gather(batch, used);
      if (used === batch.length) {
        yield batch;
        batch = new Uint8Array(batchLength);
        used = 0;
      }
      if (this.left === 0) {
        this.left = await this.chunkLength();
      } else {
        await this.needByte();
      }
    }
    if (used > 0) {
      yield batch.subarray(0, used);
    }
  }

  /**
   * Copies into `batch` from as many chunks as the window holds. Stops when either is used up, or before a
   * chunk's length that ends the stream or is cut by the window's end: `left` is then 0.
   */
  private gather(batch: Uint8Array, start: number): number {
    const { window } = this;
    let used = start;
    for (;;) {
      const step = Math.min(this.left, window.length - this.position, batch.length - used);
      batch.set(window.subarray(this.position, this.position + step), used);
      this.position += step;
      this.left -= step;
      used += step;
      if (this.left > 0) {
        return used;
      }
      const length = this.lengthAhead();
      if (length === 0 || used === batch.length) {
        return used;
      }
      this.position += 1 + this.intSize;
      this.left = length;
    }
  }

  /** Stops where {@link gather} does. Newlines are counted at once for all chunks that the window holds. */
  private tallyWindow(rows: RowTally): void {
    const start = this.position;
    let inLengths = 0;
    for (;;) {
      const end = Math.min(this.position + this.left, this.window.length);
      rows.see(this.window, this.position, end);
      this.left -= end - this.position;
      this.position = end;
      const length = this.left > 0 ? 0 : this.lengthAhead();
      if (length === 0) {
        rows.addChunks(this.window.subarray(start, end), inLengths);
        return;
      }
      inLengths += newlinesIn(length);
      this.position += 1 + this.intSize;
      this.left = length;
    }
  }

  /** The next chunk's length where the window holds it in the usual form, else 0; does not advance. */
  private lengthAhead(): number {
    const { window, position } = this;
    if (this.intSize !== 4 || position + 5 > window.length || window[position] !== 0) {
      return 0;
    }
    let length = 0;
    for (let i = 4; i > 0; i -= 1) {
      length = (length << 8) | (window[position + i] ?? 0);
    }
    return Math.max(length, 0);
  }

  private async skipStream(): Promise<void> {
    for (let length = await this.chunkLength(); length > 0; length = await this.chunkLength()) {
      await this.skipBytes(length);
    }
  }

  private async chunkLength(): Promise<number> {
    const offset = this.offset;
    const length = await this.unsigned();
    if (length > longestChunk) {
      throw damaged(`At byte ${offset} a piece of data has a length that cannot be.`);
    }
    return length;
  }

  /** A number that pg_dump never writes negative. */
  private async unsigned(): Promise<number> {
    const offset = this.offset;
    if ((await this.byte()) !== 0) {
      throw damaged(`At byte ${offset} there should be a number, but there is none.`);
    }
    return this.magnitude();
  }

  /** Its oid; zero ends them. An oid above 2^31 is written as a negative number. */
  private async nextObject(): Promise<number> {
    const isNegative = (await this.byte()) !== 0;
    const magnitude = await this.magnitude();
    return isNegative && magnitude > 0 ? 2 ** 32 - magnitude : magnitude;
  }

  private async magnitude(): Promise<number> {
    let value = 0;
    for (let i = 0, weight = 1; i < this.intSize; i += 1, weight *= 256) {
      value += (await this.byte()) * weight;
    }
    return value;
  }

  private async byte(): Promise<number> {
    await this.needByte();
    const byte = this.window[this.position] ?? 0;
    this.position += 1;
    return byte;
  }

  private async needByte(): Promise<void> {
    if (this.position === this.window.length && !(await this.refill())) {
      throw truncated(`The file ends at byte ${this.offset}, within its data.`);
    }
  }

  private async refill(): Promise<boolean> {
    const next = await this.pieces.next();
    if (next.done === true) {
      return false;
    }
    this.passed += this.window.length;
    this.window = next.value;
    this.position = 0;
    return true;
  }
}

/** How many of the four bytes of a number are newlines. */
function newlinesIn(length: number): number {
  let count = 0;
  for (let rest = length; rest > 0; rest >>>= 8) {
    count += (rest & 0xff) === 0x0a ? 1 : 0;
  }
  return count;
}
