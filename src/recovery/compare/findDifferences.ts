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

/** By hashes of many rows at once where the key is unique and not all differs; else by every row's. */
export async function findDifferences(
  request: OrderedRequest,
  work: Work,
): Promise<FoundDifferences> {
  const { table, scope } = request;
  // Two equal rows would cancel each other out.
  const isUnique = [table.backup, table.live].every(keyIsProved);
  const byHashes = scope.rows === 'all' && isUnique && !hasWideKey(table);
  const found = byHashes ? await findByHashes(request, work) : undefined;
  return found ?? compareInKeyOrder(request, work);
}

async function findByHashes(
  { table, readers, overflow }: OrderedRequest,
  work: Work,
): Promise<FoundDifferences | undefined> {
  const ranges = { backup: readers.backup.ranges, live: readers.live.ranges };
  if (!hasIntegerKey(table)) {
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
