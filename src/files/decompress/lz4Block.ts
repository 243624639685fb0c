import { damaged } from '../../core/archive/damage';

/** How far back a block may refer. */
export const historyLength = 64 * 1024;

/**
 * Decodes LZ4 blocks one after another into one buffer, of which the bytes before a block are what it may
 * refer to.
 */
export class Lz4Blocks {
  private readonly output: Uint8Array;
  /** Where the next block goes. */
  private start = 0;
  private end = 0;
  private input: Uint8Array = new Uint8Array(0);
  private position = 0;

  constructor(private readonly longestBlock: number) {
    this.output = new Uint8Array(historyLength + longestBlock);
  }

  /** The content of a compressed block, valid until the next. @throws {RecoveryError} `dump-damaged`. */
  decode(block: Uint8Array): Uint8Array {
    this.begin(block);
    while (this.position < block.length) {
      const token = this.byte();
      this.copyLiterals(this.length(token >> 4));
      if (this.position < block.length) {
        const distance = this.byte() | (this.byte() << 8);
        this.copyMatch(distance, this.length(token & 15) + 4);
      }
    }
    return this.output.subarray(this.start, this.end);
  }

  /** A block that is stored as it is. */
  store(block: Uint8Array): Uint8Array {
    this.begin(block);
    this.copyLiterals(block.length);
    return this.output.subarray(this.start, this.end);
  }

  /** What comes next refers to nothing before it. */
  forget(): void {
    this.end = 0;
  }

  private begin(block: Uint8Array): void {
    const kept = Math.min(this.end, historyLength);
    this.output.copyWithin(0, this.end - kept, this.end);
    this.start = kept;
    this.end = kept;
    this.input = block;
    this.position = 0;
  }

  private byte(): number {
    const byte = this.input[this.position];
    if (byte === undefined) {
      throw corrupt();
    }
    this.position += 1;
    return byte;
  }

  private length(short: number): number {
    let length = short;
    if (short === 15) {
      let more = 255;
      while (more === 255) {
        more = this.byte();
        length += more;
      }
    }
    return length;
  }

  private copyLiterals(count: number): void {
    const { input, output, position, end } = this;
    if (count > input.length - position || count > this.room()) {
      throw corrupt();
    }
    if (count > 32) {
      output.set(input.subarray(position, position + count), end);
    } else {
      for (let i = 0; i < count; i += 1) {
        output[end + i] = input[position + i] ?? 0;
      }
    }
    this.position += count;
    this.end += count;
  }

  private copyMatch(distance: number, count: number): void {
    const { output, end } = this;
    if (distance === 0 || distance > end || count > this.room()) {
      throw corrupt();
    }
    const from = end - distance;
    if (count > 32 && distance >= count) {
      output.copyWithin(end, from, from + count);
    } else {
      // What is copied may overlap what it is copied from: that is how LZ4 repeats.
      for (let i = 0; i < count; i += 1) {
        output[end + i] = output[from + i] ?? 0;
      }
    }
    this.end += count;
  }

  private room(): number {
    return this.start + this.longestBlock - this.end;
  }
}

function corrupt(): Error {
  return damaged('Its data cannot be decompressed (a block of LZ4 is none).');
}
