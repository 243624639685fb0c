import fc from 'fast-check';
import {
  type ComparisonManner,
  usualManner,
} from '../../../../src/recovery/compare/comparisonManner';
import type { Overflow } from '../../../../src/core/diff/found/differences';
import { PageFile } from '../../../../src/files/pageFile';
import { tmpdir } from 'node:os';
import type { ReadManner } from '../../../../src/postgres/compare/snapshot';
import type { ServerFeatures } from './userTypes';

/** In which of its ways a case is compared, that is else chosen by how large its tables are: plain data. */
export interface Manner {
  readonly connections: number;
  /** Hashes of so many rows, however small the tables are; `order` reads every row's. */
  readonly hashes: HashSizes | 'order';
  /** The form of hashes, where it is not the one that the servers would have chosen. */
  readonly form: 'usual' | 'sha256' | 'shipped';
  /** Rows that the store keeps at once; undefined where memory keeps all. */
  readonly stored: number | undefined;
  /** Whether buckets are read by pages, where the server can, and held in memory. */
  readonly byPages: boolean;
  readonly held: boolean;
  /** Rows of a page of the review, where the case is compared into an incident, too. */
  readonly reviewed?: number | undefined;
}

export interface HashSizes {
  /** Of a range or bucket at first, and where they are no longer taken apart. */
  readonly rowsEach: number;
  readonly rowsPerLeaf: number;
  /** Ranges that one statement reads. */
  readonly perStatement: number;
  /** Reads all rows in order after all where most of them differ. */
  readonly givesWay: boolean;
  /** Takes buckets for integers, too, as if each row lay on a page of its own. */
  readonly isScattered: boolean;
}

/** Most take hashes of many rows. */
export function manners({ major }: ServerFeatures): fc.Arbitrary<Manner> {
  const sizes = fc.record({
    rowsEach: fc.constantFrom(1, 2, 4, 16, 64),
    rowsPerLeaf: fc.constantFrom(1, 2, 4, 16),
    perStatement: fc.constantFrom(1, 3, 8192, 8192),
    givesWay: fc.constantFrom(false, false, false, true),
    isScattered: fc.constantFrom(false, false, true),
  });
  return fc.record({
    connections: fc.constantFrom(1, 1, 2, 3),
    hashes: fc.oneof(
      { arbitrary: fc.constant('order' as const), weight: 1 },
      { arbitrary: sizes, weight: 5 },
    ),
    form: fc.constantFrom('usual', 'usual', 'sha256', major < 14 ? 'sha256' : 'shipped'),
    stored: fc.constantFrom(undefined, 1, 3, 50),
    byPages: fc.boolean(),
    held: fc.boolean(),
    reviewed: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 6 },
      { arbitrary: fc.constantFrom(1, 7, 1000), weight: 1 },
    ),
  });
}

/** What {@link Manner} means for the use case. The form `shipped` is for the caller to name. */
export function comparisonManner({ hashes, form }: Manner): ComparisonManner {
  const { ranges, buckets } = usualManner;
  const hash = form === 'sha256' ? form : undefined;
  if (hashes === 'order') {
    const smallTable = Infinity;
    return { hash, ranges: { ...ranges, smallTable }, buckets: { ...buckets, smallTable } };
  }
  const { rowsEach, rowsPerLeaf, perStatement, givesWay, isScattered } = hashes;
  return {
    hash,
    ranges: {
      smallTable: 0,
      pagesPerRow: isScattered ? 0 : Infinity,
      rowsPerRange: rowsEach,
      rowsPerLeaf,
      rowsPerOneSidedLeaf: 4 * rowsPerLeaf,
      rowsPerStatement: perStatement * rowsEach,
      rangesPerStatement: perStatement,
      leavesPerStatement: perStatement,
      keysPerRow: ranges.keysPerRow,
      sampledRanges: givesWay ? 4 : Infinity,
    },
    buckets: {
      smallTable: 0,
      mostDiffering: givesWay ? buckets.mostDiffering : 1,
      mostBuckets: givesWay ? buckets.mostBuckets : 1,
      rowsPerBucket: rowsEach,
      rowsPerLeaf,
      shareReadAtOnce: 0,
    },
  };
}

/** What it means for how snapshots are read. */
export function readManner({ byPages, held }: Manner): ReadManner {
  return { scans: { byPages, mostHeldRows: held ? Infinity : 0 } };
}

/** What it means for where differences are kept. */
export function overflowOf({ stored }: Manner, onOpen: () => void): Overflow | undefined {
  return stored === undefined
    ? undefined
    : {
        beyond: 0,
        rowsPerPage: stored,
        open: () => {
          onOpen();
          return PageFile.create(tmpdir());
        },
      };
}
