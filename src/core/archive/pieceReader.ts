import { truncated } from './damage';

/** Reads pieces of bytes from front to back, in whatever portions are asked for. Whoever made it closes it. */
export class PieceReader {
  private readonly pieces: AsyncIterator<Uint8Array>;
  private window: Uint8Array = new Uint8Array(0);
  private position = 0;
  private passed = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** How many bytes have been read. */
  get offset(): number {
    return this.passed + this.position;
  }

  async close(): Promise<void> {
    await this.pieces.return?.();
  }

  async atEnd(): Promise<boolean> {
    while (this.position === this.window.length) {
      const next = await this.pieces.next();
      if (next.done === true) {
        return true;
      }
      this.passed += this.window.length;
      this.window = next.value;
      this.position = 0;
    }
    return false;
  }

  /** @throws {RecoveryError} `dump-truncated` where there are fewer. */
  async take(count: number): Promise<Uint8Array> {
    if (count <= this.window.length - this.position) {
      this.position += count;
      return this.window.subarray(this.position - count, this.position);
    }
    const taken = new Uint8Array(count);
    for (let filled = 0; filled < count;) {
      const piece = await this.some(count - filled);
      taken.set(piece, filled);
      filled += piece.length;
    }
    return taken;
  }

  /** As many bytes as are at hand, one at least. @throws {RecoveryError} `dump-truncated` at the end. */
  async some(most: number): Promise<Uint8Array> {
    if (await this.atEnd()) {
      throw truncated(`The bytes end at ${this.offset}, before they are complete.`);
    }
    const start = this.position;
    this.position = Math.min(this.window.length, start + most);
    return this.window.subarray(start, this.position);
  }

  /** The next `count` bytes in pieces. @throws {RecoveryError} `dump-truncated` where there are fewer. */
  async *read(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      const piece = await this.some(left);
      left -= piece.length;
      yield piece;
    }
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      left -= (await this.some(left)).length;
    }
  }
}
