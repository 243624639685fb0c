import { RecoveryError } from '../../core/errors';
import { damaged } from '../../core/archive/damage';
import type { PieceReader } from '../../core/archive/pieceReader';
import { littleEndian } from './littleEndian';

export interface ZstdHeader {
  /** As it was written, without a checksum being announced: that is read by whoever reads the frame. */
  readonly bytes: Uint8Array;
  readonly hasChecksum: boolean;
  readonly contentLength: number | undefined;
}

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
const checksumFlag = 4;
const singleFlag = 0x20;
/** A reserved bit, and the two that announce a dictionary. */
const unusedFlags = 0x0b;
/** As much as zstd itself takes without being told to; `zstd:long` of pg_dump uses it. */
const longestWindow = 128 * 1024 * 1024;

/** The header of the next frame; a frame without content is passed over. */
export async function readZstdHeader(reader: PieceReader): Promise<ZstdHeader | 'skipped'> {
  const magic = await reader.take(4);
  const code = littleEndian(magic);
  if ((code & ~15) >>> 0 === skippableMagic) {
    await reader.skip(littleEndian(await reader.take(4)));
    return 'skipped';
  }
  if (code !== frameMagic) {
    throw damaged(
      'Its compressed data do not begin as Zstandard does, or are followed by other bytes.',
    );
  }
  return readFrameHeader(reader, magic);
}

async function readFrameHeader(reader: PieceReader, magic: Uint8Array): Promise<ZstdHeader> {
  const [flags = 0] = await reader.take(1);
  if ((flags & unusedFlags) !== 0) {
    throw damaged('Its compressed data begin with a header that pg_dump never writes.');
  }
  const isSingle = (flags & singleFlag) !== 0;
  const window = await reader.take(isSingle ? 0 : 1);
  const length = await reader.take([isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0);
  const contentLength =
    length.length === 0 ? undefined : littleEndian(length) + (length.length === 2 ? 256 : 0);
  requireWindow(isSingle ? (contentLength ?? 0) : windowLength(littleEndian(window)));
  return {
    bytes: Uint8Array.of(...magic, flags & ~checksumFlag, ...window, ...length),
    hasChecksum: (flags & checksumFlag) !== 0,
    contentLength,
  };
}

function windowLength(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function requireWindow(length: number): void {
  if (length > longestWindow) {
    throw new RecoveryError(
      'dump-format',
      `Its Zstandard data need ${Math.ceil(length / 2 ** 20)} MB of memory to be decompressed, which is more than is taken.`,
      { hint: 'Decompress the dump with zstd --long=31, or make it with a lower level.' },
    );
  }
}
