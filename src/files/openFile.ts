import type { FileHandle } from 'node:fs/promises';

/** A file open for reading anywhere in it. Whoever made it closes it. */
export class OpenFile {
  constructor(
    readonly size: number,
    private readonly handle: FileHandle,
  ) {}

  /** Exactly `length` bytes, or fewer only where the file ends. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, this.size - offset)));
    let filled = 0;
    while (filled < buffer.length) {
      const rest = buffer.length - filled;
      const { bytesRead } = await this.handle.read(buffer, filled, rest, offset + filled);
      if (bytesRead === 0) {
        break;
      }
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
