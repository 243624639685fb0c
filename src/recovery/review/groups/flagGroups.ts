import type { FilterSources } from '../filters/filterSources';
import { type LineGroup, largestFirst } from './lineGroup';

/** Rows of which something is to be known before they are chosen. */
export function flagGroups({ rows }: FilterSources): Promise<readonly LineGroup[]> {
  const { stale } = rows;
  const groups = (['reused', 'sameValue', 'blocked'] as const).map((flag) => ({
    ...{ id: `flag-${flag}`, is: { kind: 'flag', flag } as const },
    lines: rows[flag].without(stale),
  }));
  return Promise.resolve(largestFirst(groups.filter(({ lines }) => !lines.isEmpty)));
}
