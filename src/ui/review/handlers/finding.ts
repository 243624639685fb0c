import type { FindRequests } from '../../../protocol/finding';
import type { Handlers } from '../../../protocol/requests';
import { refuseOutdated, type Reviewed } from './reviewed';

export function findHandlers(on: Reviewed): Handlers<FindRequests> {
  return {
    find: async ({ generation, text: words, column, from, back, ...shown }) => {
      refuseOutdated(generation, on);
      const sought = { words, ...(column === undefined ? {} : { column }) };
      const found = await on.session.find(shown, sought, { from, back: back === true });
      return found ?? { none: true };
    },
    goToKey: async ({ generation, key, ...shown }) => {
      refuseOutdated(generation, on);
      const ordinal = await on.session.ordinalOfKey(shown, key);
      return ordinal === undefined ? { none: true } : { ordinal };
    },
  };
}
