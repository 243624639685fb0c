import type { ArchiveContents, ArchiveVersion, TocEntry } from '../archive/contents';
import type { Archive } from '../archive/openArchive';

/** A dump of any format that can be restored from. Whoever opened it closes it. */
export interface OpenDump extends Pick<Archive, 'data' | 'wrapping'> {
  readonly path: string;
  readonly contents: DumpToRestore;
}

/** What restoring must know of a dump, whatever its format. */
export interface DumpToRestore extends Pick<
  ArchiveContents,
  'entries' | 'database' | 'serverVersion'
> {
  readonly format: ArchiveContents['format'] | 'plain';
  /** Undefined for a plain dump, which has none. */
  readonly version: ArchiveVersion | undefined;
  /** Definitions name the schema of each object; before PostgreSQL 10.3 that was left to the search path. */
  readonly isQualified: boolean;
}

/** A table's rows in the dump, counted. */
export interface BlockRows {
  readonly entry: TocEntry;
  /** Undefined where they are INSERT commands, each of one row or more, that pg_restore ran. */
  readonly rows: number | undefined;
}

/** SQL that makes what an entry of the pre- or post-data is of. */
export function definitionOf({ desc, definition }: TocEntry): string {
  return desc === 'BLOB METADATA'
    ? definition.replaceAll(/^\d+$/gm, (oid) => `SELECT pg_catalog.lo_create('${oid}');`)
    : definition;
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
