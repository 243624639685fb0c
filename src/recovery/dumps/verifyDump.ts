import { BlockWalker, type BlockHead } from '../../core/archive/blockWalker';
import type { Inflate } from '../../core/archive/byteSource';
import type { ArchiveContents, TocEntry } from '../../core/archive/contents';
import { countRows, withoutEndOfCopy } from '../../core/archive/copyText';
import { damageIn, damaged, truncated } from '../../core/archive/damage';
import { decompressionOf } from '../../core/archive/dataBlocks';
import { piecesOf } from '../../core/archive/pieces';
import { readContents } from '../../core/archive/readContents';
import { tableOf } from '../../core/archive/tables';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { ContentHash, DumpFile, DumpFiles } from '../ports/dumps';
import type { Work } from '../work';

/** What reading every byte of a dump has shown. */
export interface DumpVerification {
  readonly path: string;
  readonly ok: boolean;
  /** Undefined where the file could not be read to its end, or is no dump that can be read. */
  readonly sha256: string | undefined;
  readonly bytes: number;
  readonly seconds: number;
  /** The tables that the dump holds data of; where it is bad, those that were whole before the damage. */
  readonly tables: readonly VerifiedTable[];
  /** False where the data carry no checksum (no compression): changed bytes within a row then go unseen. */
  readonly checksummed: boolean;
  /** Why it cannot be trusted; undefined when `ok`. */
  readonly error: RecoveryError | undefined;
}

export interface VerifiedTable extends TableId {
  /** Undefined where the rows are dumped as INSERT commands, which are not counted. */
  readonly rows: number | undefined;
}

/**
 * Reads every byte once: hashes the file, decompresses every block and counts its rows. That the dump is
 * bad is a result; only an abort and failures that no dump explains are thrown.
 */
export async function verifyDump(
  files: DumpFiles,
  path: string,
  work: Work,
): Promise<DumpVerification> {
  const started = performance.now();
  const found: Findings = { tables: [], bytes: 0, checksummed: false, sha256: undefined };
  const error = await failureOf(() => readWhole(files, path, found, work));
  return {
    path,
    ok: error === undefined,
    ...found,
    seconds: (performance.now() - started) / 1000,
    error,
  };
}

/** Filled while reading, so that what was found before the damage is kept. */
interface Findings {
  bytes: number;
  checksummed: boolean;
  sha256: string | undefined;
  readonly tables: VerifiedTable[];
}

async function failureOf(task: () => Promise<void>): Promise<RecoveryError | undefined> {
  try {
    await task();
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return error;
    }
    throw error;
  }
}

async function readWhole(
  files: DumpFiles,
  path: string,
  found: Findings,
  work: Work,
): Promise<void> {
  const file = await files.open(path);
  try {
    found.bytes = file.size;
    const contents = await readContents(file);
    found.checksummed = contents.compression !== 'none';
    const hash = files.sha256();
    const pieces = hashed(file, hash, work);
    try {
      const error = await failureOf(() =>
        checkBlocks(pieces, contents, files.inflate, found.tables),
      );
      await drain(pieces);
      found.sha256 = hash.digest();
      if (error !== undefined) {
        throw error;
      }
    } finally {
      await pieces.return(undefined);
    }
  } finally {
    await file.close();
  }
}

async function* hashed(
  file: DumpFile,
  hash: ContentHash,
  { signal, progress }: Work,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const piece of piecesOf(file)) {
    signal.throwIfAborted();
    hash.update(piece);
    done += piece.length;
    progress({ phase: 'Verifying', done, total: file.size, unit: 'bytes' });
    yield piece;
  }
}

async function drain(pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  while ((await pieces.next()).done !== true);
}

async function checkBlocks(
  pieces: AsyncGenerator<Uint8Array>,
  contents: ArchiveContents,
  inflate: Inflate,
  tables: VerifiedTable[],
): Promise<void> {
  const decompress = decompressionOf(contents, inflate);
  const awaited = new Map(
    contents.entries.filter(({ hadDumper }) => hadDumper).map((entry) => [entry.dumpId, entry]),
  );
  const walker = new BlockWalker(pieces, 0, contents.intSize);
  await walker.skipBytes(contents.dataStart);
  for (let block = await walker.next(); block !== undefined; block = await walker.next()) {
    const entry = announced(block, awaited);
    awaited.delete(block.dumpId);
    const rows = await rowsOf(walker, block, entry, decompress);
    if (block.kind === 'table') {
      tables.push({ ...tableOf(entry), rows });
    }
  }
  for (const entry of awaited.values()) {
    throw truncated(`The file ends before the data of ${whose(entry)}.`);
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

async function rowsOf(
  walker: BlockWalker,
  block: BlockHead,
  entry: TocEntry,
  decompress: Inflate,
): Promise<number | undefined> {
  const isCopy = entry.copyStatement !== undefined;
  let rows = 0;
  try {
    for await (const stream of walker.streams(block)) {
      const text = decompress(stream);
      for await (const piece of isCopy ? withoutEndOfCopy(text) : text) {
        rows += isCopy ? countRows(piece) : 0;
      }
    }
  } catch (error) {
    throw damageIn(whose(entry), error);
  }
  return isCopy ? rows : undefined;
}

function whose(entry: TocEntry): string {
  return entry.desc === 'TABLE DATA' ? tableLabel(tableOf(entry)) : 'the large objects';
}
