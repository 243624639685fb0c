import type { HostHandlers } from '../../../protocol/serve';
import { bringHandlers } from './bringing';
import { cellHandlers } from './cells';
import { chartHandlers } from './chart';
import { coreHandlers } from './core';
import { findHandlers } from './finding';
import { groupHandlers } from './groups';
import type { HandlerSurroundings, Reviewed } from './reviewed';
import { selectHandlers } from './selecting';
import { shownHandlers } from './shown';
import { takeHandlers } from './taking';

/** What answers the webview: a file for each family of messages, none of which knows VS Code. */
export function reviewHandlers(on: Reviewed, surroundings: HandlerSurroundings): HostHandlers {
  return {
    ...coreHandlers(surroundings),
    ...shownHandlers(on),
    ...selectHandlers(on),
    ...groupHandlers(on, surroundings),
    ...chartHandlers(on, surroundings),
    ...findHandlers(on),
    ...takeHandlers(on, surroundings),
    ...bringHandlers(on, surroundings),
    ...cellHandlers(on, surroundings),
  };
}
