import type { LineSet } from '../../../core/review/lineSet';
import type { FilterSources } from './filterSources';

/** The changed rows that differ in one of the columns. */
export function differingIn(columns: readonly number[], { facts }: FilterSources): LineSet {
  const wanted = new Set(columns);
  return facts.withColumns((differing) => differing.some((column) => wanted.has(column)));
}
