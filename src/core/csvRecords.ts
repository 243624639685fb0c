const newline = 0x0a;
const quote = 0x22;
const carriageReturn = 0x0d;

/** Makes RFC 4180 of PostgreSQL's CSV, whose records end in a line feed alone, and counts them. Any encoding. */
export class CsvRecords {
  private isQuoted = false;
  private ended = 0;

  /** The header among them. */
  get records(): number {
    return this.ended;
  }

  /** The same piece with the ends of its records as the RFC has them; a piece may end anywhere. */
  take(piece: Uint8Array): Uint8Array {
    const ends: number[] = [];
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (byte === quote) {
        // A doubled quote within a field turns it twice.
        this.isQuoted = !this.isQuoted;
      } else if (byte === newline && !this.isQuoted) {
        ends.push(at);
      }
    }
    this.ended += ends.length;
    return withReturns(piece, ends);
  }
}

function withReturns(piece: Uint8Array, ends: readonly number[]): Uint8Array {
  const result = new Uint8Array(piece.length + ends.length);
  let [from, to] = [0, 0];
  for (const end of ends) {
    result.set(piece.subarray(from, end), to);
    to += end - from;
    result[to] = carriageReturn;
    to += 1;
    from = end;
  }
  result.set(piece.subarray(from), to);
  return result;
}
