import { countRows, endOfRows } from './copyText';
import { truncated } from './damage';

/** Longer than what ends COPY text: a newline, `\.` and three newlines. */
const tailLength = 16;
const newline = 0x0a;

/** Counts the rows of one COPY block, given piece by piece, and holds it to its end. */
export class RowTally {
  private newlines = 0;
  private readonly tail = new Uint8Array(2 * tailLength);
  private tailEnd = 0;

  add(piece: Uint8Array): void {
    this.newlines += countRows(piece);
    this.keepEnd(piece, 0, piece.length);
  }

  /** The same for the bytes from `from` to `to` of a larger piece, which are mostly one row. */
  addWithin(piece: Uint8Array, from: number, to: number): void {
    // Where the last byte is a newline, searching for one does not go on past it.
    const isRow = piece[to - 1] === newline && piece.indexOf(newline, from) === to - 1;
    this.newlines += isRow ? 1 : countRows(piece.subarray(from, to));
    this.keepEnd(piece, from, to);
  }

  /**
   * How many rows there were. pg_dump writes three newlines behind the `\.`; `newlinesOfEnd` are those
   * without which the text counts as cut.
   * @throws {RecoveryError} `dump-truncated`.
   */
  rows(newlinesOfEnd = 1): number {
    const tail = this.tail.subarray(0, this.tailEnd);
    const found = tail.length - endOfRows(tail) - 2;
    if (found < newlinesOfEnd) {
      throw truncated('What ends the rows is cut.');
    }
    return this.newlines - found;
  }

  private keepEnd(piece: Uint8Array, from: number, to: number): void {
    const start = Math.max(from, to - tailLength);
    const added = to - start;
    if (this.tailEnd + added > this.tail.length) {
      this.tail.copyWithin(0, this.tailEnd - tailLength, this.tailEnd);
      this.tailEnd = tailLength;
    }
    if (added === tailLength) {
      this.tailEnd = 0;
    }
    for (let i = start; i < to; i += 1) {
      this.tail[this.tailEnd] = piece[i] ?? 0;
      this.tailEnd += 1;
    }
  }
}
