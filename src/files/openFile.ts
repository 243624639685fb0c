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
    return buffer.subarray(0, await this.readInto(buffer, offset));
  }

  /** Fills the memory; gives how many bytes there were, fewer only where the file ends. */
  async readInto(memory: Uint8Array, offset: number): Promise<number> {
    let filled = 0;
    while (filled < memory.length) {
      const rest = memory.length - filled;
      const { bytesRead } = await this.handle.read(memory, filled, rest, offset + filled);
      if (bytesRead === 0) {
        break;
      }
      filled += bytesRead;
    }
    return filled;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
