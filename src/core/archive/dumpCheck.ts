import { type TableId, tableLabel } from '../catalog/table';
import type { ArchiveContents, TocEntry } from './contents';
import type { Decompressors } from './decompression';
import { RowTally } from './rowTally';
import { tableOf } from './tables';
import type { Wrapping } from './unwrap';

/** What reading every byte of a dump is told, and what it tells. */
export interface DumpCheck {
  readonly contents: ArchiveContents;
  readonly wrapping: Wrapping;
  readonly decompressors: Decompressors;
  /** Of every table whose data were whole. */
  readonly onTable: (table: CheckedTable) => void;
  /** Where data carry no checksum, so that a changed byte within a row goes unseen. */
  readonly onUnchecked: () => void;
}

export interface CheckedTable extends TableId {
  /** Undefined where the rows are dumped as INSERT commands, which are not counted. */
  readonly rows: number | undefined;
}

/** The entries whose data must be found, by number. */
export function awaitedEntries({ entries }: ArchiveContents): Map<number, TocEntry> {
  return new Map(
    entries.filter(({ hadDumper }) => hadDumper).map((entry) => [entry.dumpId, entry]),
  );
}

/**
 * The rows in the data of an entry, read to their end; undefined where they are dumped as INSERT commands.
 * `newlinesOfEnd`: see {@link RowTally.rows}.
 * @throws {RecoveryError} `dump-truncated` where COPY text has no end.
 */
export async function rowsIn(
  data: AsyncIterable<Uint8Array>,
  { copyStatement }: TocEntry,
  newlinesOfEnd?: number,
): Promise<number | undefined> {
  const tally = new RowTally();
  for await (const piece of data) {
    if (copyStatement !== undefined) {
      tally.add(piece);
    }
  }
  return copyStatement === undefined ? undefined : tally.rows(newlinesOfEnd);
}

/** For messages: whose data an entry holds. */
export function ownerOf(entry: TocEntry): string {
  return entry.desc === 'TABLE DATA' ? tableLabel(tableOf(entry)) : 'the large objects';
}
