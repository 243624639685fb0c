import type { DumpBytes } from '../../core/archive/byteSource';
import { piecesOf } from '../../core/archive/pieces';
import type { RecoveryError } from '../../core/errors';
import type { ContentHash, DumpFiles } from '../ports/dumps';
import type { Work } from '../work';
import { failureOf } from './failureOf';

export interface HashedBytes {
  /** Undefined where the source could not be read to its end. */
  readonly sha256: string | undefined;
  /** Why the bytes are bad. */
  readonly damage: RecoveryError | undefined;
}

/** Reads sources from their first byte to their last, whatever becomes of those who look at the bytes. */
export class HashedReading {
  private done = 0;

  constructor(
    private readonly files: Pick<DumpFiles, 'sha256'>,
    private readonly work: Work & { readonly total: number },
  ) {}

  /** Shows the bytes to `look`, which may stop anywhere: its failure is a result, as the hash is. */
  async read(
    source: DumpBytes,
    look: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<HashedBytes> {
    const hash = this.files.sha256();
    let sha256: string | undefined;
    const pieces = this.hashed(source, hash, (digest) => (sha256 = digest));
    try {
      const damage = await failureOf(() => look(withoutReturn(pieces)));
      while ((await pieces.next()).done !== true);
      return { sha256, damage };
    } finally {
      await pieces.return(undefined);
    }
  }

  private async *hashed(
    source: DumpBytes,
    hash: ContentHash,
    onEnd: (sha256: string) => void,
  ): AsyncGenerator<Uint8Array> {
    const { signal, progress, total } = this.work;
    for await (const piece of piecesOf(source)) {
      signal.throwIfAborted();
      hash.update(piece);
      this.done += piece.length;
      progress({ phase: 'Verifying', done: this.done, total, unit: 'bytes' });
      yield piece;
    }
    onEnd(hash.digest());
  }
}

/** The pieces for a reader that would end them where it stops. */
function withoutReturn(pieces: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}
