import type { OpenBytes } from './byteSource';
import { PieceReader } from './pieceReader';

/**
 * Bytes that can only be had from front to back, as those of a compressed file: reading on is cheap, going
 * back means beginning again. One read at a time. Whoever made it closes it.
 */
export class StreamBytes implements OpenBytes {
  readonly size = undefined;
  private reader: PieceReader | undefined;

  constructor(private readonly begin: () => AsyncIterable<Uint8Array>) {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const reader = await this.readerAt(offset);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length && !(await reader.atEnd())) {
      const piece = await reader.some(length - filled);
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes.subarray(0, filled);
  }

  async close(): Promise<void> {
    await this.reader?.close();
    this.reader = undefined;
  }

  private async readerAt(offset: number): Promise<PieceReader> {
    if (this.reader && this.reader.offset > offset) {
      await this.close();
    }
    const reader = (this.reader ??= new PieceReader(this.begin()));
    while (reader.offset < offset && !(await reader.atEnd())) {
      await reader.some(offset - reader.offset);
    }
    return reader;
  }
}
