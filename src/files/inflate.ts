import { pipeline } from 'node:stream/promises';
import { createInflate, type ZlibOptions } from 'node:zlib';
import { damaged } from '../core/archive/damage';

const pieceLength = 128 * 1024;

/** How far the thread may run ahead; its type does not tell that zlib hands it on to the stream. */
const options: ZlibOptions & { readonly readableHighWaterMark: number } = {
  chunkSize: pieceLength,
  readableHighWaterMark: 8 * pieceLength,
};

/**
 * Undoes zlib's compression of exactly one stream, in a thread of its own while the caller works on the
 * piece before. The source is no longer used once this has ended, however it ended.
 * @throws {RecoveryError} `dump-damaged`; errors of the source as they are.
 */
export async function* inflate(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createInflate(options);
  let given = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of compressed) {
      given += piece.length;
      yield piece;
    }
  };
  const feeding = Promise.allSettled([pipeline(counted, stream)]);
  try {
    for await (const piece of stream) {
      yield piece as Buffer; // a zlib stream gives nothing else
    }
    if (stream.bytesWritten < given) {
      throw damaged('Its compressed data are followed by other bytes.');
    }
  } catch (error) {
    throw isZlibError(error)
      ? damaged(`Its data cannot be decompressed (${error.message}).`, error)
      : error;
  } finally {
    stream.destroy();
    await feeding;
  }
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
