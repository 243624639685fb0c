import { countRows, endOfRows } from './copyText';
import { truncated } from './damage';

/** Longer than what ends COPY text: a newline, `\.` and three newlines. */
const tailLength = 16;

/** Counts the rows of one COPY block, given piece by piece, and holds it to its end. */
export class RowTally {
  private newlines = 0;
  private readonly tail = new Uint8Array(2 * tailLength);
  private tailEnd = 0;
  /** The last chunk that was seen, where its end is not yet kept. */
  private seen: Uint8Array | undefined;
  private seenFrom = 0;
  private seenTo = 0;

  add(piece: Uint8Array): void {
    this.newlines += countRows(piece);
    this.keepEnd(piece, 0, piece.length);
  }

  /**
   * What {@link addChunks} is about to count: one chunk of it after another, as what comes last is looked
   * at without what stands between them.
   */
  see(window: Uint8Array, from: number, to: number): void {
    if (to - from < tailLength) {
      this.keepSeen();
      this.keepEnd(window, from, to);
      return;
    }
    this.seen = window;
    this.seenFrom = from;
    this.seenTo = to;
  }

  /** Chunks of rows with their lengths between them; `inLengths` newlines are bytes of those. */
  addChunks(chunks: Uint8Array, inLengths: number): void {
    this.newlines += countRows(chunks) - inLengths;
    this.keepSeen();
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

  private keepSeen(): void {
    if (this.seen) {
      this.keepEnd(this.seen, this.seenFrom, this.seenTo);
      this.seen = undefined;
    }
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
