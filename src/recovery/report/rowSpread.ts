import type { RowSpread, SpreadUnit } from '../../core/report/charts/rowSpread';
import { tellsMost } from '../../core/review/chart/tellsMost';
import type { ColumnChart } from '../review/charts';
import type { ReviewSession } from '../review/reviewSession';

type DateChart = ColumnChart & { readonly unit: SpreadUnit };

/** The rows of both sides by the dates that tell most of what differs; undefined where none were counted, or only masked ones. */
export async function rowSpread({
  charts,
  masked,
  comparison,
}: Pick<ReviewSession, 'charts' | 'masked' | 'comparison'>): Promise<RowSpread | undefined> {
  const { drawn } = await charts.all(masked);
  const dates = drawn.filter((chart): chart is DateChart => chart.unit !== 'number');
  const { missing = 0, changed = 0, extra = 0 } = comparison.figures?.rows ?? {};
  const chart = tellsMost(dates, missing + changed + extra);
  return (
    chart && {
      column: comparison.table.columns[chart.column]?.name ?? '',
      unit: chart.unit,
      bins: chart.bins.map(({ from, to, backup, live }) => ({ from, to, backup, live })),
    }
  );
}
