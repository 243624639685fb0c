import { createHash } from 'node:crypto';
import type { PieceHash } from '../recovery/ports/dumps';
import { HashThread } from './hashThread';

const pieceLength = 512 * 1024;
/** One being read into, one being looked at, and two that a thread may lag behind. */
const pieceCount = 4;
/** SHA-256 of bytes that somebody looks at meanwhile. */
export function sha256OfPieces(where: 'beside the work' | 'in a thread of its own'): PieceHash {
  return where === 'beside the work' ? new HashHere() : new HashThread(pieceLength, pieceCount);
}

class HashHere implements PieceHash {
  private readonly pieces = Array.from({ length: pieceCount }, () => new Uint8Array(pieceLength));
  private given = 0;
  private hash = createHash('sha256');

  memory(): Promise<Uint8Array> {
    this.given += 1;
    return Promise.resolve(this.current());
  }

  add(length: number): void {
    this.hash.update(this.current().subarray(0, length));
  }

  digest(): Promise<string> {
    const digest = this.hash.digest('hex');
    this.hash = createHash('sha256');
    return Promise.resolve(digest);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private current(): Uint8Array {
    return this.pieces[this.given % pieceCount] ?? new Uint8Array(0);
  }
}
