import { keyIsProved } from '../../core/diff/comparedTable';
import { type BucketSet, type BucketSummaries, bucketMask } from '../../core/diff/keys/keyBuckets';
import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import { quoteTable } from '../../core/sql/quote';
import type { BucketReader, HashedTable, Scan, TableSample } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { watchedBytes } from './copyBinary';
import { keyHashesInOrder } from './keyHashStream';
import { combinedRowHashes, keyExpressions, keyHash, rowHash } from './rowHash';
import { sampleOf } from './sampling';
import { noticeFor } from './toldRows';
import type { Leaf } from './foreignPartitions';
import type { PlannerMode, TableSession } from './tableSession';

const sampledRows = 256;
const bytesPerBucket = 16;

/** Reads hashes by the hash of the key: each call scans the whole table once, in the order that it has. */
export class HashBuckets implements BucketReader {
  readonly sharesScans = false;
  private readonly table: string;
  /** About how many; known once the table was sampled. */
  private rows = 0;

  /** @param leaf The partition to read alone, where its rows lie on another server. */
  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
    private readonly leaf?: Leaf,
  ) {
    this.table = quoteTable(leaf?.id ?? hashed.table[hashed.side].id);
  }

  async sample(signal: AbortSignal): Promise<TableSample> {
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('any');
      const { rows, clause } = await sampleOf(session, this.table);
      this.rows = rows;
      const keys = keyExpressions(this.hashed).map(({ value }) => `(${value})::text`);
      const found = await session.rows(`
        select (${rowHash(this.hashed)})::text, ${keys.join(', ')}
          from (select t.*
                  from ${this.table} t ${clause}
                 order by ${keyHash(this.hashed)}
                 limit ${sampledRows}) t`);
      return {
        rows,
        keys: found.map(([, ...key]) => key.map((cell) => cell ?? '')),
        hashes: found.map(([hash]) => BigInt(hash ?? 0)),
      };
    });
  }

  async summaries(
    bits: number,
    within: BucketSet | undefined,
    { signal, onPassed }: Scan,
  ): Promise<BucketSummaries> {
    const told = this.toldOf(bits, within);
    const query = this.summariesQuery(bits, within, told);
    const onNotice = counted(told, onPassed);
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(this.mode);
      return unpackedSummaries(bits, await watchedBytes(session, query, onNotice));
    });
  }

  /** Whether the rows are hashed where they lie, and only hashes come from there. */
  async isHashedThere(signal: AbortSignal): Promise<boolean> {
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(this.mode);
      const plan = await session.rows(`explain (verbose, costs off) ${this.summariesQuery(0)}`);
      return plan.some(([line]) => /^\s*Relations: Aggregate on /.test(line ?? ''));
    });
  }

  keyHashes(within: BucketSet, { signal, onPassed }: Scan): AsyncIterable<KeyHashes> {
    const told = this.isForeign ? undefined : this.toldOf(within.bits, within);
    const isIn = this.inAnyOf(within);
    // Asked in this order, so that nothing else is computed of the many rows that are in none.
    const isRead = told ? `case when ${isIn} then ${this.isTold(told)} else false end` : isIn;
    const from = `${this.table} t where ${isRead}`;
    const onNotice = counted(told, onPassed);
    return keyHashesInOrder(this.tables, this.hashed, { from, mode: 'sort', onNotice }, signal);
  }

  private toldOf(bits: number, within: BucketSet | undefined): ToldBuckets | undefined {
    return this.rows === 0 ? undefined : toldBuckets(this.rows, bits, within);
  }

  /** Always true, and tells of the rows of these buckets. */
  private isTold({ bits, numbers }: ToldBuckets): string {
    const isOne = inBuckets(this.hashed, { bits, numbers });
    return `case when ${isOne} then ${noticeFor('t.ctid')} is not null else true end`;
  }

  private get mode(): PlannerMode {
    return this.isForeign ? 'there' : 'group';
  }

  private get isForeign(): boolean {
    return this.leaf?.server !== undefined;
  }

  private summariesQuery(bits: number, within?: BucketSet, told?: ToldBuckets): string {
    const rows = `${this.table} t ${within ? `where ${this.inAnyOf(within)}` : ''}`;
    if (this.isForeign) {
      const group = { bucket: bucketOf(this.hashed, bits), hash: rowHash(this.hashed) };
      return packedSummaries(this.hashed, { ...group, from: `${rows} group by 1 ${fewGroups}` });
    }
    return packedSummaries(this.hashed, {
      ...{ bucket: 'r.b', hash: 'r.h' },
      ...(told ? { told: `r.b <= ${told.numbers.at(-1) ?? 0}` } : {}),
      from: `(${hashedRows(this.hashed, bits, rows)} offset 0) r group by 1`,
    });
  }

  /**
   * COPY takes no parameters; these are numbers only. Servers before 14, which compare by SHA-256, would
   * look through a list of them for each row.
   */
  private inAnyOf({ bits, numbers }: BucketSet): string {
    const bucket = bucketOf(this.hashed, bits);
    return this.isForeign || this.hashed.hashing.form !== 'sha256'
      ? inBuckets(this.hashed, { bits, numbers })
      : `${bucket} in (select unnest('{${numbers.join()}}'::int4[]))`;
  }
}

/** Rows to put into buckets. */
interface RowsToPack {
  readonly bucket: string;
  readonly hash: string;
  readonly from: string;
  /** Of which of them the server tells by a notice that it has come to them. */
  readonly told?: string;
}

/** What {@link unpackedSummaries} reads. */
export function packedSummaries({ hashing }: HashedTable, rows: RowsToPack): string {
  const none = rows.told ? ` + 0 * count(${noticeFor(rows.hash)}) filter (where ${rows.told})` : '';
  return `
      select string_agg(int4send(s.b) || int4send(s.n) || int8send(s.x), ''::bytea order by s.b)
        from (select ${rows.bucket} b,
                     least(count(*)${none}, 2147483647)::int4 n,
                     ${combinedRowHashes(hashing.form, rows.hash)} x
                from ${rows.from}) s`;
}

export function unpackedSummaries(bits: number, packed: Buffer): BucketSummaries {
  const length = packed.length / bytesPerBucket;
  const numbers = new Int32Array(length);
  const counts = new Int32Array(length);
  const hashes = new BigInt64Array(length);
  for (let index = 0; index < length; index++) {
    const at = index * bytesPerBucket;
    numbers[index] = packed.readInt32BE(at);
    counts[index] = packed.readInt32BE(at + 4);
    hashes[index] = packed.readBigInt64BE(at + 8);
  }
  return { bits, numbers, counts, hashes };
}

/** Buckets whose rows are told as they are read: they lie all over the table. */
interface ToldBuckets extends BucketSet {
  /** How many rows they have together, about. */
  readonly rows: number;
}

const toldRows = 64;

function toldBuckets(rows: number, bits: number, within: BucketSet | undefined): ToldBuckets {
  const rowsEach = rows / 2 ** bits;
  const most = within?.numbers.length ?? 2 ** bits;
  const count = Math.min(most, Math.ceil(toldRows / rowsEach));
  // More bits take a bucket apart: the part whose further bits are 0 keeps its number.
  const numbers =
    within?.numbers.slice(0, count) ?? Int32Array.from({ length: count }, (_, n) => n);
  return { bits, numbers, rows: count * rowsEach };
}

/** To be called for each row that is told. */
function counted(told: ToldBuckets | undefined, onPassed: Scan['onPassed']): () => void {
  let rows = 0;
  return () => {
    rows += 1;
    onPassed(rows / Math.max(1, told?.rows ?? 1));
  };
}

/**
 * Of rows called `t`: the number of their bucket as `b`, their hash as `h`. The hash of the key is a part
 * of both, and made once: `offset 0` keeps the planner from putting it in the place of each mention.
 */
export function hashedRows(hashed: HashedTable, bits: number, rows: string): string {
  const made = 't."pra key hash"';
  return `select ${bucketOf(hashed, bits, made)} b, ${rowHash(hashed, made)} h
            from (select t.*, ${keyHash(hashed)} "pra key hash" from ${rows} offset 0) t`;
}

/**
 * Of a row called `t`: the number of its bucket; never NULL, whatever its key is.
 * @param key Where the hash of its key is found.
 */
export function bucketOf(hashed: HashedTable, bits: number, key = keyHash(hashed)): string {
  const bucket = `(${key} & ${bucketMask(bits)})::int4`;
  const isNeverNull = hashed.hashing.form === 'shipped' || keyIsProved(hashed.table[hashed.side]);
  return isNeverNull ? bucket : `coalesce(${bucket}, 0)`;
}

/** In a form that postgres_fdw sends to a foreign table's server. */
export function inBuckets(hashed: HashedTable, { bits, numbers }: BucketSet): string {
  return `${bucketOf(hashed, bits)} = any('{${numbers.join()}}'::int4[])`;
}

/**
 * True of every group. The foreign server expects as many groups as rows, and each to be sent: then
 * fetching the rows looks cheaper. Of such a pair of conditions it expects few groups to be left.
 */
const fewGroups = 'having count(*) >= 1 and count(*) <= 9223372036854775807';
