import type { Handlers } from '../../../protocol/requests';
import type { ShownRequests } from '../../../protocol/shown';
import { wireChildren } from '../marks';
import { wireRows } from '../rows';
import { refuseOutdated, type Reviewed } from './reviewed';

export function shownHandlers(on: Reviewed): Handlers<ShownRequests> {
  return {
    rows: async ({ generation, first, count, ...shown }) => {
      refuseOutdated(generation, on);
      const { session } = on;
      const { table } = session.comparison;
      return wireRows(await session.page(shown, first, count), { first, table });
    },
    count: async ({ generation, ...shown }) => {
      refuseOutdated(generation, on);
      const { children, ...count } = await on.session.shownCount(shown);
      return { ...count, ...wireChildren(children) };
    },
  };
}
