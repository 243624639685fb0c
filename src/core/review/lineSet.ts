import type { OrdinalRanges } from '../correction/ordinalRanges';

/**
 * Some of the compared rows, by the numbers of their lines: one bit a line, a million rows in 125 KB. Sets
 * that meet are of the same comparison, and so of the same length.
 */
export class LineSet implements Iterable<number> {
  private constructor(
    readonly length: number,
    private readonly words: Uint32Array,
  ) {}

  /** None of so many lines. */
  static of(length: number): LineSet {
    return new LineSet(length, new Uint32Array(Math.ceil(length / 32)));
  }

  static fromLines(length: number, lines: Iterable<number>): LineSet {
    const set = LineSet.of(length);
    for (const line of lines) {
      set.add(line);
    }
    return set;
  }

  static fromRanges(length: number, ranges: OrdinalRanges): LineSet {
    const set = LineSet.of(length);
    for (const { from, to } of ranges) {
      set.addSpan(from, to);
    }
    return set;
  }

  /** What {@link toBytes} gave; undefined where it is not of so many lines. */
  static fromBytes(length: number, bytes: Uint8Array): LineSet | undefined {
    const set = LineSet.of(length);
    if (bytes.length !== Math.ceil(length / 8)) {
      return undefined;
    }
    bytes.forEach((byte, at) => {
      set.words[at >>> 2] = wordAt(set.words, at >>> 2) | (byte << ((at & 3) * 8));
    });
    return set.and(LineSet.of(length).not()).size === set.size ? set : undefined;
  }

  /** For whoever makes the set, before others see it. @throws {RangeError} */
  add(line: number): void {
    if (!Number.isInteger(line) || line < 0 || line >= this.length) {
      throw new RangeError(`There is no line ${line}.`);
    }
    this.words[line >>> 5] = wordAt(this.words, line >>> 5) | bitOf(line);
  }

  has(line: number): boolean {
    return (wordAt(this.words, line >>> 5) & bitOf(line)) !== 0 && line < this.length;
  }

  and(other: LineSet): LineSet {
    return this.combined(other, 0, 0);
  }

  or(other: LineSet): LineSet {
    return this.combined(other, allBits, allBits);
  }

  without(other: LineSet): LineSet {
    return this.combined(other, 0, allBits);
  }

  /** All lines but these. */
  not(): LineSet {
    return LineSet.fromRanges(this.length, [{ from: 0, to: this.length }]).without(this);
  }

  get size(): number {
    let size = 0;
    for (let at = 0; at < this.words.length; at++) {
      size += bitsIn(wordAt(this.words, at));
    }
    return size;
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  *[Symbol.iterator](): Generator<number, void> {
    for (const [at, word] of this.words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) {
        yield at * 32 + lowestBit(rest);
      }
    }
  }

  /** In ascending order. */
  toLines(): Uint32Array {
    const lines = new Uint32Array(this.size);
    let found = 0;
    for (let at = 0; at < this.words.length; at++) {
      for (let rest = wordAt(this.words, at); rest !== 0; rest &= rest - 1) {
        lines[found++] = at * 32 + lowestBit(rest);
      }
    }
    return lines;
  }

  /** Eight lines a byte, the lowest bit first. */
  toBytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.length / 8));
    return bytes.map((_, at) => wordAt(this.words, at >>> 2) >>> ((at & 3) * 8));
  }

  private addSpan(from: number, to: number): void {
    let line = from;
    for (; line < to && (line & 31) !== 0; line++) {
      this.add(line);
    }
    const whole = line + ((to - line) & ~31);
    this.words.fill(0xffff_ffff, line >>> 5, Math.max(line, whole) >>> 5);
    for (line = Math.max(line, whole); line < to; line++) {
      this.add(line);
    }
  }

  /**
   * What is in both, each turned round by its bits; what is in either is what is not in neither. One loop
   * for all, without a call a word: a filter's counts take dozens of them.
   */
  private combined({ length, words }: LineSet, mine: number, others: number): LineSet {
    if (length !== this.length) {
      throw new RangeError(`A set of ${this.length} lines does not meet one of ${length}.`);
    }
    const made = new Uint32Array(words.length);
    for (let at = 0; at < made.length; at++) {
      made[at] = ((wordAt(this.words, at) ^ mine) & (wordAt(words, at) ^ others)) ^ mine;
    }
    return new LineSet(length, made);
  }
}

const allBits = -1;

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function wordAt(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}

function bitOf(line: number): number {
  return 1 << (line & 31);
}

/** The bits that are set, counted in pairs, in fours, in bytes. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return (((fours + (fours >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
}
