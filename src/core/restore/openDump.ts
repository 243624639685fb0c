import type { TocEntry } from '../archive/contents';
import type { Archive } from '../archive/openArchive';

/** A dump whose table of contents has been read. Whoever opened it closes it. */
export interface OpenDump extends Pick<Archive, 'contents' | 'data' | 'wrapping'> {
  readonly path: string;
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
export function dataBytes(
  { data }: Pick<OpenDump, 'data'>,
  entries: readonly TocEntry[],
): number | undefined {
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
