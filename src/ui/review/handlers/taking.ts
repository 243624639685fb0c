import type { Handlers } from '../../../protocol/requests';
import type { TakeRequests } from '../../../protocol/taking';
import { notYet } from './reviewed';

export function takeHandlers(): Handlers<TakeRequests> {
  return { copy: notYet, exportShown: notYet };
}
