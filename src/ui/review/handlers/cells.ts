import type { CellRequests } from '../../../protocol/cells';
import type { Handlers } from '../../../protocol/requests';
import { type HandlerSurroundings, refuseOutdated, type Reviewed } from './reviewed';

export function cellHandlers(
  on: Reviewed,
  surroundings: HandlerSurroundings,
): Handlers<CellRequests> {
  return {
    showCell: async ({ generation, ...shown }) => {
      refuseOutdated(generation, on);
      await surroundings.showCell(shown);
      return undefined;
    },
    reveal: async ({ column }) => {
      await on.reveal(column);
      return undefined;
    },
    maskAgain: async ({ column }) => {
      await on.maskAgain(column);
      return undefined;
    },
    keepLook: async ({ look }) => {
      await surroundings.keepLook(look);
      return undefined;
    },
  };
}
