import { keyIsProved } from '../../core/diff/comparedTable';
import { hasIntegerKey, hasWideKey } from '../../core/diff/keys/keyForms';
import { bothSides } from './bothSides';
import { compareByBuckets } from './compareByBuckets';
import { compareByRanges } from './compareByRanges';
import type { ComparisonManner } from './comparisonManner';
import { type OrderedRequest, compareInKeyOrder } from './compareInKeyOrder';
import type { ComparedTable } from '../../core/diff/comparison';
import { countsCopies, type HashForm } from '../../core/diff/rowHashing';
import type { FoundDifferences } from './foundDifferences';
import type { SideBySide } from './sideBySide';
import type { Work } from '../work';

export interface FindRequest extends OrderedRequest {
  /** Partitions of either side lie on other servers. */
  readonly isSpread: boolean;
  readonly form: HashForm;
  readonly manner: ComparisonManner;
  readonly sessions: SideBySide;
}

/** By hashes of many rows at once where the key is unique and not all differs; else by every row's. */
export async function findDifferences(request: FindRequest, work: Work): Promise<FoundDifferences> {
  const byHashes = whyRowByRow(request) === undefined;
  const found = byHashes ? await findByHashes(request, work) : undefined;
  return found ?? compareInKeyOrder(request, work);
}

/** Why a table can only be compared by every row's hash, in key order; undefined where it can be by those of many. */
export function whyRowByRow({
  table,
  scope,
  isSpread,
  form,
}: Pick<FindRequest, 'table' | 'scope' | 'isSpread' | 'form'>): string | undefined {
  if (scope.rows !== 'all') {
    return 'only a part of it was compared';
  }
  if (!countsCopies(form) && !isUniqueEnough({ table, isSpread })) {
    return 'no constraint says that its key is unique';
  }
  return hasWideKey(table) ? 'equal keys may be written differently' : undefined;
}

/** Whether a constraint says so on both sides. */
export function isUnique({ backup, live }: ComparedTable): boolean {
  return keyIsProved(backup) && keyIsProved(live);
}

/**
 * By XOR two equal rows would cancel each other out, so the key must be unique. No constraint says so of a
 * table with foreign partitions; there it is enough that the other side's is: then rows that share a key
 * make the count of their bucket differ, or its hash, and are seen when its rows are read.
 */
function isUniqueEnough({ table, isSpread }: Pick<FindRequest, 'table' | 'isSpread'>): boolean {
  return isSpread ? [table.backup, table.live].some(keyIsProved) : isUnique(table);
}

async function findByHashes(
  request: FindRequest,
  work: Work,
): Promise<FoundDifferences | undefined> {
  const { table, readers, isSpread, manner, sessions, overflow } = request;
  const ranges = { backup: readers.backup.ranges, live: readers.live.ranges };
  const isLookedUp = isUnique(table) || isSpread;
  const byBuckets = { readers, sizes: manner.buckets, overflow, sessions, isLookedUp };
  if (isSpread || !hasIntegerKey(table) || !isUnique(table)) {
    return compareByBuckets(byBuckets, work);
  }
  const samples = await bothSides(work.signal, (side, signal) => ranges[side].sample(signal));
  if (Math.max(samples.backup.rows, samples.live.rows) <= manner.ranges.smallTable) {
    return undefined;
  }
  const pagesPerRow = await bothSides(work.signal, (side, signal) =>
    ranges[side].pagesPerRow(samples[side], signal),
  );
  if (Math.max(pagesPerRow.backup, pagesPerRow.live) > manner.ranges.pagesPerRow) {
    return compareByBuckets(byBuckets, work);
  }
  await sessions.open({ backup: true, live: true }, work.signal);
  return compareByRanges({ ranges, samples, sizes: manner.ranges, overflow }, work);
}
