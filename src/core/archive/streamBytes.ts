import type { OpenBytes } from './byteSource';
import { PieceReader } from './pieceReader';

/** More than whoever reads ahead takes at once. */
const keptLength = 2 * 1024 * 1024;

/**
 * Bytes that can only be had from front to back, as those of a compressed file: reading on is cheap, as is
 * going back a little; farther back means beginning again. One read at a time. Whoever made it closes it.
 */
export class StreamBytes implements OpenBytes {
  readonly size = undefined;
  private reader: PieceReader | undefined;
  /** The pieces that were read last, one after another, and where the first of them begins. */
  private kept: Uint8Array[] = [];
  private keptFrom = 0;

  constructor(private readonly begin: () => AsyncIterable<Uint8Array>) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const reader = await this.readerBefore(offset);
    while (reader.offset < offset + length && !(await reader.atEnd())) {
      this.keep(await reader.some(keptLength), offset);
    }
    return this.bytesOf(offset, Math.max(0, Math.min(length, reader.offset - offset)));
  }

  async close(): Promise<void> {
    await this.reader?.close();
    this.reader = undefined;
    this.kept = [];
    this.keptFrom = 0;
  }

  private async readerBefore(offset: number): Promise<PieceReader> {
    if (this.keptFrom > offset) {
      await this.close();
    }
    return (this.reader ??= new PieceReader(this.begin()));
  }

  /** Lets go of what is far enough behind, but of nothing from `wanted` on. */
  private keep(piece: Uint8Array, wanted: number): void {
    // What a decompressor gives may be used again for what comes next.
    this.kept.push(piece.slice());
    let length = this.kept.reduce((sum, one) => sum + one.length, 0);
    for (const first of [...this.kept]) {
      length -= first.length;
      if (length < keptLength || this.keptFrom + first.length > wanted) {
        return;
      }
      this.kept.shift();
      this.keptFrom += first.length;
    }
  }

  private bytesOf(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let start = this.keptFrom;
    for (const piece of this.kept) {
      const from = Math.max(0, offset - start);
      const to = Math.min(piece.length, offset + length - start);
      if (from < to) {
        bytes.set(piece.subarray(from, to), start + from - offset);
      }
      start += piece.length;
    }
    return bytes;
  }
}
