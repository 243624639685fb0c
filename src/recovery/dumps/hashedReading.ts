import { truncated } from '../../core/archive/damage';
import type { RecoveryError } from '../../core/errors';
import type { DumpFile, PieceHash } from '../ports/dumps';
import type { Work } from '../work';
import { failureOf } from './failureOf';

export interface HashedBytes {
  /** Undefined where the file could not be read to its end. */
  readonly sha256: string | undefined;
  /** Why the bytes are bad. */
  readonly damage: RecoveryError | undefined;
}

/** Reads files from their first byte to their last, whatever becomes of those who look at the bytes. */
export class HashedReading {
  private done = 0;

  constructor(
    private readonly hash: PieceHash,
    private readonly work: Work & { readonly total: number },
  ) {}

  /**
   * Shows the bytes to `look`, which may stop anywhere: its failure is a result, as the hash is. A piece
   * holds what it held only until the one after the next is asked for.
   */
  async read(
    file: DumpFile,
    look: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<HashedBytes> {
    const read = { bytes: 0 };
    const pieces = this.pieces(file, read);
    try {
      const damage = await failureOf(() => look(withoutReturn(pieces)));
      while ((await pieces.next()).done !== true);
      const sha256 = await this.hash.digest();
      return { sha256: read.bytes === file.size ? sha256 : undefined, damage };
    } finally {
      await pieces.return(undefined);
    }
  }

  /** The next piece is read while somebody looks at the one before. */
  private async *pieces(file: DumpFile, read: { bytes: number }): AsyncGenerator<Uint8Array> {
    const { signal, progress, total } = this.work;
    let next = this.piece(file, 0);
    try {
      while (read.bytes < file.size) {
        const piece = await next;
        signal.throwIfAborted();
        read.bytes += piece.length;
        this.done += piece.length;
        next = this.piece(file, read.bytes);
        next.catch(() => undefined); // told where it is awaited
        progress({ phase: 'Verifying', done: this.done, total, unit: 'bytes' });
        yield piece;
      }
    } finally {
      await Promise.allSettled([next]);
    }
  }

  private async piece(file: DumpFile, offset: number): Promise<Uint8Array> {
    if (offset >= file.size) {
      return new Uint8Array(0);
    }
    const memory = await this.hash.memory();
    const length = await file.readInto(memory, offset);
    if (length === 0) {
      throw truncated('The file became shorter while it was read.');
    }
    this.hash.add(length);
    return memory.subarray(0, length);
  }
}

/** The pieces for a reader that would end them where it stops. */
function withoutReturn(pieces: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}
