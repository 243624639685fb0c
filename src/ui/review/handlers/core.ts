import type { CoreRequests } from '../../../protocol/core';
import type { Handlers } from '../../../protocol/requests';
import type { HandlerSurroundings } from './reviewed';

export function coreHandlers(surroundings: HandlerSurroundings): Handlers<CoreRequests> {
  return {
    ready: () => surroundings.state(),
    start: async ({ step }) => {
      await surroundings.run(step);
      return undefined;
    },
    cancel: () => {
      surroundings.cancel();
      return Promise.resolve(undefined);
    },
    compareStructure: async () => {
      await surroundings.compareStructure();
      return undefined;
    },
    chooseIgnored: async () => {
      await surroundings.chooseIgnored();
      return undefined;
    },
    compareByOtherColumns: async () => {
      await surroundings.compareByOtherColumns();
      return undefined;
    },
    showLog: () => {
      surroundings.showLog();
      return Promise.resolve(undefined);
    },
  };
}
