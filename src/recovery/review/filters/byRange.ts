import { RecoveryError } from '../../../core/errors';
import { comparableIn, type Comparable, compareValues } from '../../../core/review/columnValues';
import { LineSet } from '../../../core/review/lineSet';
import { cellsIn } from '../../../core/review/rowCells';
import { changeIn, textsAt } from '../readLines';
import type { RowFilter } from '../shownRows';
import type { FilterSources } from './filterSources';

/**
 * Of these rows, those of which one side's value lies in the range. Reads them all, where nothing stops it.
 * @throws {RecoveryError} `usage` where there is no such column, or an end is no value of it.
 */
export async function within(
  range: NonNullable<RowFilter['range']>,
  among: LineSet,
  sources: FilterSources,
  signal: AbortSignal,
): Promise<LineSet> {
  const { value, lies } = rangeOf(range, sources);
  const found = LineSet.of(among.length);
  for await (const texts of textsAt(among, sources, signal)) {
    for (const text of texts) {
      if (cellsIn(range.column, changeIn(text, sources)).some((cell) => lies(value(cell)))) {
        found.add(text.line);
      }
    }
  }
  return found;
}

function rangeOf(
  { column: at, from, to }: NonNullable<RowFilter['range']>,
  { table }: FilterSources,
): { value: (cell: string | null) => Comparable; lies: (value: Comparable) => boolean } {
  const column = table.columns[at];
  const value = column && comparableIn(column);
  const [least, end] = [from, to].map((text) => (text === undefined ? undefined : value?.(text)));
  const isKnown = (text: string | undefined, as: Comparable): boolean =>
    text === undefined || as !== undefined;
  if (!value || !isKnown(from, least) || !isKnown(to, end)) {
    throw new RecoveryError('usage', 'There are no rows in such a range.');
  }
  const lies = (is: Comparable): boolean =>
    is !== undefined &&
    (least === undefined || compareValues(is, least) >= 0) &&
    (end === undefined || compareValues(is, end) < 0);
  return { value, lies };
}
