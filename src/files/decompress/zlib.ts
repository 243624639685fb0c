import { pipeline } from 'node:stream/promises';
import {
  createGunzip,
  createInflate,
  type Gunzip,
  type Inflate,
  type ZlibOptions,
} from 'node:zlib';
import { damaged, truncated } from '../../core/archive/damage';

const pieceLength = 64 * 1024;

/** How far the thread may run ahead; its type does not tell that zlib hands it on to the stream. */
const options: ZlibOptions & { readonly readableHighWaterMark: number } = {
  chunkSize: pieceLength,
  readableHighWaterMark: 4 * pieceLength,
};

/** Undoes exactly one zlib stream. The checksum of its content is always there. */
export function inflate(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return through(createInflate(options), compressed);
}

/** Undoes a gzip file: one member, or several one after another. */
export function gunzip(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return through(createGunzip(options), compressed);
}

/**
 * In a thread of its own, while the caller works on the piece before. The source is no longer used once
 * this has ended, however it ended.
 */
async function* through(
  stream: Inflate | Gunzip,
  compressed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
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
    throw describedError(error);
  } finally {
    stream.destroy();
    await feeding;
  }
}

function describedError(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) {
    return error;
  }
  return error.code === 'Z_BUF_ERROR'
    ? truncated('Its compressed data end too early.')
    : damaged(`Its data cannot be decompressed (${error.message}).`, error);
}
