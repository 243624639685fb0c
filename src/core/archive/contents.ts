/** What a pg_dump archive says of itself, read from its own table of contents. */
export interface ArchiveContents {
  readonly format: 'custom' | 'directory' | 'tar';
  /** `1.14`; its parts decide how entries are read. */
  readonly version: ArchiveVersion;
  readonly compression: 'none' | 'gzip' | 'lz4' | 'zstd';
  /** The dump host's local time, without its zone, as `2026-03-10T02:00:00`. */
  readonly createdAt: string;
  readonly database: string;
  readonly serverVersion: string;
  readonly dumpVersion: string;
  /** In the order of the file, which is an order in which they can be restored. */
  readonly entries: readonly TocEntry[];
  /** Where the first data block of a custom archive begins. */
  readonly dataStart: number;
  readonly intSize: number;
  readonly offSize: number;
}

export interface ArchiveVersion {
  readonly major: number;
  readonly minor: number;
  readonly revision: number;
}

export interface TocEntry {
  readonly dumpId: number;
  /** The kind: `TABLE`, `TABLE DATA`, `FK CONSTRAINT` … */
  readonly desc: string;
  /** The object's name, without quotes; for some kinds `table name` or `KIND name`. */
  readonly tag: string;
  readonly namespace: string | undefined;
  readonly section: 'none' | 'pre-data' | 'data' | 'post-data';
  readonly definition: string;
  /** `COPY schema.table (columns) FROM stdin;` and a newline. */
  readonly copyStatement: string | undefined;
  readonly owner: string | undefined;
  /** PostgreSQL's letter for the kind of relation (`r`, `p`, `m` …); only archives from 1.16 on have it. */
  readonly relkind?: string | undefined;
  readonly dependencies: readonly number[];
  /** The entry has data of its own: without its block the archive is cut. */
  readonly hadDumper: boolean;
  readonly data: DataLocation;
}

export type DataLocation =
  | { readonly state: 'none' }
  | { readonly state: 'at'; readonly offset: number }
  /** The dump was written to a pipe: its block must be looked for. */
  | { readonly state: 'unknown' }
  | { readonly state: 'file'; readonly name: string }
  /** Of a plain dump: so many bytes of it. */
  | { readonly state: 'span'; readonly span: Span };

/** Where something stands in a dump. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}
