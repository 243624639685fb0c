import type { RowChange, StaleRow } from '../../src/core/diff/rows/rowChange';

/** A change as it was read with all of its cells, which are read out of the copied line only when they are asked for. */
export function decoded<T extends RowChange | StaleRow>(change: T): T {
  const names = [
    ...['kind', 'key', 'difference', 'backup', 'live', 'liveOnly', 'xid', 'unread'],
    ...['columns', 'reused', 'writtenDifferently', 'sameValue'],
  ];
  const found = names.map((name) => [name, Reflect.get(change, name) as unknown]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as T;
}
