import type { Differences, Overflow } from '../../core/diff/found/differences';
import {
  type KeyRanges,
  type KeySample,
  type RangeSummaries,
  concatRanges,
  rangesByDensity,
  sliceRanges,
  splitRange,
} from '../../core/diff/keys/keyRanges';
import type { SideRows } from '../../core/diff/comparison';
import { mergeKeyHashes } from '../../core/diff/found/mergeKeyHashes';
import { type Sides, bothSides } from './bothSides';
import type { RangeSizes } from './comparisonManner';
import { type FoundDifferences, foundBy } from './foundDifferences';
import type { RangeReader, Side } from '../ports/snapshot';
import { eachOf } from '../together';
import type { Work } from '../work';

export interface RangesRequest {
  readonly ranges: Sides<RangeReader>;
  readonly samples: Sides<KeySample>;
  readonly sizes: RangeSizes;
  readonly overflow: Overflow | undefined;
}

/**
 * Compares by the hashes of key ranges, going down only where they differ. Gives undefined, after a
 * look at a part of the ranges, where so much differs that reading every key is cheaper.
 */
export async function compareByRanges(
  { ranges, samples, sizes, overflow }: RangesRequest,
  work: Work,
): Promise<FoundDifferences | undefined> {
  const comparison = new RangeComparison(ranges, sizes, work);
  const whole = rangesByDensity([samples.backup, samples.live], sizes.rowsPerRange);
  return (await comparison.mostlyDiffers(whole))
    ? undefined
    : foundBy(overflow, ({ differences }) => comparison.run(whole, differences));
}

/** A range that differs, with the rows that either side has in it. */
interface DifferingRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly backup: number;
  readonly live: number;
}

class RangeComparison {
  constructor(
    private readonly sides: Sides<RangeReader>,
    private readonly sizes: RangeSizes,
    private readonly work: Work,
  ) {}

  async mostlyDiffers(ranges: KeyRanges): Promise<boolean> {
    const total = ranges.from.length;
    const { sampledRanges, rowsPerRange } = this.sizes;
    if (total < 2 * sampledRanges) {
      return false;
    }
    const picked = Array.from({ length: sampledRanges }, (_, index) => {
      const at = Math.floor(((index + 0.5) * total) / sampledRanges);
      return sliceRanges(ranges, at, at + 1);
    });
    const differing = await this.differing(concatRanges(picked), rowsPerRange);
    const onBoth = differing.ranges.filter(({ backup, live }) => backup > 0 && live > 0);
    return onBoth.length > sampledRanges / 2;
  }

  async run(ranges: KeyRanges, differences: Differences): Promise<SideRows> {
    const first = await this.differing(ranges, this.sizes.rowsPerRange, 'comparing');
    let leaves: readonly DifferingRange[] = [];
    let open = first.ranges;
    while (open.length > 0) {
      leaves = leaves.concat(open.filter((range) => this.isLeaf(range)));
      const parts = await this.split(open.filter((range) => !this.isLeaf(range)));
      open = (await this.differing(parts, this.sizes.rowsPerLeaf)).ranges;
    }
    const ascending = leaves.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    await this.addRowsOf(ascending, differences);
    return first.rows;
  }

  /** The ranges whose hashes differ. @param rowsEach About how many rows a range holds. */
  private async differing(
    ranges: KeyRanges,
    rowsEach: number,
    phase?: string,
  ): Promise<{ readonly ranges: readonly DifferingRange[]; readonly rows: SideRows }> {
    const total = ranges.from.length;
    const { rangesPerStatement, rowsPerStatement } = this.sizes;
    const step = Math.min(rangesPerStatement, Math.ceil(rowsPerStatement / rowsEach));
    const starts = Array.from({ length: Math.ceil(total / step) }, (_, index) => index * step);
    const done = { backup: 0, live: 0 };
    const { backup, live } = await bothSides(this.work.signal, async (side, signal) => {
      const reader = this.sides[side];
      const summaries: RangeSummaries = {
        counts: new Int32Array(total),
        hashes: new BigInt64Array(total),
      };
      await eachOf(starts, { atOnce: reader.atOnce, signal }, async (start, either) => {
        const slice = sliceRanges(ranges, start, start + step);
        const { counts, hashes } = await reader.summaries(slice, either);
        summaries.counts.set(counts, start);
        summaries.hashes.set(hashes, start);
        done[side] += slice.from.length;
        if (phase !== undefined) {
          const both = Math.floor((done.backup + done.live) / 2);
          this.work.progress({ phase, done: both, total, unit: 'ranges' });
        }
      });
      return summaries;
    });
    return {
      ranges: differingOf(ranges, backup, live),
      rows: { backup: sum(backup.counts), live: sum(live.counts) },
    };
  }

  /** Into parts, each of as many rows as are next told apart. */
  private async split(ranges: readonly DifferingRange[]): Promise<KeyRanges> {
    const narrow = await this.narrowed(ranges.filter((range) => this.isSparse(range)));
    const dense = ranges.filter((range) => !this.isSparse(range));
    const parts = [...narrow, ...dense].map((range) => splitRange(range, this.partsOf(range)));
    return concatRanges(parts);
  }

  /** From the first to the last key that either side has in a range: even lonely keys come apart soon. */
  private async narrowed(ranges: readonly DifferingRange[]): Promise<readonly DifferingRange[]> {
    let narrow: readonly DifferingRange[] = [];
    const { rangesPerStatement } = this.sizes;
    for (let start = 0; start < ranges.length; start += rangesPerStatement) {
      const slice = ranges.slice(start, start + rangesPerStatement);
      const whole = rangesOf(slice);
      const { backup, live } = await bothSides(this.work.signal, (side, signal) =>
        this.sides[side].bounds(whole, signal),
      );
      narrow = narrow.concat(
        slice.map((range, index) => ({
          ...range,
          from: lesser(backup.from[index], live.from[index]),
          to: greater(backup.to[index], live.to[index]),
        })),
      );
    }
    return narrow;
  }

  private async addRowsOf(
    leaves: readonly DifferingRange[],
    differences: Differences,
  ): Promise<void> {
    const slices = [...bySize(leaves, this.sizes)];
    const atOnce = Math.max(this.sides.backup.atOnce, this.sides.live.atOnce);
    for (let start = 0; start < slices.length; start += atOnce) {
      const group = slices.slice(start, start + atOnce);
      const found = await eachOf(group, { atOnce, signal: this.work.signal }, (slice, signal) =>
        bothSides(signal, (side, either) =>
          this.sides[side].keyHashes(rangesWithRows(slice, side), either),
        ),
      );
      for (const { backup, live } of found) {
        mergeKeyHashes(backup, live, differences);
      }
    }
  }

  private isLeaf({ backup, live }: DifferingRange): boolean {
    const { rowsPerLeaf, rowsPerOneSidedLeaf } = this.sizes;
    const most = Math.max(backup, live);
    return most <= rowsPerLeaf || (Math.min(backup, live) === 0 && most <= rowsPerOneSidedLeaf);
  }

  private isSparse({ from, to, backup, live }: DifferingRange): boolean {
    return to - from > BigInt(this.sizes.keysPerRow) * BigInt(Math.max(backup, live));
  }

  /** Of half a leaf's rows at last; large ones, made by uneven keys, first into ranges of the usual size. */
  private partsOf({ backup, live }: DifferingRange): number {
    const { rowsPerRange, rowsPerLeaf } = this.sizes;
    const rows = Math.max(backup, live);
    return Math.ceil(rows / (rows > 32 * rowsPerRange ? rowsPerRange : rowsPerLeaf / 2));
  }
}

function differingOf(
  { from, to }: KeyRanges,
  backup: RangeSummaries,
  live: RangeSummaries,
): readonly DifferingRange[] {
  const found: DifferingRange[] = [];
  for (let range = 0; range < from.length; range++) {
    const rows = { backup: backup.counts[range] ?? 0, live: live.counts[range] ?? 0 };
    if (rows.backup !== rows.live || backup.hashes[range] !== live.hashes[range]) {
      found.push({ from: from[range] ?? 0n, to: to[range] ?? 0n, ...rows });
    }
  }
  return found;
}

function rangesOf(ranges: readonly DifferingRange[]): KeyRanges {
  return {
    from: BigInt64Array.from(ranges, ({ from }) => from),
    to: BigInt64Array.from(ranges, ({ to }) => to),
  };
}

function rangesWithRows(ranges: readonly DifferingRange[], side: Side): KeyRanges {
  return rangesOf(ranges.filter((range) => range[side] > 0));
}

/** Slices of what one statement should read. */
function* bySize(
  ranges: readonly DifferingRange[],
  { rowsPerOneSidedLeaf, leavesPerStatement }: RangeSizes,
): Iterable<readonly DifferingRange[]> {
  let slice: DifferingRange[] = [];
  let rows = 0;
  for (const range of ranges) {
    const more = Math.max(range.backup, range.live);
    if (
      slice.length > 0 &&
      (rows + more > rowsPerOneSidedLeaf || slice.length >= leavesPerStatement)
    ) {
      yield slice;
      slice = [];
      rows = 0;
    }
    slice.push(range);
    rows += more;
  }
  if (slice.length > 0) {
    yield slice;
  }
}

function sum(counts: Int32Array): number {
  return counts.reduce((all, count) => all + count, 0);
}

function lesser(a = 0n, b = 0n): bigint {
  return a < b ? a : b;
}

function greater(a = 0n, b = 0n): bigint {
  return a > b ? a : b;
}
