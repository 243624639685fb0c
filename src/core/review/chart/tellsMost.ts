import type { ValueBin, ValueChart } from './chart';

/**
 * The column of which one range holds the most of what differs beside what it holds of all rows: there a hole
 * or a heap is seen, and can be selected. A column of numbers only where it tells twice as much as any of dates, for people think of damage in days.
 * Of equals the first.
 * @param differing All rows that differ, whether they have a place in a chart or not.
 */
export function tellsMost<C extends ValueChart>(
  charts: readonly C[],
  differing: number,
): C | undefined {
  const ranked = charts
    .map((chart) => ({ chart, tells: tellingOf(chart, differing) }))
    .sort((one, other) => other.tells - one.tells);
  return ranked[0]?.chart;
}

/** From 0 to 1, for a column of numbers to a half. */
function tellingOf(chart: ValueChart, differing: number): number {
  const shown = chart.bins.reduce((sum, bin) => sum + differingIn(bin), 0);
  const tells = differing === 0 ? 0 : apartness(chart) * Math.min(1, shown / differing);
  return chart.unit === 'number' ? tells / 2 : tells;
}

/**
 * How much greater a part of the rows that differ than of all rows one range of values holds, at most: 0 where
 * both are spread alike, near 1 where a range holds all that differs and hardly another row. Ranges, not bins:
 * where there are few rows to a bin, any two rows lie in others.
 */
export function apartness(chart: Pick<ValueChart, 'bins'>): number {
  return tellingRange(chart)?.apart ?? 0;
}

/** The range that {@link apartness} speaks of. */
export interface TellingRange extends Pick<ValueBin, 'from' | 'to'> {
  readonly apart: number;
}

/** Undefined where no range holds a greater part of what differs than of all rows. */
export function tellingRange({ bins }: Pick<ValueChart, 'bins'>): TellingRange | undefined {
  const differing = bins.reduce((sum, bin) => sum + differingIn(bin), 0);
  const all = bins.reduce((sum, bin) => sum + bin.backup + bin.extra, 0);
  let ending: TellingRange | undefined;
  let greatest: TellingRange | undefined;
  for (const bin of bins) {
    const own = part(differingIn(bin), differing) - part(bin.backup + bin.extra, all);
    ending = reaching(ending, bin, own);
    greatest = ending && ending.apart > (greatest?.apart ?? 0) ? ending : greatest;
  }
  return greatest;
}

/** The range with one bin more, or nothing where it is worth nothing then. */
function reaching(
  range: TellingRange | undefined,
  { from, to }: ValueBin,
  own: number,
): TellingRange | undefined {
  const apart = (range?.apart ?? 0) + own;
  return apart > 0 ? { from: range?.from ?? from, to, apart } : undefined;
}

function part(rows: number, of: number): number {
  return of === 0 ? 0 : rows / of;
}

function differingIn({ missing, changed, extra }: ValueBin): number {
  return missing + changed + extra;
}
