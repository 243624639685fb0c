import assert from 'node:assert/strict';
import { HashBuckets } from '../../../../src/postgres/compare/hashBuckets';
import { LeafBuckets } from '../../../../src/postgres/compare/leafBuckets';
import { PagedBuckets } from '../../../../src/postgres/compare/pagedBuckets';
import type { Sides } from '../../../../src/recovery/compare/bothSides';
import type {
  BucketReader,
  HashedTable,
  RangeReader,
  Snapshot,
  TableReader,
} from '../../../../src/recovery/ports/snapshot';
import type { ServerFeatures } from './userTypes';

/** What a comparison can do to find what differs; a case may do several of them. */
export type Way = keyof typeof casesForEach;

/** One in so many cases of a long run goes each way, or more. */
const casesForEach = {
  'rows in key order': 4,
  'key ranges': 30,
  'key ranges taken apart': 60,
  'key ranges narrowed': 80,
  'key ranges, rows read': 40,
  'buckets, sample looked up': 20,
  'buckets by page': 30,
  'buckets by partition': 300,
  'buckets by table': 30,
  'buckets taken apart': 60,
  'buckets, rows read': 30,
  'hashes: extended': 20,
  'hashes: summed': 60,
  'hashes: sha256': 40,
  'hashes: shipped': 100,
  'given way to rows in key order': 100,
  'kept in the store': 10,
  'several connections, hashes of many rows': 20,
  'read from an incident': 30,
  'said by the process': 60,
  'partitions on other servers': 100,
};

/** All that servers with these features can go. */
export function allWays({ hasLeaves }: ServerFeatures): readonly Way[] {
  const ways = Object.keys(casesForEach) as readonly Way[];
  return ways.filter((way) => hasLeaves === true || way !== 'partitions on other servers');
}

/** In how many cases each way was gone. */
export class WaysGone {
  private readonly counts = new Map<Way, number>();

  /** That no way was missed by chance or by a change of the program, and so is tested by nothing. */
  assertAll(cases: number, ways: readonly Way[]): void {
    const rare = ways
      .filter((way) => this.of(way) < Math.floor(cases / casesForEach[way]))
      .map((way) => `${way}: in ${this.of(way)} of ${cases} cases`);
    assert.deepEqual(rare, [], 'Ways to compare that are hardly gone.');
  }

  add(gone: ReadonlySet<Way>): void {
    for (const way of gone) {
      this.counts.set(way, this.of(way) + 1);
    }
  }

  private of(way: Way): number {
    return this.counts.get(way) ?? 0;
  }
}

/** The same snapshots, whose readers note which ways are gone. */
export function watched({ backup, live }: Sides<Snapshot>, gone: Set<Way>): Sides<Snapshot> {
  return { backup: watchedSnapshot(backup, gone), live: watchedSnapshot(live, gone) };
}

function watchedSnapshot(snapshot: Snapshot, gone: Set<Way>): Snapshot {
  return instead(snapshot, {
    read: (hashed: HashedTable): TableReader => {
      const { hashes, ranges, buckets, rows, ...others } = snapshot.read(hashed);
      const note = noteOf(gone, hashed, snapshot);
      return {
        ...others,
        rows: instead(rows, {
          hashesOf: (keys, signal) => {
            gone.add('buckets, sample looked up');
            return rows.hashesOf(keys, signal);
          },
        }),
        hashes: instead(hashes, {
          inKeyOrder: (...asked) => {
            gone.add(byHashes(gone) ? 'given way to rows in key order' : 'rows in key order');
            return hashes.inKeyOrder(...asked);
          },
        }),
        ranges: watchedRanges(ranges, note),
        buckets: watchedBuckets(buckets, note),
      };
    },
  });
}

function byHashes(gone: ReadonlySet<Way>): boolean {
  return [...gone].some((way) => way.startsWith('key ranges') || way.startsWith('buckets'));
}

function watchedRanges(ranges: RangeReader, note: (way: Way) => void): RangeReader {
  let calls = 0;
  return instead(ranges, {
    summaries: (...asked) => {
      note((calls += 1) === 1 ? 'key ranges' : 'key ranges taken apart');
      return ranges.summaries(...asked);
    },
    bounds: (...asked) => {
      note('key ranges narrowed');
      return ranges.bounds(...asked);
    },
    keyHashes: (...asked) => {
      note('key ranges, rows read');
      return ranges.keyHashes(...asked);
    },
  });
}

function watchedBuckets(buckets: BucketReader, note: (way: Way) => void): BucketReader {
  return instead(buckets, {
    summaries: (bits, within, scan) => {
      note(wayOf(buckets));
      if (within) {
        note('buckets taken apart');
      }
      return buckets.summaries(bits, within, scan);
    },
    keyHashes: (...asked) => {
      note('buckets, rows read');
      return buckets.keyHashes(...asked);
    },
  });
}

function noteOf(gone: Set<Way>, { hashing }: HashedTable, snapshot: Snapshot): (way: Way) => void {
  return (way) => {
    gone.add(way);
    gone.add(`hashes: ${hashing.form}`);
    if (snapshot.connections > 1) {
      gone.add('several connections, hashes of many rows');
    }
  };
}

function wayOf(buckets: BucketReader): Way {
  if (buckets instanceof PagedBuckets) {
    return 'buckets by page';
  }
  if (buckets instanceof LeafBuckets) {
    return 'buckets by partition';
  }
  if (buckets instanceof HashBuckets) {
    return 'buckets by table';
  }
  throw new Error('A way to read buckets that this test does not know.');
}

/** An object of which some methods are others; the rest are its own, called on it. */
function instead<T extends object>(of: T, methods: Partial<T>): T {
  return new Proxy(of, {
    get: (target, name): unknown => {
      const own: unknown = Reflect.get(methods, name);
      const value: unknown = own ?? Reflect.get(target, name, target);
      // Called on the proxy, a method would find the others in place of its own.
      return own === undefined && typeof value === 'function'
        ? (...asked: readonly unknown[]): unknown => Reflect.apply(value, target, asked)
        : value;
    },
  });
}
