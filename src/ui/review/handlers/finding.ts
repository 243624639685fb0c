import type { FindRequests } from '../../../protocol/finding';
import type { Handlers } from '../../../protocol/requests';
import { notYet } from './reviewed';

export function findHandlers(): Handlers<FindRequests> {
  return { find: notYet, goToKey: notYet };
}
