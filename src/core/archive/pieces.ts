import type { DumpBytes } from './byteSource';
import { truncated } from './damage';

const pieceLength = 512 * 1024;

/**
 * The bytes of a source from `start` on, in large pieces, the next being read while one is worked on.
 * After it is closed nothing reads from the source any more.
 */
export async function* piecesOf(source: DumpBytes, start = 0): AsyncGenerator<Uint8Array> {
  const end = source.size ?? Infinity;
  let offset = start;
  let next = source.read(offset, pieceLength);
  try {
    while (offset < end) {
      const piece = await next;
      if (piece.length === 0 && end === Infinity) {
        return;
      }
      if (piece.length === 0) {
        throw truncated('The file became shorter while it was read.');
      }
      offset += piece.length;
      next = source.read(offset, offset < end ? pieceLength : 0);
      next.catch(() => undefined); // told where it is awaited
      yield piece;
    }
  } finally {
    await Promise.allSettled([next]);
  }
}

/** For what is looked at on the way: checksums in the data, damage. */
export async function readToEnd(data: AsyncIterable<Uint8Array>): Promise<void> {
  const pieces = data[Symbol.asyncIterator]();
  while ((await pieces.next()).done !== true);
}
