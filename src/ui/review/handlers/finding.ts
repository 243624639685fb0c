import type { KeptTable } from '../../../core/diff/comparison';
import type { FindRequests } from '../../../protocol/finding';
import type { Handlers } from '../../../protocol/requests';
import { refuseOutdated, type Reviewed } from './reviewed';

export function findHandlers(on: Pick<Reviewed, 'session' | 'generation'>): Handlers<FindRequests> {
  return {
    find: async ({ generation, text: words, column, matchCase, from, back, ...shown }) => {
      refuseOutdated(generation, on);
      const where = column === undefined ? {} : { column };
      const sought = { words, ...where, ...(matchCase ? { matchCase } : {}) };
      const found = await on.session.search.text(shown, sought, { from, back: back === true });
      return found ?? { none: true };
    },
    goToKey: async ({ generation, key, ...shown }) => {
      refuseOutdated(generation, on);
      const ordinal = await on.session.search.key(
        shown,
        inOrderOfKey(key, on.session.comparison.table),
      );
      return ordinal === undefined ? { none: true } : { ordinal };
    },
  };
}

/** A key need not have its columns in the order of the table's. */
function inOrderOfKey(
  values: readonly string[],
  { key }: Pick<KeptTable, 'key'>,
): readonly string[] {
  const columns = key.toSorted((a, b) => a - b);
  return key.map((column) => values[columns.indexOf(column)] ?? '');
}
