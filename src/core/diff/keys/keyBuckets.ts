import type { SideRows } from '../comparison';

/**
 * Rows told apart by the hash of their key: those whose hashes end in the same bits are one bucket, whose
 * number these bits are. More bits take each bucket apart. Any key has a hash, in any table's order.
 */
export interface BucketSet {
  readonly bits: number;
  /** Ascending. */
  readonly numbers: Int32Array;
}

/** Of each bucket that has rows: how many, and their hashes together. Ascending by number. */
export interface BucketSummaries extends BucketSet {
  readonly counts: Int32Array;
  readonly hashes: BigInt64Array;
}

/** The buckets that differ, with the rows that both sides have in them. */
export interface DifferingBuckets extends BucketSet {
  readonly rows: SideRows;
}

/** What a server groups by at once, within the memory that it is given. */
const mostBuckets = 2 ** 18;

/** How many bits make buckets of no more than about `rowsEach` rows. */
export function bitsForRows(rows: number, rowsEach: number): number {
  const wanted = Math.ceil(Math.log2(Math.max(1, rows / rowsEach)));
  return Math.min(Math.log2(mostBuckets), wanted);
}

/** How many bits take buckets apart into such of about `rowsEach` rows; undefined where they are that already. */
export function bitsToSplit(
  { bits, numbers, rows }: DifferingBuckets,
  rowsEach: number,
): number | undefined {
  const rowsNow = Math.max(rows.backup, rows.live) / Math.max(1, numbers.length);
  const wanted = Math.round(Math.log2(rowsNow / rowsEach));
  const possible = Math.floor(Math.log2((2 * mostBuckets) / Math.max(1, numbers.length)));
  const more = Math.min(wanted, possible, 30 - bits);
  return more > 0 ? bits + more : undefined;
}

/** What of a hash is the number of its bucket. */
export function bucketMask(bits: number): number {
  return 2 ** bits - 1;
}

export function differingBuckets(backup: BucketSummaries, live: BucketSummaries): DifferingBuckets {
  const numbers: number[] = [];
  const rows = { backup: 0, live: 0 };
  const left = new BucketCursor(backup);
  const right = new BucketCursor(live);
  for (let number = 0; number < noBucket;) {
    number = Math.min(left.number, right.number);
    const ofBackup = left.take(number);
    const ofLive = right.take(number);
    if (ofBackup.count !== ofLive.count || ofBackup.hash !== ofLive.hash) {
      numbers.push(number);
      rows.backup += ofBackup.count;
      rows.live += ofLive.count;
    }
  }
  return { bits: backup.bits, numbers: Int32Array.from(numbers), rows };
}

export function rowsIn({ counts }: BucketSummaries): number {
  return counts.reduce((all, count) => all + count, 0);
}

/** Above every number that there is. */
const noBucket = 2 ** 31;

const noRows = { count: 0, hash: 0n };

class BucketCursor {
  private at = 0;

  constructor(private readonly buckets: BucketSummaries) {}

  get number(): number {
    return this.buckets.numbers[this.at] ?? noBucket;
  }

  /** What the bucket of this number holds, where it is the next; nothing where it has no rows. */
  take(number: number): { readonly count: number; readonly hash: bigint } {
    if (this.number !== number || number === noBucket) {
      return noRows;
    }
    const { counts, hashes } = this.buckets;
    const found = { count: counts[this.at] ?? 0, hash: hashes[this.at] ?? 0n };
    this.at += 1;
    return found;
  }
}
