import type { Cell, Key, Row, Table } from '../../core/catalog/table';
import type { TableDefinition } from '../../core/catalog/definition';
import type { TableName } from '../../core/catalog/tableName';
import type { ComparedTable, MatchedTable } from '../../core/diff/comparison';
import type { BucketSet, BucketSummaries } from '../../core/diff/keys/keyBuckets';
import type { CopiedRow } from '../../core/diff/rows/copiedRow';
import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import type { CountedValues } from '../../core/review/chart/countedValues';
import type { Scope, UnkeyedScope } from '../../core/diff/scope';
import type { RowHashes } from '../../core/diff/found/multiset';
import type { KeyRanges, KeySample, RangeSummaries } from '../../core/diff/keys/keyRanges';
import type { LocalHashing, RowHashing } from '../../core/diff/rowHashing';
import type { RelatedRows } from './relatedRows';

export type Side = 'backup' | 'live';

/** When a snapshot was taken. */
export interface SnapshotMark {
  /** The server's clock, ISO 8601. */
  readonly time: string;
  /** The first transaction (xid8, as text) that the snapshot does not see whatever becomes of it. */
  readonly mark: string;
}

/** One moment of a database, read only: nothing that others commit later is seen, nothing can be written. */
export interface Snapshot extends SnapshotMark {
  /** `user@host:port/database`, for messages. */
  readonly server: string;
  /** What a constant record hashes to here; undefined where the server cannot hash records. */
  readonly recordHash: string | undefined;
  readonly bytesReceived: number;
  /** How long the server has kept the snapshot's rows for us. */
  readonly heldSeconds: number;
  /**
   * Finds a table and keeps others from altering, dropping or emptying it until the snapshot is closed.
   * Until the first {@link read} this takes the snapshot anew: time and mark are those of the last call.
   * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, `row-security`, `lock-timeout`.
   */
  findTable(name: TableName, signal: AbortSignal): Promise<Table>;
  /** How a table that was found is defined, in SQL. */
  defineTable(table: Table, signal: AbortSignal): Promise<TableDefinition>;
  /** How many sessions see it, each of which runs one statement at a time. */
  readonly connections: number;
  /**
   * Lets so many more sessions see this very snapshot, or as many as the server gives: then the result
   * is a sentence that says so. They read ranges side by side, and are closed with it.
   */
  addConnections(wanted: number, signal: AbortSignal): Promise<string | undefined>;
  /** How the rows of a table lie that was found here. */
  partitionsOf(table: ComparedTable, side: Side, signal: AbortSignal): Promise<Partitions>;
  read(hashed: HashedTable): TableReader;
  readWithoutKey(hashed: HashedMultiset): MultisetReader;
  /** What other tables have to do with the rows of a table that was found here. */
  related(table: Table): RelatedRows;
  /** @param scope As it was settled. */
  counter(side: KeyedSide, scope: Scope): ValueCounter;
  /** When production transactions committed, where the server keeps that. */
  commitTimes(xids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

export interface Partitions {
  /** Partitions whose rows lie on other servers, which postgres_fdw reaches. */
  readonly foreign: number;
  /** How many servers these are. */
  readonly servers: number;
  /** Partitions of these whose own server hashes their rows, in the form `shipped`. */
  readonly shipped: number;
  /** Partitions that the role may read only as a part of the whole table, so not by themselves. */
  readonly forbidden: number;
  /** The buckets of each are read by themselves: by several sessions, if there are several from the beginning. */
  readonly apart: boolean;
}

/** One side of a table whose columns are matched. */
export interface TableSide {
  readonly table: MatchedTable;
  readonly side: Side;
}

/** One side of a table without a key: rows are the same where both of their hashes are. */
export interface HashedMultiset extends TableSide {
  readonly hashings: readonly [LocalHashing, LocalHashing];
}

/** One side of a compared table. */
export interface KeyedSide {
  readonly table: ComparedTable;
  readonly side: Side;
}

/** The same, and how its rows are hashed: alike on both sides. */
export interface HashedTable extends KeyedSide {
  readonly hashing: RowHashing;
}

export interface CountLimits {
  /** Seconds after which the server breaks off, and the snapshot with it. */
  readonly within?: number;
  /** Rows that this transaction (xid8, as text) or later ones wrote are left out. Not with a scope of keys. */
  readonly before?: string;
}

/** Rows in a scope, counted by the values of a column. */
export interface ValueCounter {
  /** As {@link HashStream.estimatedRows}. */
  estimatedRows(signal: AbortSignal): Promise<number>;
  /**
   * Undefined where there are too many values.
   * @param position Of a column of dates or numbers among the compared ones.
   */
  countBy(
    position: number,
    limits: CountLimits,
    signal: AbortSignal,
  ): Promise<CountedValues | undefined>;
}

export interface TableReader {
  readonly rows: RowReader;
  readonly matches: KeyMatchReader;
  readonly shared: SharedRowReader;
  readonly hashes: HashStream;
  /** Only where the key is one integer column that has an index. */
  readonly ranges: RangeReader;
  readonly values: ValueComparer;
  readonly buckets: BucketReader;
}

/** The hashes of all rows, or of those in a scope. */
export interface HashStream {
  /**
   * The scope as this side's server reads it, before any row is read.
   * @throws {RecoveryError} `usage`, where it is none for this table.
   */
  settleScope(scope: Scope, signal: AbortSignal): Promise<Scope>;
  /** How many rows of this side are in scope, as its planner estimates. */
  estimatedRows(scope: Scope, signal: AbortSignal): Promise<number>;
  /**
   * In key order, in batches; several rows may have one key, or NULL in it. What the server reads before
   * it sends a row, as where it sorts, is told of a table that was estimated. @param scope As it was settled.
   */
  inKeyOrder(scope: Scope, scan: Scan): AsyncIterable<KeyHashes>;
}

/** Hashes by ranges of an integer key. */
export interface RangeReader {
  /** How many of these it answers side by side. */
  readonly atOnce: number;
  sample(signal: AbortSignal): Promise<KeySample>;
  /** How many pages one reads for each of some rows whose keys follow each other: 1 where each lies elsewhere. */
  pagesPerRow(sample: KeySample, signal: AbortSignal): Promise<number>;
  summaries(ranges: KeyRanges, signal: AbortSignal): Promise<RangeSummaries>;
  /** The smallest and greatest key within each range; from above to where it holds none. */
  bounds(ranges: KeyRanges, signal: AbortSignal): Promise<KeyRanges>;
  /** Of all rows within the ranges, in key order. */
  keyHashes(ranges: KeyRanges, signal: AbortSignal): Promise<KeyHashes>;
}

/** Some rows of a side, as if drawn at random, and how many there are. */
export interface TableSample {
  /** An estimate. */
  readonly rows: number;
  readonly keys: readonly Key[];
  readonly hashes: readonly bigint[];
}

/** One reading of all of a table. */
export interface Scan {
  readonly signal: AbortSignal;
  /** Told now and then which part of the table is read, from 0 to 1; where the server tells it. */
  readonly onPassed: (part: number) => void;
}

/** Hashes by buckets of the key's own hash: any key, any order of the table; each is a scan of the table. */
export interface BucketReader {
  /** Whether several sessions can share a scan; known once it was sampled. */
  readonly sharesScans: boolean;
  sample(signal: AbortSignal): Promise<TableSample>;
  /** @param within Only of rows in these; of all where undefined. */
  summaries(bits: number, within: BucketSet | undefined, scan: Scan): Promise<BucketSummaries>;
  /** Of all rows in the buckets, in key order, in batches. */
  keyHashes(within: BucketSet, scan: Scan): AsyncIterable<KeyHashes>;
}

export interface StoredRow {
  /** Undefined where it was not asked for. */
  readonly hash: bigint | undefined;
  /** In the order of the compared columns. */
  readonly cells: Row;
  /** Empty on the backup's side. */
  readonly liveOnly: readonly Cell[];
  /**
   * Positions in {@link cells}, and after them {@link liveOnly}, of values too large to be fetched: their
   * cell is a text of beginning, size and digest, equal exactly where the values are written alike.
   */
  readonly unread: readonly number[];
  /** The transaction that wrote the row (`xmin`); `0` where its server does not tell it: on another one. */
  readonly xid: string;
  /** The row as it was copied, of which the other members are decoded; undefined where values are unread. */
  readonly copied: CopiedRow | undefined;
}

/** Rows by the place of their key among those that were asked for. */
export interface FoundRows {
  /** Of how many of the first keys. */
  readonly length: number;
  /** Made anew at each call; undefined for a key that has no row. */
  at(index: number): StoredRow | undefined;
}

/** Rows looked up by their keys; undefined for a key that has no row. */
export interface RowReader {
  hashesOf(keys: readonly Key[], signal: AbortSignal): Promise<readonly (bigint | undefined)[]>;
  /** Of as many of the first keys as may be held at once; never of none. */
  rowsOf(
    keys: readonly Key[],
    wanted: { readonly hash: boolean },
    signal: AbortSignal,
  ): Promise<FoundRows>;
}

/** Texts of one column, in pairs. */
export interface ValuePairs {
  /** Its position among the compared columns. */
  readonly column: number;
  readonly backup: readonly string[];
  readonly live: readonly string[];
}

/** Tells values that are equal by their type, though they are written differently, by the server's `=`. */
export interface ValueComparer {
  /** Positions of the compared columns that can hold such values, of one type on both sides. */
  readonly columns: ReadonlySet<number>;
  /** For each list, its pairs that are equal; none where the server cannot compare them. */
  equalPairs(
    lists: readonly ValuePairs[],
    signal: AbortSignal,
  ): Promise<readonly (readonly boolean[])[]>;
}

/** Rows that a key leads to and that write it alike. */
export interface KeyMatch {
  readonly key: Key;
  readonly rows: number;
  /** How many of them are in scope. */
  readonly inScope: number;
  /** The sum of all their hashes. */
  readonly hash: bigint;
}

/** What keys lead to, by the server's own equality, also where several rows have one. */
export interface KeyMatchReader {
  matchesOf(
    keys: readonly Key[],
    scope: Scope,
    signal: AbortSignal,
  ): Promise<readonly (readonly KeyMatch[])[]>;
}

export interface PlacedRowReader {
  /** Of as many of the first places as may be held at once, never of none; this snapshot gave them. */
  rowsAt(places: readonly RowPlace[], signal: AbortSignal): Promise<readonly StoredRow[]>;
}

/** Rows that have a key which does not tell them apart: shared, or NULL somewhere. */
export interface SharedRowReader extends PlacedRowReader {
  /** Of each key the first rows by their hash. */
  placesOf(keys: SharedKeys, signal: AbortSignal): Promise<readonly (readonly RowPlace[])[]>;
}

export interface SharedKeys {
  readonly keys: readonly (readonly Cell[])[];
  /** Of rows with NULL in their key only those in scope are meant: no other row is of the same key. */
  readonly scope: Scope;
  /** How many rows of each key are wanted at most. */
  readonly mostEach: number;
}

/** Where a row stands on disk: the same for as long as the snapshot lasts. */
export interface RowPlace {
  /** The oid of the table or partition. */
  readonly relation: string;
  /** `ctid` */
  readonly place: string;
}

/** Rows that nothing tells apart but what is in them. */
export interface MultisetReader extends PlacedRowReader {
  /** As {@link HashStream.settleScope}. @throws {RecoveryError} `usage`. */
  settleScope(scope: UnkeyedScope, signal: AbortSignal): Promise<UnkeyedScope>;
  /** As {@link HashStream.estimatedRows}. */
  estimatedRows(scope: UnkeyedScope, signal: AbortSignal): Promise<number>;
  /**
   * The two hashes of each row in place of a key, in their order, each pair once; in place of its hash, how
   * many rows have them. What the server reads before it sends the first is told of a table that was
   * estimated. @param scope As it was settled.
   */
  counts(scope: UnkeyedScope, scan: Scan): AsyncIterable<KeyHashes>;
  /** Of each pair of hashes, where one of its rows stands; found in one reading of the table. */
  placesOf(
    hashes: readonly RowHashes[],
    scope: UnkeyedScope,
    signal: AbortSignal,
  ): Promise<readonly RowPlace[]>;
}
