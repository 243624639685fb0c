import { tableLabel } from '../../../core/catalog/table';
import { LineSet } from '../../../core/review/lineSet';
import type { FilterSources } from '../filters/filterSources';
import { type LineGroup, largestFirst } from './lineGroup';

/** Rows that a time says were written after the dump, by the column that says so; a row may be in several. */
export function laterGroups({ marks, rows }: FilterSources): Promise<readonly LineGroup[]> {
  const { subjects, said } = marks.marks.later;
  const groups = new Map<string, LineGroup>();
  for (const [at, { column, table }] of subjects.entries()) {
    const id = `later-${table ? `${tableLabel(table)}.` : ''}${column}`;
    const ranges = said.filter(({ subject }) => subject === at).flatMap((of) => of.lines);
    const lines = LineSet.fromRanges(rows.length, ranges).without(rows.stale);
    const others = groups.get(id)?.lines ?? LineSet.of(rows.length);
    const is = { kind: 'later', column, ...(table ? { table } : {}) } as const;
    groups.set(id, { id, is, lines: others.or(lines) });
  }
  return Promise.resolve(largestFirst([...groups.values()].filter(({ lines }) => !lines.isEmpty)));
}
