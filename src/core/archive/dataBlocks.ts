import { tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import { BlockWalker } from './blockWalker';
import type { ByteSource, Inflate } from './byteSource';
import type { ArchiveContents, TocEntry } from './contents';
import { withoutEndOfCopy } from './copyText';
import { damageIn, damaged, truncated } from './damage';
import { piecesOf } from './pieces';
import { tableOf } from './tables';

/**
 * The data blocks of one open archive. Remembers where blocks are, so that a dump written to a pipe, which
 * does not say, is walked only once.
 */
export class DataBlocks {
  private readonly found = new Map<number, number>();
  private walkedTo: number;

  constructor(
    private readonly source: ByteSource,
    private readonly contents: ArchiveContents,
    private readonly inflate: Inflate,
  ) {
    this.walkedTo = contents.dataStart;
  }

  /**
   * The lines of COPY text in a TABLE DATA entry's block, without the `\.` that ends them: pieces of about
   * 64 kB and constant memory. Damage is found at the latest after the last piece, so what was done with
   * the pieces counts only when the iteration has ended well.
   * @throws {RecoveryError} `dump-truncated`, `dump-damaged`, `dump-format`.
   */
  async *tableData(entry: TocEntry, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    requireCopy(entry);
    const decompress = decompressionOf(this.contents, this.inflate);
    try {
      const offset = await this.locate(entry, signal);
      const walker = this.walkerAt(offset, signal);
      try {
        await requireBlock(walker, entry, offset);
        for await (const stream of walker.streams({
          kind: 'table',
          dumpId: entry.dumpId,
          offset,
        })) {
          yield* withoutEndOfCopy(decompress(stream));
        }
      } finally {
        await walker.close();
      }
    } catch (error) {
      throw damageIn(tableLabel(tableOf(entry)), error);
    }
  }

  private async locate(
    { data, dumpId }: TocEntry,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    if (data.state === 'at') {
      return data.offset;
    }
    return this.found.get(dumpId) ?? (await this.walkTo(dumpId, signal));
  }

  private async walkTo(dumpId: number, signal: AbortSignal | undefined): Promise<number> {
    const walker = this.walkerAt(this.walkedTo, signal);
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

  private walkerAt(offset: number, signal: AbortSignal | undefined): BlockWalker {
    if (offset >= this.source.size) {
      throw truncated('The file ends before these data.');
    }
    const pieces = cancellable(piecesOf(this.source, offset), signal);
    return new BlockWalker(pieces, offset, this.contents.intSize);
  }
}

/** How a stream of this archive's data is decompressed. @throws {RecoveryError} `dump-format`. */
export function decompressionOf({ compression }: ArchiveContents, inflate: Inflate): Inflate {
  switch (compression) {
    case 'none':
      return (stream) => stream;
    case 'gzip':
      return inflate;
    case 'lz4':
    case 'zstd':
      throw new RecoveryError(
        'dump-format',
        `The data of this dump are compressed with ${compression}, which cannot be read yet.`,
        {
          hint: 'Make the dump with pg_dump -Fc --compress=gzip.',
        },
      );
  }
}

function requireCopy(entry: TocEntry): void {
  const label = tableLabel(tableOf(entry));
  if (!entry.hadDumper || entry.desc !== 'TABLE DATA') {
    throw new RangeError(`Entry ${entry.dumpId} (${entry.desc} ${label}) has no rows.`);
  }
  if (entry.copyStatement === undefined) {
    throw new RecoveryError('dump-format', `The rows of ${label} are dumped as INSERT commands.`, {
      hint: 'Restore with pg_restore, or make the dump without --inserts.',
    });
  }
}

async function requireBlock(
  walker: BlockWalker,
  { dumpId }: TocEntry,
  offset: number,
): Promise<void> {
  const block = await walker.next();
  if (block?.kind !== 'table' || block.dumpId !== dumpId) {
    throw damaged(`At byte ${offset} there are other data than the table of contents says.`);
  }
}

async function* cancellable(
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    yield piece;
  }
}
