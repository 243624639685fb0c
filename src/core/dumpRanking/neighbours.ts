import type { DumpCandidate } from './candidate';

/** How many dumps a volume is compared with, the nearest in time. */
const mostNeighbours = 5;
/** With one, nobody knows which of the two is out of line. */
const leastNeighbours = 2;
/** Rows by which a small table may differ, whatever the proportion. */
const smallDifference = 10;

/**
 * The rows that the dumps around hold, where this one's are out of line with them: fewer than half or
 * more than twice their median, and by at least ten rows. The dumps around are the five nearest in time
 * of `healthy` without this one; with fewer than two nothing is said.
 */
export function outOfLineWith(
  dump: DumpCandidate,
  healthy: readonly DumpCandidate[],
): number | undefined {
  const { rows } = dump;
  const around = healthy
    .filter((other) => other !== dump && typeof other.rows === 'number')
    .toSorted((a, b) => distance(a, dump) - distance(b, dump))
    .slice(0, mostNeighbours)
    .flatMap((other) => (typeof other.rows === 'number' ? [other.rows] : []));
  if (typeof rows !== 'number' || around.length < leastNeighbours) {
    return undefined;
  }
  const middle = nearerMedian(rows, around);
  const isInLine =
    Math.abs(rows - middle) < smallDifference || (rows * 2 >= middle && rows <= middle * 2);
  return isInLine ? undefined : middle;
}

function distance(a: DumpCandidate, b: DumpCandidate): number {
  return Math.abs(a.time.to - b.time.to);
}

/**
 * Of an even number of dumps the nearer of the two in the middle: of two that differ, one is out of line
 * itself, and a mean of both would be near to neither.
 */
function nearerMedian(rows: number, around: readonly number[]): number {
  const sorted = around.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return Math.abs(rows - lower) <= Math.abs(rows - upper) ? lower : upper;
}
