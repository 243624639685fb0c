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
export function apartness({ bins }: Pick<ValueChart, 'bins'>): number {
  const counts = bins.map((bin) => ({ differing: differingIn(bin), all: bin.backup + bin.extra }));
  const differing = counts.reduce((sum, bin) => sum + bin.differing, 0);
  const all = counts.reduce((sum, bin) => sum + bin.all, 0);
  if (differing === 0 || all === 0) {
    return 0;
  }
  let [ending, greatest] = [0, 0];
  for (const bin of counts) {
    ending = Math.max(0, ending + bin.differing / differing - bin.all / all);
    greatest = Math.max(greatest, ending);
  }
  return greatest;
}

function differingIn({ missing, changed, extra }: ValueBin): number {
  return missing + changed + extra;
}
