import {
  type ArchiveData,
  dataOf,
  followed,
  type LargeObject,
  type Reading,
  requireCopy,
} from './archiveData';
import { type BlockHead, BlockWalker } from './blockWalker';
import type { DumpBytes } from './byteSource';
import type { ArchiveContents, TocEntry } from './contents';
import { withoutEndOfCopy } from './copyText';
import { damaged, truncated } from './damage';
import type { Decompress, Decompressors } from './decompression';
import { piecesOf } from './pieces';

/**
 * The data blocks of a custom archive. Remembers where blocks are, so that a dump written to a pipe, which
 * does not say, is walked only once.
 */
export class CustomData implements ArchiveData {
  private readonly found = new Map<number, number>();
  private walkedTo: number;
  private readonly starts: readonly number[];

  constructor(
    private readonly source: DumpBytes,
    private readonly contents: ArchiveContents,
    private readonly decompressors: Decompressors,
  ) {
    this.walkedTo = contents.dataStart;
    this.starts = contents.entries
      .flatMap(({ data }) => (data.state === 'at' ? [data.offset] : []))
      .sort((one, other) => one - other);
  }

  async *tableData(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    requireCopy(entry);
    for await (const { content } of dataOf(entry, this.streams(entry, reading))) {
      yield* dataOf(entry, withoutEndOfCopy(content));
    }
  }

  async *insertText(entry: TocEntry, reading: Reading = {}): AsyncGenerator<Uint8Array> {
    for await (const { content } of dataOf(entry, this.streams(entry, reading))) {
      yield* dataOf(entry, content);
    }
  }

  async *largeObjects(entry: TocEntry, reading: Reading = {}): AsyncGenerator<LargeObject> {
    for await (const { oid, content } of dataOf(entry, this.streams(entry, reading))) {
      yield { oid, content: dataOf(entry, content) };
    }
  }

  bytesOf({ data }: TocEntry): number | undefined {
    if (data.state !== 'at') {
      return undefined;
    }
    const end = this.starts.find((start) => start > data.offset) ?? this.source.size;
    return end === undefined ? undefined : end - data.offset;
  }

  private async *streams(entry: TocEntry, reading: Reading): AsyncGenerator<LargeObject> {
    const decompress = decompressionOf(this.contents, this.decompressors);
    const offset = await this.locate(entry, reading);
    const walker = this.walkerAt(offset, reading);
    try {
      const block = await requireBlock(walker, entry, offset);
      for await (const { oid = 0, pieces } of walker.streams(block)) {
        yield { oid, content: decompress(pieces) };
      }
    } finally {
      await walker.close();
    }
  }

  private async locate({ data, dumpId }: TocEntry, reading: Reading): Promise<number> {
    if (data.state === 'at') {
      return data.offset;
    }
    return this.found.get(dumpId) ?? (await this.walkTo(dumpId, reading));
  }

  private async walkTo(dumpId: number, reading: Reading): Promise<number> {
    const walker = this.walkerAt(this.walkedTo, reading);
    try {
      for (let block = await walker.next(); block; block = await walker.next()) {
        this.found.set(block.dumpId, block.offset);
        if (block.dumpId === dumpId) {
          return block.offset;
        }
        await walker.skip(block);
        this.walkedTo = Math.max(this.walkedTo, walker.offset);
      }
      throw truncated('The file ends before these data.');
    } finally {
      await walker.close();
    }
  }

  private walkerAt(offset: number, reading: Reading): BlockWalker {
    if (offset >= (this.source.size ?? Infinity)) {
      throw truncated('The file ends before these data.');
    }
    const pieces = followed(piecesOf(this.source, offset), reading);
    return new BlockWalker(pieces, offset, this.contents.intSize);
  }
}

const asItIs: Decompress = async function* (stream) {
  yield* stream;
};

/** How a stream of this archive's data is decompressed. */
export function decompressionOf(
  { compression }: ArchiveContents,
  { zlib, lz4, zstd }: Decompressors,
): Decompress {
  switch (compression) {
    case 'none':
      return asItIs;
    case 'gzip':
      return zlib;
    case 'lz4':
      return lz4;
    case 'zstd':
      return zstd;
  }
}

async function requireBlock(
  walker: BlockWalker,
  { dumpId, desc }: TocEntry,
  offset: number,
): Promise<BlockHead> {
  const block = await walker.next();
  const kind = desc === 'TABLE DATA' ? 'table' : 'large-objects';
  if (block?.kind !== kind || block.dumpId !== dumpId) {
    throw damaged(`At byte ${offset} there are other data than the table of contents says.`);
  }
  return block;
}
