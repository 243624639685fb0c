import { type BlockHead, BlockWalker } from './blockWalker';
import type { TocEntry } from './contents';
import { decompressionOf } from './customData';
import { damageIn, damaged, truncated } from './damage';
import { awaitedEntries, type DumpCheck, ownerOf, rowsIn } from './dumpCheck';
import { RowTally } from './rowTally';
import { tableOf } from './tables';

/**
 * Reads every block of a custom archive, given from its first byte on: all that the contents announce are
 * there, each once, and nothing else.
 * @throws {RecoveryError} `dump-truncated`, `dump-damaged`.
 */
export async function checkCustom(
  pieces: AsyncIterator<Uint8Array>,
  check: DumpCheck,
): Promise<void> {
  const { contents } = check;
  const awaited = awaitedEntries(contents);
  const walker = new BlockWalker(pieces, 0, contents.intSize);
  await walker.skipBytes(contents.dataStart);
  for (let block = await walker.next(); block !== undefined; block = await walker.next()) {
    const entry = announced(block, awaited);
    awaited.delete(block.dumpId);
    const rows = await checkBlock(walker, block, entry, check);
    if (block.kind === 'table') {
      check.onTable({ ...tableOf(entry), rows });
    }
  }
  for (const entry of awaited.values()) {
    throw truncated(`The file ends before the data of ${ownerOf(entry)}.`);
  }
}

function announced(block: BlockHead, awaited: ReadonlyMap<number, TocEntry>): TocEntry {
  const entry = awaited.get(block.dumpId);
  const fits =
    entry !== undefined &&
    (block.kind === 'table') === (entry.desc === 'TABLE DATA') &&
    (entry.data.state !== 'at' || entry.data.offset === block.offset);
  if (!fits) {
    throw damaged(
      `At byte ${block.offset} there are data that the table of contents does not know of.`,
    );
  }
  return entry;
}

async function checkBlock(
  walker: BlockWalker,
  block: BlockHead,
  entry: TocEntry,
  check: DumpCheck,
): Promise<number | undefined> {
  try {
    return check.contents.compression === 'none'
      ? await checkUncompressed(walker, block, entry)
      : await checkCompressed(walker, block, entry, check);
  } catch (error) {
    throw damageIn(ownerOf(entry), error);
  }
}

async function checkUncompressed(
  walker: BlockWalker,
  block: BlockHead,
  { copyStatement }: TocEntry,
): Promise<number | undefined> {
  if (block.kind !== 'table' || copyStatement === undefined) {
    await walker.skip(block);
    return undefined;
  }
  const tally = new RowTally();
  await walker.tally(tally);
  return tally.rows();
}

async function checkCompressed(
  walker: BlockWalker,
  block: BlockHead,
  entry: TocEntry,
  { contents, decompressors, onUnchecked }: DumpCheck,
): Promise<number | undefined> {
  const decompress = decompressionOf(contents, decompressors);
  let rows: number | undefined;
  for await (const { pieces } of walker.streams(block)) {
    rows = await rowsIn(decompress(pieces, onUnchecked), entry);
  }
  return rows;
}
