import { bringReaders } from './bringing';
import { cellReaders } from './cells';
import { chartReaders } from './chart';
import { coreReaders } from './core';
import { isRecord, isWhole, record, Unreadable, unreadable } from './fields';
import { findReaders } from './finding';
import { groupReaders } from './groups';
import type { HostRequests, Method, ToHost } from './messages';
import type { Readers, WireError } from './requests';
import { selectReaders } from './selecting';
import { shownReaders } from './shown';
import { takeReaders } from './taking';

/** A message that is no request; `id` is 0 where it has none. */
export interface BadRequest {
  readonly id: number;
  readonly failure: WireError;
}

/** Nothing that the webview sends is trusted: every field is read, and only those that are known. */
export function readRequest(message: unknown): ToHost | BadRequest {
  const id = isRecord(message) && isWhole(message['id']) ? message['id'] : 0;
  try {
    const { method, params } = record(message);
    return readMethod(id, method, params);
  } catch (error) {
    if (error instanceof Unreadable) {
      return { id, failure: error.wire };
    }
    throw error;
  }
}

const readers: Readers<HostRequests> = {
  ...coreReaders,
  ...shownReaders,
  ...selectReaders,
  ...groupReaders,
  ...chartReaders,
  ...findReaders,
  ...takeReaders,
  ...bringReaders,
  ...cellReaders,
};

function readMethod(id: number, method: unknown, params: unknown): ToHost {
  if (typeof method !== 'string' || !Object.hasOwn(readers, method)) {
    throw unreadable('method');
  }
  const known = method as Method; // one of the readers' own names
  return { id, method: known, params: readers[known](params) } as ToHost; // reader and method agree
}
