import type { ArchiveData } from '../archive/archiveData';
import type { ArchiveContents, TocEntry } from '../archive/contents';

/** A dump whose table of contents has been read. Whoever opened it closes it. */
export interface OpenDump {
  readonly path: string;
  readonly contents: ArchiveContents;
  readonly data: ArchiveData;
}

/** A table's rows in the dump, counted. */
export interface BlockRows {
  readonly entry: TocEntry;
  readonly rows: number;
}

export function isTableData({ desc }: TocEntry): boolean {
  return desc === 'TABLE DATA';
}

/** Bytes that the entries' data take in the dump; undefined where it does not say. */
export function dataBytes({ data }: OpenDump, entries: readonly TocEntry[]): number | undefined {
  let bytes = 0;
  for (const entry of entries.filter(isTableData)) {
    const own = data.bytesOf(entry);
    if (own === undefined) {
      return undefined;
    }
    bytes += own;
  }
  return bytes;
}
