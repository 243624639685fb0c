import type { GroupRequests } from '../../../protocol/groups';
import type { Handlers } from '../../../protocol/requests';
import { refuseOutdated, type Reviewed } from './reviewed';

/** No groups are made yet. */
export function groupHandlers(on: Reviewed): Handlers<GroupRequests> {
  return {
    groups: ({ generation }) => {
      refuseOutdated(generation, on);
      return Promise.resolve([]);
    },
  };
}
