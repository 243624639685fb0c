import { joined } from '../archive/bytes';

const newline = 0x0a;
/** The line of `\.`. */
const endLength = 3;

/**
 * The rows alone out of what stands between a COPY statement and the next statement of a plain dump: without
 * the newline that ends the statement and the line that ends the rows.
 */
export class PlainRows {
  private hasBegun = false;
  /** What may be the line that ends the rows. */
  private heldBack: Uint8Array = new Uint8Array(0);

  /** What is certain to be rows by now. */
  add(piece: Uint8Array): Uint8Array {
    const text = joined(this.heldBack, this.afterStatement(piece));
    const rows = Math.max(0, text.length - endLength);
    this.heldBack = text.slice(rows);
    return text.subarray(0, rows);
  }

  private afterStatement(piece: Uint8Array): Uint8Array {
    if (this.hasBegun) {
      return piece;
    }
    const end = piece.indexOf(newline);
    this.hasBegun = end >= 0;
    return piece.subarray(end < 0 ? piece.length : end + 1);
  }
}
