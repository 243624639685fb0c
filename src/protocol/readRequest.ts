import {
  type Method,
  type Params,
  type SelectionIntent,
  type ShownRows,
  type ToHost,
  type WireError,
} from './messages';
import { mostRowsAsked, protocolVersion } from './messages';
import type { Tab } from './rows';
import type { Step } from './state';

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

type Fields = Readonly<Record<string, unknown>>;
type Readers = { readonly [M in Method]: (params: unknown) => Params<M> };

const readers: Readers = {
  ready: (params) => ({ version: sameVersion(record(params)['version']) }),
  rows: (params) => {
    const fields = record(params);
    const { generation, first, count } = fields;
    return {
      generation: whole(generation),
      ...shownOf(fields),
      first: whole(first),
      count: atMost(whole(count), mostRowsAsked),
    };
  },
  select: (params) => {
    const { generation, intent } = record(params);
    return { generation: whole(generation), intent: intentOf(record(intent)) };
  },
  allowDeletes: (params) => ({ allowed: flag(record(params)['allowed']) }),
  start: (params) => ({ step: stepOf(record(params)['step']) }),
  cancel: () => undefined,
  showCell: (params) => {
    const fields = record(params);
    const { generation, ordinal, column } = fields;
    return {
      generation: whole(generation),
      ...shownOf(fields),
      ordinal: whole(ordinal),
      ...(column === undefined ? {} : { column: whole(column) }),
    };
  },
  compareStructure: () => undefined,
  chooseIgnored: () => undefined,
  showLog: () => undefined,
};

function readMethod(id: number, method: unknown, params: unknown): ToHost {
  if (typeof method !== 'string' || !Object.hasOwn(readers, method)) {
    throw unreadable('method');
  }
  const known = method as Method; // one of the readers' own names
  return { id, method: known, params: readers[known](params) } as ToHost; // reader and method agree
}

function intentOf(intent: Fields): SelectionIntent {
  const { kind, selected } = intent;
  switch (kind) {
    case 'row':
      return {
        ...{ kind, ...shownOf(intent) },
        ...{ ordinal: whole(intent['ordinal']), selected: flag(selected) },
      };
    case 'range':
      return {
        ...{ kind, ...shownOf(intent) },
        first: whole(intent['first']),
        last: whole(intent['last']),
        selected: flag(selected),
      };
    case 'tab':
      return { kind, ...shownOf(intent), selected: flag(selected) };
    case 'nothing':
      return { kind };
    default:
      throw unreadable('intent');
  }
}

const tabs: readonly Tab[] = ['all', 'missing', 'changed', 'extra', 'conflict'];
const steps: readonly Step[] = [
  'saveScript',
  'rehearse',
  'apply',
  'undo',
  'verify',
  'compareAgain',
  'findStale',
  'compareStale',
];

function shownOf({ tab, hidesSameValue }: Fields): ShownRows {
  return {
    tab: oneOf(tabs, tab, 'tab'),
    ...(hidesSameValue === undefined ? {} : { hidesSameValue: yes(hidesSameValue) }),
  };
}

function stepOf(value: unknown): Step {
  return oneOf(steps, value, 'step');
}

function oneOf<T>(words: readonly T[], value: unknown, what: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw unreadable(what);
  }
  return found;
}

function whole(value: unknown): number {
  if (!isWhole(value)) {
    throw unreadable('number');
  }
  return value;
}

function atMost(value: number, most: number): number {
  if (value > most) {
    throw unreadable('number');
  }
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw unreadable('switch');
  }
  return value;
}

function yes(value: unknown): true {
  if (value !== true) {
    throw unreadable('switch');
  }
  return value;
}

function record(value: unknown): Fields {
  if (!isRecord(value)) {
    throw unreadable('fields');
  }
  return value;
}

function sameVersion(value: unknown): number {
  if (value !== protocolVersion) {
    throw new Unreadable({
      code: 'version',
      message: 'This review was drawn by another version of the extension.',
      hint: 'Close it and open it again.',
    });
  }
  return protocolVersion;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function unreadable(what: string): Unreadable {
  return new Unreadable({
    code: 'bad-request',
    message: `The review sent a ${what} that is not understood.`,
  });
}

class Unreadable extends Error {
  constructor(readonly wire: WireError) {
    super(wire.message);
  }
}
