import type { Overflow } from '../../core/diff/found/differences';
import {
  type BucketSet,
  type DifferingBuckets,
  bitsForRows,
  bitsToSplit,
  differingBuckets,
  rowsIn,
} from '../../core/diff/keys/keyBuckets';
import type { SideRows } from '../../core/diff/comparison';
import type { MergeResult } from '../../core/diff/found/mergeKeyHashes';
import { type Sides, bothSides } from './bothSides';
import type { BucketSizes } from './comparisonManner';
import { type FoundDifferences, foundBy } from './foundDifferences';
import { mergeSides } from './mergeSides';
import { ScanProgress } from './scanProgress';
import type { SideBySide } from './sideBySide';
import type { Scan, Side, TableReader, TableSample } from '../ports/snapshot';
import type { Work } from '../work';

export interface BucketsRequest {
  readonly readers: Sides<TableReader>;
  readonly sizes: BucketSizes;
  readonly overflow: Overflow | undefined;
  readonly sessions: SideBySide;
  /** Whether rows are found by their key at a price that is worth a guess at how much differs. */
  readonly isLookedUp: boolean;
}

/**
 * Compares by hashes of buckets of rows, which any unique key makes, and takes apart only those that
 * differ; each step is one scan of both tables in the order that they have. Gives undefined where so
 * much differs, or the tables are so small, that reading every key in order is cheaper.
 */
export async function compareByBuckets(
  { readers, sizes, overflow, sessions, isLookedUp }: BucketsRequest,
  work: Work,
): Promise<FoundDifferences | undefined> {
  const samples = await bothSides(work.signal, (side, signal) =>
    readers[side].buckets.sample(signal),
  );
  const rows = Math.max(samples.backup.rows, samples.live.rows);
  if (rows <= sizes.smallTable) {
    return undefined;
  }
  if (isLookedUp && (await shareThatDiffers(samples, readers, work.signal)) > sizes.mostDiffering) {
    return undefined;
  }
  const { backup, live } = readers;
  const canShare = { backup: backup.buckets.sharesScans, live: live.buckets.sharesScans };
  await sessions.open(canShare, work.signal);
  return new BucketComparison({ readers, sizes, overflow }, work, rows).run();
}

/** Of the rows sampled from either side: those that are not the same on the other. */
async function shareThatDiffers(
  samples: Sides<TableSample>,
  readers: Sides<TableReader>,
  signal: AbortSignal,
): Promise<number> {
  const differing = await bothSides(signal, async (side, either) => {
    const { keys, hashes } = samples[side === 'backup' ? 'live' : 'backup'];
    const found = await readers[side].rows.hashesOf(keys, either);
    return found.filter((hash, index) => hash !== hashes[index]).length;
  });
  const sampled = samples.backup.keys.length + samples.live.keys.length;
  return (differing.backup + differing.live) / Math.max(1, sampled);
}

class BucketComparison {
  private readonly progress: ScanProgress;
  private rows: SideRows | undefined;

  constructor(
    private readonly request: Omit<BucketsRequest, 'sessions' | 'isLookedUp'>,
    private readonly work: Work,
    private readonly estimate: number,
  ) {
    this.progress = new ScanProgress(work.progress, estimate);
  }

  async run(): Promise<FoundDifferences | undefined> {
    const { sizes, overflow } = this.request;
    const bits = bitsForRows(this.estimate, sizes.rowsPerBucket);
    let open = await this.differing(bits, undefined);
    const rows = this.rows ?? open.rows;
    if (open.numbers.length > sizes.mostBuckets * 2 ** bits) {
      return undefined;
    }
    const most = Math.max(rows.backup, rows.live);
    const finerOf = (buckets: DifferingBuckets): number | undefined =>
      Math.max(buckets.rows.backup, buckets.rows.live) > most * sizes.shareReadAtOnce
        ? bitsToSplit(buckets, sizes.rowsPerLeaf)
        : undefined;
    for (let finer = finerOf(open); finer !== undefined; finer = finerOf(open)) {
      // One scan takes them apart, and a last one reads the rows.
      this.progress.find(most, 2);
      open = await this.differing(finer, open);
    }
    return foundBy(overflow, async (found) => {
      await this.addRowsOf(open, found, most);
      return rows;
    });
  }

  private async differing(bits: number, within: BucketSet | undefined): Promise<DifferingBuckets> {
    const { backup, live } = await bothSides(this.work.signal, async (side, signal) => {
      const scan = this.scanOf(side, signal);
      const summaries = await this.request.readers[side].buckets.summaries(bits, within, scan);
      scan.onPassed(1);
      return summaries;
    });
    this.rows ??= { backup: rowsIn(backup), live: rowsIn(live) };
    return differingBuckets(backup, live);
  }

  private scanOf(side: Side, signal: AbortSignal): Scan {
    return {
      signal,
      onPassed: (part) => {
        this.progress.passed(side, part);
      },
    };
  }

  private async addRowsOf(
    open: DifferingBuckets,
    found: MergeResult,
    rowsEach: number,
  ): Promise<void> {
    if (open.numbers.length === 0) {
      return;
    }
    this.progress.find(rowsEach, 1);
    const into = { found, onRows: () => undefined };
    await mergeSides(
      (side, signal) =>
        this.request.readers[side].buckets.keyHashes(open, this.scanOf(side, signal)),
      into,
      this.work.signal,
    );
  }
}
