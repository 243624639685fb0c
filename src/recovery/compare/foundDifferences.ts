import { Conflicts } from '../../core/diff/found/conflicts';
import { Differences, type Overflow } from '../../core/diff/found/differences';
import type { SideRows } from '../../core/diff/comparison';
import type { MergeResult } from '../../core/diff/found/mergeKeyHashes';

export interface FoundDifferences {
  readonly differences: Differences;
  readonly conflicts: Conflicts;
  readonly rows: SideRows;
}

/** What `find` adds, with the rows that it read; closed where it fails. */
export async function foundBy(
  overflow: Overflow | undefined,
  find: (found: MergeResult) => Promise<SideRows>,
): Promise<FoundDifferences> {
  const differences = new Differences(overflow);
  const conflicts = new Conflicts();
  try {
    const rows = await find({ differences, conflicts });
    return { differences, conflicts, rows };
  } catch (error) {
    differences.close();
    throw error;
  }
}
