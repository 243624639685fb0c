import { countRows } from '../archive/copyText';

const [newline, dot, backslash] = [0x0a, 0x2e, 0x5c] as const;
/** pg_dump writes no carriage return before a newline. */
const endLine = [backslash, dot, newline];

/** Counts the rows that follow a COPY statement, up to the line of `\.` that ends them. */
export class CopyData {
  private newlines = 0;
  private isLineStart = false;
  /** The bytes of what may be the line that ends the rows. */
  private matched = 0;

  /** The statement itself ends with a newline too. */
  get rows(): number {
    return this.newlines - 1;
  }

  /** Gives where the rows have ended, or undefined where they go on behind the piece. */
  scan(piece: Uint8Array, from: number): number | undefined {
    let at = from;
    while (at < piece.length) {
      if (this.matched > 0 || this.isLineStart) {
        const byte = piece[at] ?? 0;
        at += 1;
        if (this.atLineStart(byte)) {
          return at;
        }
      } else {
        at = this.skipRow(piece, at);
      }
    }
    return undefined;
  }

  /** True for the byte that ends the last line. */
  private atLineStart(byte: number): boolean {
    if (byte === endLine[this.matched]) {
      this.matched += 1;
      this.isLineStart = false;
      return this.matched === endLine.length;
    }
    this.matched = 0;
    this.isLineStart = byte === newline;
    this.newlines += this.isLineStart ? 1 : 0;
    return false;
  }

  /** To the next line that begins with a backslash, or the end of the piece. */
  private skipRow(piece: Uint8Array, from: number): number {
    let at = from;
    while (at < piece.length && !(piece[at] === backslash && piece[at - 1] === newline)) {
      at += 1;
    }
    const skipped = piece.subarray(from, at);
    this.newlines += countRows(skipped);
    this.isLineStart = skipped.at(-1) === newline;
    return at;
  }
}
