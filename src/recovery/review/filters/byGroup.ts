import type { LineSet } from '../../../core/review/lineSet';
import type { GroupedLines } from './filterSources';

/** The rows that belong to one of the groups. Those of the last comparison, which are gone, have none. */
export function inGroups(ids: readonly string[], groups: GroupedLines): Promise<LineSet> {
  return groups.linesOf(ids);
}
