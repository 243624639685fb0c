import { Differences, type Overflow } from '../../core/diff/differences';
import type { SideRows } from '../../core/diff/mergeKeyHashes';

export interface FoundDifferences {
  readonly differences: Differences;
  readonly rows: SideRows;
}

/** What `find` adds, with the rows that it read; closed where it fails. */
export async function foundBy(
  overflow: Overflow | undefined,
  find: (differences: Differences) => Promise<SideRows>,
): Promise<FoundDifferences> {
  const differences = new Differences(overflow);
  try {
    return { differences, rows: await find(differences) };
  } catch (error) {
    differences.close();
    throw error;
  }
}
