import { bucketsTogether } from '../../core/diff/found/bucketsTogether';
import { type BucketSet, type BucketSummaries, bitsForRows } from '../../core/diff/keys/keyBuckets';
import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import { inKeyOrder } from '../../core/diff/keys/keyOrder';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { BucketReader, HashedTable, Scan, TableSample } from '../../recovery/ports/snapshot';
import { together } from '../../recovery/together';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { type Leaf, shareOut } from './foreignPartitions';
import { bucketOf, HashBuckets, inBuckets } from './hashBuckets';
import { keyHashesInOrder } from './keyHashStream';
import { keyExpressions, rowHash } from './rowHash';
import type { TableSession } from './tableSession';

const sampledRows = 256;

/** Partitions that one session reads. */
interface Share {
  readonly tables: TableSession;
  readonly leaves: readonly Leaf[];
}

/**
 * Reads a partitioned table partition by partition, over several sessions side by side. Of a partition
 * that lies on another server only hashes come from there, where their form can be shipped: over the
 * table as a whole PostgreSQL ships none.
 */
export class LeafBuckets implements BucketReader {
  readonly sharesScans = true;
  private readonly shares: readonly Share[];
  /** Known once the table was sampled. */
  private rowsOf: ReadonlyMap<Leaf, number> = new Map();

  constructor(
    sessions: readonly TableSession[],
    private readonly hashed: HashedTable,
    leaves: readonly Leaf[],
  ) {
    this.shares = shareOut(leaves, sessions.length).flatMap((share, index) => {
      const tables = sessions[index];
      return tables ? [{ tables, leaves: share }] : [];
    });
  }

  async sample(signal: AbortSignal): Promise<TableSample> {
    await this.ofShares(signal, lookAtOnce);
    const counts = await this.ofShares(signal, countRows);
    this.rowsOf = new Map(counts.flat());
    const rows = [...this.rowsOf.values()].reduce((sum, count) => sum + count, 0);
    const samples = await this.ofShares(signal, (share, session) =>
      this.sampled(share, session, rows),
    );
    // A row with NULL in its key cannot be looked up on the other side.
    const found = samples.flat().filter((row) => !row.includes(null));
    return {
      rows,
      keys: found.map(([, ...key]) => key.map((cell) => cell ?? '')),
      hashes: found.map(([hash]) => BigInt(hash ?? 0)),
    };
  }

  async summaries(
    bits: number,
    within: BucketSet | undefined,
    { signal, onPassed }: Scan,
  ): Promise<BucketSummaries> {
    const all = [...this.rowsOf.values()].reduce((sum, count) => sum + count, 0);
    let passed = 0;
    const parts = await together(
      signal,
      this.shares.map(({ tables, leaves }) => async (either) => {
        const own: BucketSummaries[] = [];
        for (const leaf of leaves) {
          const buckets = new HashBuckets(tables, this.hashed, leaf);
          const scan = { signal: either, onPassed: () => undefined };
          own.push(await buckets.summaries(bits, within, scan));
          passed += this.rowsOf.get(leaf) ?? 0;
          onPassed(passed / Math.max(1, all));
        }
        return own;
      }),
    );
    return bucketsTogether(parts.flat(), this.hashed.hashing.form, bits);
  }

  keyHashes(within: BucketSet, { signal }: Scan): AsyncIterable<KeyHashes> {
    const condition = inBuckets(this.hashed, within);
    return inKeyOrder(
      this.shares.map(({ tables, leaves }) => {
        const from = `${this.allRows(leaves)} where ${condition}`;
        return keyHashesInOrder(tables, this.hashed, { from, mode: 'any' }, signal);
      }),
    );
  }

  /** The rows of one bucket, of which there are about as many as make a sample. */
  private async sampled(
    { leaves }: Share,
    session: Session,
    rows: number,
  ): Promise<readonly (readonly (string | null)[])[]> {
    const bits = bitsForRows(rows, sampledRows);
    const keys = keyExpressions(this.hashed).map(({ value }) => `(${value})::text`);
    return session.rows(`
      select (${rowHash(this.hashed)})::text, ${keys.join(', ')}
        from ${this.allRows(leaves)}
       where ${bucketOf(this.hashed, bits)} = 0
       limit ${sampledRows}`);
  }

  /** Called `t`; by the names of the columns, whose order may be another in each partition. */
  private allRows(leaves: readonly Leaf[]): string {
    const { table, side } = this.hashed;
    const columns = table[side].columns.map(({ name }) => quoteIdentifier(name)).join(', ');
    const parts = leaves.map(({ id }) => `select ${columns} from ${quoteTable(id)}`);
    return `(${parts.join(' union all ')}) t`;
  }

  private async ofShares<T>(
    signal: AbortSignal,
    read: (share: Share, session: Session) => Promise<T>,
  ): Promise<readonly T[]> {
    const tasks = this.shares.map(
      (share) => (either: AbortSignal) =>
        cancellable(share.tables.session, either, async () =>
          read(share, await share.tables.planFor('any')),
        ),
    );
    return together(signal, tasks);
  }
}

/** The foreign server's snapshot is taken at the first look at it: at all of them at one time, or nearly. */
async function lookAtOnce({ leaves }: Share, session: Session): Promise<void> {
  for (const { id, server } of leaves) {
    if (server !== undefined) {
      await session.query(`select from ${quoteTable(id)} limit 1`);
    }
  }
}

async function countRows({ leaves }: Share, session: Session): Promise<readonly LeafRows[]> {
  const counts: LeafRows[] = [];
  for (const leaf of leaves) {
    const [count] = await session.row(`select count(*) from ${quoteTable(leaf.id)}`);
    counts.push([leaf, Number(count)]);
  }
  return counts;
}

type LeafRows = readonly [leaf: Leaf, rows: number];
