import { damaged, truncated } from '../../core/archive/damage';
import { PieceReader } from '../../core/archive/pieceReader';
import { littleEndian } from './littleEndian';
import { Lz4Blocks } from './lz4Block';
import { Xxh32 } from './xxh32';

const frameMagic = 0x184d2204;
const skippableMagic = 0x184d2a50;

/** Undoes LZ4 frames one after another, each checked by whatever checksums it carries. */
export async function* unlz4(
  compressed: AsyncIterable<Uint8Array>,
  onUnchecked?: () => void,
): AsyncGenerator<Uint8Array> {
  const reader = new PieceReader(compressed);
  try {
    if (await reader.atEnd()) {
      throw truncated('Its compressed data end too early.');
    }
    do {
      const magic = littleEndian(await reader.take(4));
      if (magic === frameMagic) {
        yield* frame(reader, onUnchecked);
      } else if ((magic & ~15) >>> 0 === skippableMagic) {
        await reader.skip(littleEndian(await reader.take(4)));
      } else {
        throw damaged(
          'Its compressed data do not begin as LZ4 does, or are followed by other bytes.',
        );
      }
    } while (!(await reader.atEnd()));
  } finally {
    await reader.close();
  }
}

interface Descriptor {
  readonly linked: boolean;
  readonly blockChecksum: boolean;
  readonly contentChecksum: boolean;
  readonly contentLength: number | undefined;
  readonly longestBlock: number;
}

async function* frame(reader: PieceReader, onUnchecked?: () => void): AsyncGenerator<Uint8Array> {
  const descriptor = await readDescriptor(reader);
  const { contentChecksum, contentLength } = descriptor;
  const hash = new Xxh32();
  let length = 0;
  for await (const content of blocks(reader, descriptor)) {
    length += content.length;
    if (contentChecksum) {
      hash.update(content);
    }
    if (content.length > 0) {
      yield content;
    }
  }
  if (contentLength !== undefined && contentLength !== length) {
    throw damaged('Its compressed data have another length than they say.');
  }
  if (contentChecksum) {
    requireHash(hash, await reader.take(4));
  } else if (!descriptor.blockChecksum) {
    onUnchecked?.();
  }
}

async function readDescriptor(reader: PieceReader): Promise<Descriptor> {
  const flags = await reader.take(2);
  const [flag = 0, size = 0] = flags;
  const hasLength = (flag & 8) !== 0;
  const lengthBytes = await reader.take(hasLength ? 8 : 0);
  const [check] = await reader.take(1);
  const sizeCode = (size >> 4) & 7;
  const possible = flag >> 6 === 1 && (flag & 3) === 0 && (size & 0x8f) === 0 && sizeCode >= 4;
  const hash = new Xxh32().update(flags).update(lengthBytes).digest();
  if (!possible || ((hash >>> 8) & 0xff) !== check) {
    throw damaged('Its compressed data begin with a header that LZ4 does not have.');
  }
  return {
    linked: (flag & 0x20) === 0,
    blockChecksum: (flag & 0x10) !== 0,
    contentChecksum: (flag & 4) !== 0,
    contentLength: hasLength ? littleEndian(lengthBytes) : undefined,
    longestBlock: 4 ** (sizeCode + 4),
  };
}

async function* blocks(
  reader: PieceReader,
  { linked, blockChecksum, longestBlock }: Descriptor,
): AsyncGenerator<Uint8Array> {
  const decoder = new Lz4Blocks(longestBlock);
  for (let size = await blockSize(reader); size !== 0; size = await blockSize(reader)) {
    const length = size & 0x7fffffff;
    if (length > longestBlock) {
      throw damaged('Its compressed data hold a block that is longer than LZ4 allows.');
    }
    const block = await reader.take(length);
    if (blockChecksum) {
      requireHash(new Xxh32().update(block), await reader.take(4));
    }
    const content = size > 0x7fffffff ? decoder.store(block) : decoder.decode(block);
    // The next block overwrites it, and whoever asked for it may keep it.
    yield content.slice();
    if (!linked) {
      decoder.forget();
    }
  }
}

async function blockSize(reader: PieceReader): Promise<number> {
  return littleEndian(await reader.take(4));
}

function requireHash(hash: Xxh32, expected: Uint8Array): void {
  if (hash.digest() !== littleEndian(expected)) {
    throw damaged('Its data do not have the checksum that was written with them.');
  }
}
