/** https://www.postgresql.org/docs/current/protocol-message-formats.html: a letter and a length, which counts itself. */
const headerBytes = 5;
const copyData = 0x64; // d
/** What may come while rows do, and of which nothing is read here: H, S, N, A. */
const passed: readonly number[] = [0x48, 0x53, 0x4e, 0x41];
const notice = 0x4e; // N

/** What a piece of a connection held. */
interface Framed {
  readonly data: Buffer;
  /** From the first message on that is none of the COPY any more; absent while it goes on. */
  readonly rest?: Buffer;
}

/** Below so many bytes a loop copies faster than a call. */
const fewBytes = 40;

/** Takes a COPY's data out of the server's messages, which may be cut anywhere. */
export class CopyFrames {
  /** How many notices began so far. */
  notices = 0;
  /** Of a message's header that was cut. */
  private head: Buffer = Buffer.alloc(0);
  /** Bytes of the message under way that are yet to come. */
  private missing = 0;
  private isData = false;

  /** @param bytes Are overwritten: their data are moved together in place. */
  read(bytes: Buffer): Framed {
    const piece = this.head.length > 0 ? Buffer.concat([this.head, bytes]) : bytes;
    this.head = Buffer.alloc(0);
    let [from, to] = [0, 0];
    for (;;) {
      const end = Math.min(piece.length, from + this.missing);
      if (this.isData) {
        move(piece, from, { end, to });
        to += end - from;
      }
      this.missing -= end - from;
      from = end;
      if (from === piece.length) {
        return { data: piece.subarray(0, to) };
      }
      if (from + headerBytes > piece.length) {
        this.head = Buffer.from(piece.subarray(from));
        return { data: piece.subarray(0, to) };
      }
      const letter = piece[from] ?? 0;
      this.isData = letter === copyData;
      if (!this.isData && !passed.includes(letter)) {
        return { data: piece.subarray(0, to), rest: piece.subarray(from) };
      }
      this.notices += letter === notice ? 1 : 0;
      this.missing = piece.readInt32BE(from + 1) - (headerBytes - 1);
      from += headerBytes;
    }
  }
}

function move(
  bytes: Buffer,
  from: number,
  { end, to }: { readonly end: number; readonly to: number },
): void {
  if (end - from > fewBytes) {
    bytes.copyWithin(to, from, end);
    return;
  }
  for (let at = from, target = to; at < end; at++, target++) {
    bytes[target] = bytes[at] ?? 0;
  }
}
