import { type BucketSet, type BucketSummaries, bucketMask } from '../../core/diff/keyBuckets';
import type { KeyHashes } from '../../core/diff/keyHashes';
import { quoteTable } from '../../core/sql/quote';
import type { BucketReader, HashedTable, TableSample } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { copiedBytes } from './copyBinary';
import { keyHashesInOrder } from './keyHashStream';
import { combinedRowHashes, keyExpressions, keyHash, rowHash } from './rowHash';
import { sampleOf } from './sampling';
import type { TableSession } from './tableSession';

const sampledRows = 256;
const bytesPerBucket = 16;

/** Reads hashes by the hash of the key: each call scans the whole table once, in the order that it has. */
export class HashBuckets implements BucketReader {
  private readonly table: string;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {
    this.table = quoteTable(hashed.table[hashed.side].id);
  }

  async sample(signal: AbortSignal): Promise<TableSample> {
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('any');
      const { rows, clause } = await sampleOf(session, this.table);
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
    signal: AbortSignal,
  ): Promise<BucketSummaries> {
    const { hashing } = this.hashed;
    const query = `
      select string_agg(int4send(s.b) || int4send(s.n) || int8send(s.x), ''::bytea order by s.b)
        from (select ${this.bucket(bits)} b,
                     least(count(*), 2147483647)::int4 n,
                     ${combinedRowHashes(hashing.form, rowHash(this.hashed))} x
                from ${this.table} t
               ${within ? this.inAnyOf(within) : ''}
               group by 1) s`;
    return cancellable(this.tables.session, signal, async () =>
      unpacked(bits, await copiedBytes(await this.tables.planFor('group'), query)),
    );
  }

  keyHashes(within: BucketSet, signal: AbortSignal): AsyncIterable<KeyHashes> {
    const from = `${this.table} t ${this.inAnyOf(within)}`;
    return keyHashesInOrder(this.tables, this.hashed, { from, mode: 'sort' }, signal);
  }

  private bucket(bits: number): string {
    return `(${keyHash(this.hashed)} & ${bucketMask(bits)})::int4`;
  }

  /** COPY takes no parameters; these are numbers only. */
  private inAnyOf({ bits, numbers }: BucketSet): string {
    return `where ${this.bucket(bits)} in (select unnest('{${numbers.join()}}'::int4[]))`;
  }
}

function unpacked(bits: number, packed: Buffer): BucketSummaries {
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
