import type { TableId } from '../../core/catalog/table';
import type { TableOrigin } from '../../core/incident/damagedState';

/** A table being read as of one moment, as a file. Whoever opens it closes it. */
export interface TableText {
  readonly what: 'a snapshot' | 'an export';
  readonly table: TableId;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Bytes that the rows take on the server's disk: about what the file will have. Undefined where not all are read. */
  readonly storedBytes: number | undefined;
  /** Sentences on what the file will not have as the table does. */
  readonly notices: readonly string[];
  /** The whole file, once; `onRows` is told of rows as they come. */
  text(onRows: (rows: number) => void, signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** The damaged state of one table, with its definition. */
export interface TableSnapshot extends TableText {
  readonly origin: TableOrigin;
}

/** A file that has its name only once it is whole, and never takes the place of another. Whoever creates it ends it. */
export interface NewFile {
  readonly path: string;
  /** Bytes that are free where it is written; undefined where that is not told. */
  freeBytes(): Promise<number | undefined>;
  write(bytes: Uint8Array): Promise<void>;
  /** On disk, with its SHA-256 beside it, when the promise is fulfilled. */
  finish(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  discard(): Promise<void>;
}
