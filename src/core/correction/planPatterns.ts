import { type Pattern, PatternCounter } from '../diff/found/patterns';
import type { CorrectionPlan } from './plan';

/** How the rows were changed that a plan sets right: from what it gives back to what production has. */
export function patternsOf({ table, corrections }: CorrectionPlan): readonly Pattern[] {
  const counter = new PatternCounter(table.columns);
  for (const correction of corrections) {
    if (correction.action === 'update') {
      const { key, seen } = correction;
      const set = correction.set.toSorted((one, other) => one.column - other.column);
      const columns = set.map(({ column }) => column);
      counter.add({
        ...{ kind: 'changed', key, columns, backup: [], live: seen, liveOnly: [], xid: '' },
        ...{ reused: false, writtenDifferently: [], sameValue: false },
        differing: {
          from: set.map(({ value }) => value),
          to: columns.map((column) => seen[column] ?? null),
        },
      });
    }
  }
  return counter.patterns();
}
