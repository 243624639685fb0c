import type { ComparedTable, SideRows } from '../../core/diff/comparison';
import { hasWideKey } from '../../core/diff/keys/keyForms';
import type { Overflow } from '../../core/diff/found/differences';
import type { MergeResult } from '../../core/diff/found/mergeKeyHashes';
import type { Scope } from '../../core/diff/scope';
import { bothSides, type Sides } from './bothSides';
import { type FoundDifferences, foundBy } from './foundDifferences';
import { mergeSides } from './mergeSides';
import { ScanProgress } from './scanProgress';
import { settleDifferences } from './settleDifferences';
import type { Scan, Side, TableReader } from '../ports/snapshot';
import type { Work } from '../work';

export interface OrderedRequest {
  readonly table: ComparedTable;
  readonly readers: Sides<TableReader>;
  /** As both sides have settled it. */
  readonly scope: Scope;
  readonly overflow: Overflow | undefined;
}

/** Compares by reading the key and hash of every row of both sides, in key order. */
export async function compareInKeyOrder(
  request: OrderedRequest,
  work: Work,
): Promise<FoundDifferences> {
  const { table, scope, overflow } = request;
  if (scope.rows !== 'matching' && !hasWideKey(table)) {
    return foundBy(overflow, (found) => merge(request, found, work));
  }
  const inScope = await foundBy(overflow, (found) => merge(request, found, work));
  try {
    return await foundBy(overflow, (settled) =>
      settleDifferences(inScope, { ...request, settled, signal: work.signal }),
    );
  } finally {
    inScope.differences.close();
  }
}

/** What the servers do before the first row of either side comes. */
const waitingPhase = 'reading and sorting on the servers';

async function merge(
  { readers, scope }: OrderedRequest,
  found: MergeResult,
  work: Work,
): Promise<SideRows> {
  const estimates = await bothSides(work.signal, (side, signal) =>
    readers[side].hashes.estimatedRows(scope, signal),
  );
  const estimate = Math.max(estimates.backup, estimates.live);
  const reading = new ScanProgress(work.progress, estimate, waitingPhase);
  let comesAlready = false;
  const onRows = ({ backup, live }: SideRows): void => {
    comesAlready = true;
    const done = Math.max(backup, live);
    const step = { phase: 'comparing', done, unit: 'rows' } as const;
    // Nothing is said of the end where more came than was estimated.
    work.progress(
      done < estimate
        ? { ...step, total: estimate, estimated: true }
        : { ...step, total: undefined },
    );
  };
  const scanOf = (side: Side, signal: AbortSignal): Scan => ({
    signal,
    onPassed: (part) => {
      if (!comesAlready) {
        reading.passed(side, part);
      }
    },
  });
  return mergeSides(
    (side, signal) => readers[side].hashes.inKeyOrder(scope, scanOf(side, signal)),
    { found, onRows },
    work.signal,
  );
}
