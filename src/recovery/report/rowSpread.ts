import type { RowSpread, SpreadUnit } from '../../core/report/charts/rowSpread';
import { tellsMost } from '../../core/review/chart/tellsMost';
import type { ColumnChart } from '../review/charts';
import type { ReviewSession } from '../review/reviewSession';

type DateChart = ColumnChart & { readonly unit: SpreadUnit };

type Charted = Pick<ReviewSession, 'charts' | 'masked' | 'comparison'>;

/** The rows of both sides by the dates that tell most of what differs; undefined where none were counted, or only masked ones. */
export async function rowSpread(session: Charted): Promise<RowSpread | undefined> {
  const chart = await datesChart(session);
  return (
    chart && {
      column: session.comparison.table.columns[chart.column]?.name ?? '',
      unit: chart.unit,
      bins: chart.bins.map(({ from, to, backup, live }) => ({ from, to, backup, live })),
    }
  );
}

/** What {@link rowSpread} is drawn from. */
export async function datesChart({
  charts,
  masked,
  comparison,
}: Charted): Promise<DateChart | undefined> {
  const { drawn } = await charts.all(masked);
  const dates = drawn.filter((chart): chart is DateChart => chart.unit !== 'number');
  const { missing = 0, changed = 0, extra = 0 } = comparison.figures?.rows ?? {};
  return tellsMost(dates, missing + changed + extra);
}
