import { Decompress as ZstdDecoder } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { damaged, truncated } from '../../core/archive/damage';
import { PieceReader } from '../../core/archive/pieceReader';
import { littleEndian } from './littleEndian';
import { readZstdHeader, type ZstdHeader } from './zstdHeader';

const longestBlock = 128 * 1024;

/**
 * Undoes Zstandard frames one after another, each checked by its checksum and length where it carries
 * them: the decoder itself looks at neither.
 */
export async function* unzstd(
  compressed: AsyncIterable<Uint8Array>,
  onUnchecked?: () => void,
): AsyncGenerator<Uint8Array> {
  const reader = new PieceReader(compressed);
  try {
    if (await reader.atEnd()) {
      throw truncated('Its compressed data end too early.');
    }
    do {
      const header = await readZstdHeader(reader);
      if (header !== 'skipped') {
        yield* frame(reader, header, onUnchecked);
      }
    } while (!(await reader.atEnd()));
  } finally {
    await reader.close();
  }
}

async function* frame(
  reader: PieceReader,
  header: ZstdHeader,
  onUnchecked?: () => void,
): AsyncGenerator<Uint8Array> {
  const hash = header.hasChecksum ? (await xxhash()).create64() : undefined;
  let length = 0;
  for await (const content of contentOf(reader, header)) {
    length += content.length;
    hash?.update(content);
    yield content;
  }
  if (header.contentLength !== undefined && header.contentLength !== length) {
    throw damaged('Its compressed data have another length than they say.');
  }
  if (hash === undefined) {
    onUnchecked?.();
    return;
  }
  if (Number(hash.digest() & 0xffffffffn) !== littleEndian(await reader.take(4))) {
    throw damaged('Its data do not have the checksum that was written with them.');
  }
}

async function* contentOf(reader: PieceReader, { bytes }: ZstdHeader): AsyncGenerator<Uint8Array> {
  let contents: Uint8Array[] = [];
  const decoder = new ZstdDecoder((content) => contents.push(content));
  feed(decoder, bytes, false);
  for (let isLast = false; !isLast;) {
    const head = await reader.take(3);
    const [a = 0, b = 0, c = 0] = head;
    isLast = (a & 1) === 1;
    const size = (a | (b << 8) | (c << 16)) >> 3;
    const type = (a >> 1) & 3;
    if (type === 3 || size > longestBlock) {
      throw damaged('Its compressed data hold a block that Zstandard does not have.');
    }
    // Apart from what follows: the decoder lets go of what it was fed only when it has to join two.
    feed(decoder, head, false);
    // A repeated byte is written once.
    feed(decoder, await reader.take(type === 1 ? 1 : size), isLast);
    yield* contents.filter(({ length }) => length > 0);
    contents = [];
  }
}

/** The decoder tells of damage by whatever its arithmetic runs into: nothing that it throws is a bug of ours. */
function feed(decoder: ZstdDecoder, bytes: Uint8Array, isLast: boolean): void {
  try {
    decoder.push(bytes, isLast);
  } catch (cause) {
    throw damaged('Its data cannot be decompressed (a block of Zstandard is none).', cause);
  }
}
