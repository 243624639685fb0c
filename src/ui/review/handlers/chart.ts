import type { Chart, ChartRequests, NoChart } from '../../../protocol/chart';
import type { Handlers } from '../../../protocol/requests';
import type { Charts } from '../../../recovery/review/charts';
import { type HandlerSurroundings, refuseOutdated, type Reviewed } from './reviewed';

export function chartHandlers(
  on: Reviewed,
  { countBy }: Pick<HandlerSurroundings, 'countBy'>,
): Handlers<ChartRequests> {
  return {
    chart: async ({ generation, column, count }) => {
      refuseOutdated(generation, on);
      const { charts, masked } = on.session;
      if (count && column !== undefined) {
        const { uncounted } = await charts.all(masked);
        if (uncounted.includes(column)) {
          await charts.take(column, await countBy(column));
        }
      }
      return wireChart(await charts.all(masked), column);
    },
  };
}

function wireChart({ drawn, tellingMost, uncounted }: Charts, wanted?: number): Chart | NoChart {
  const others = drawn.map(({ column }) => column);
  const chart = wanted === undefined ? tellingMost : drawn.find(({ column }) => column === wanted);
  return chart ? { ...chart, others, uncounted } : { none: true, others, uncounted };
}
