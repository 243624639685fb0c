import type { HashForm } from '../../core/diff/rowHashing';

/**
 * At what sizes a comparison goes over from one way to another, and by what hash. It decides how fast the
 * result is there, never what it is: the usual one is the quickest, as measured by `npm run bench`.
 */
export interface ComparisonManner {
  readonly ranges: RangeSizes;
  readonly buckets: BucketSizes;
  /** Chosen by what both servers can where undefined; whoever names one has seen that both can. */
  readonly hash?: HashForm | undefined;
}

/** Of comparing by ranges of an integer key. */
export interface RangeSizes {
  /** Of no more rows, one ordered read of both sides is quicker than finding ranges. */
  readonly smallTable: number;
  /** Above so many pages for each row, rows that follow each other lie too scattered: buckets are quicker. */
  readonly pagesPerRow: number;
  readonly rowsPerRange: number;
  /** Ranges of no more rows are read row by row. */
  readonly rowsPerLeaf: number;
  /** Ranges that only one side has rows in are read at once, up to this many rows. */
  readonly rowsPerOneSidedLeaf: number;
  /** What one statement walks: short enough to be cancelled and to show progress. */
  readonly rowsPerStatement: number;
  readonly rangesPerStatement: number;
  /** Ranges whose rows one statement reads. */
  readonly leavesPerStatement: number;
  /** Ranges with more keys than this for each row are first narrowed to the keys that they hold. */
  readonly keysPerRow: number;
  /** So many ranges are looked at before choosing how to compare: enough to tell whether most differ. */
  readonly sampledRanges: number;
}

/** Of comparing by buckets of the key's hash. */
export interface BucketSizes {
  /** Of no more rows, one ordered read of both sides is quicker. */
  readonly smallTable: number;
  /** Above this share of sampled rows, nearly every bucket differs. */
  readonly mostDiffering: number;
  /** Above this share of buckets, looking for their rows costs more than reading all in order. */
  readonly mostBuckets: number;
  readonly rowsPerBucket: number;
  /** Buckets are taken apart until about so many rows are in each. */
  readonly rowsPerLeaf: number;
  /** The part of a table that is read row by row rather than taken apart once more. */
  readonly shareReadAtOnce: number;
}

export const usualManner: ComparisonManner = {
  ranges: {
    smallTable: 2048,
    pagesPerRow: 1 / 2,
    rowsPerRange: 64,
    rowsPerLeaf: 16,
    rowsPerOneSidedLeaf: 65_536,
    rowsPerStatement: 262_144,
    rangesPerStatement: 8192,
    leavesPerStatement: 4096,
    keysPerRow: 16,
    sampledRanges: 64,
  },
  buckets: {
    smallTable: 4096,
    mostDiffering: 1 / 32,
    mostBuckets: 0.97,
    rowsPerBucket: 128,
    rowsPerLeaf: 8,
    shareReadAtOnce: 1 / 500,
  },
};
