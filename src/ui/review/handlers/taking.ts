import type { Handlers } from '../../../protocol/requests';
import type { TakeRequests } from '../../../protocol/taking';
import { copiedText, exportRows } from '../../../recovery/review/takeRows';
import { type HandlerSurroundings, refuseOutdated, type Reviewed } from './reviewed';

export function takeHandlers(
  on: Reviewed,
  surroundings: HandlerSurroundings,
): Handlers<TakeRequests> {
  return {
    copy: async ({ generation, first, last, column, side, ...shown }) => {
      refuseOutdated(generation, on);
      const taken = { ...(column === undefined ? {} : { column }), ...(side ? { side } : {}) };
      const { text, rows } = await copiedText(shown, { first, last }, taken, on.session);
      await surroundings.copy(text);
      return { rows };
    },
    exportShown: async ({ generation, ...shown }) => {
      refuseOutdated(generation, on);
      const { session } = on;
      const { name } = session.comparison.identity.table;
      await surroundings.saveAs(`${name}-${shown.tab}.csv`, (write, work) =>
        exportRows(shown, session, write, work),
      );
      return undefined;
    },
  };
}
