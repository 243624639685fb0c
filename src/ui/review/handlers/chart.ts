import type { ChartRequests } from '../../../protocol/chart';
import type { Handlers } from '../../../protocol/requests';
import { refuseOutdated, type Reviewed } from './reviewed';

/** No values are counted yet. */
export function chartHandlers(on: Reviewed): Handlers<ChartRequests> {
  return {
    chart: ({ generation }) => {
      refuseOutdated(generation, on);
      return Promise.resolve({ none: true });
    },
  };
}
