import type { BringRequests } from '../../../protocol/bringing';
import type { Handlers } from '../../../protocol/requests';
import { type HandlerSurroundings, refuseOutdated, type Reviewed } from './reviewed';

export function bringHandlers(
  on: Reviewed,
  surroundings: HandlerSurroundings,
): Handlers<BringRequests> {
  return {
    bringParents: async ({ generation, parents: at }) => {
      refuseOutdated(generation, on);
      const parents = on.session.marks.lackingParents()[at];
      if (parents) {
        await surroundings.bringParents(parents);
      }
      return undefined;
    },
  };
}
