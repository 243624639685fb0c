import { keyIsProved } from '../../core/diff/comparedTable';
import { hasIntegerKey, hasWideKey } from '../../core/diff/keyForms';
import { bothSides } from './bothSides';
import { compareByBuckets } from './compareByBuckets';
import { compareByRanges } from './compareByRanges';
import { type OrderedRequest, compareInKeyOrder } from './compareInKeyOrder';
import type { FoundDifferences } from './foundDifferences';
import type { Work } from '../work';

/** Below this, one ordered read of both sides is quicker than finding ranges. */
const smallTable = 2048;

export interface FindRequest extends OrderedRequest {
  /** Partitions of either side lie on other servers. */
  readonly isSpread: boolean;
}

/** By hashes of many rows at once where the key is unique and not all differs; else by every row's. */
export async function findDifferences(request: FindRequest, work: Work): Promise<FoundDifferences> {
  const { table, scope } = request;
  const byHashes = scope.rows === 'all' && isUniqueEnough(request) && !hasWideKey(table);
  const found = byHashes ? await findByHashes(request, work) : undefined;
  return found ?? compareInKeyOrder(request, work);
}

/**
 * Two equal rows would cancel each other out, so the key must be unique. No constraint says so of a
 * table with foreign partitions; there it is enough that the other side's is: then rows that share a key
 * make the count of their bucket differ, or its hash, and are seen when its rows are read.
 */
function isUniqueEnough({ table, isSpread }: FindRequest): boolean {
  const sides = [table.backup, table.live];
  return isSpread ? sides.some(keyIsProved) : sides.every(keyIsProved);
}

async function findByHashes(
  { table, readers, isSpread, overflow }: FindRequest,
  work: Work,
): Promise<FoundDifferences | undefined> {
  const ranges = { backup: readers.backup.ranges, live: readers.live.ranges };
  if (isSpread || !hasIntegerKey(table)) {
    return compareByBuckets(readers, overflow, work);
  }
  const samples = await bothSides(work.signal, (side, signal) => ranges[side].sample(signal));
  if (Math.max(samples.backup.rows, samples.live.rows) <= smallTable) {
    return undefined;
  }
  const scattered = await bothSides(work.signal, (side, signal) =>
    ranges[side].isScattered(samples[side], signal),
  );
  return scattered.backup || scattered.live
    ? compareByBuckets(readers, overflow, work)
    : compareByRanges({ ranges, samples, overflow }, work);
}
