import type { ByteSource } from './byteSource';
import { truncated } from './damage';

const pieceLength = 512 * 1024;

/**
 * The bytes of a file from `start` on, in large pieces, the next being read while one is worked on.
 * After it is closed nothing reads from the file any more.
 */
export async function* piecesOf(source: ByteSource, start = 0): AsyncGenerator<Uint8Array> {
  let offset = start;
  let next = source.read(offset, pieceLength);
  try {
    while (offset < source.size) {
      const piece = await next;
      if (piece.length === 0) {
        throw truncated('The file became shorter while it was read.');
      }
      offset += piece.length;
      next = source.read(offset, offset < source.size ? pieceLength : 0);
      yield piece;
    }
  } finally {
    await Promise.allSettled([next]);
  }
}
