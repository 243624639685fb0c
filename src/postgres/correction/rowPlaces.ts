import type { Key } from '../../core/catalog/table';
import type { Correction } from '../../core/correction/plan';
import { isFoundByText, type KeyColumn } from '../../core/sql/keyEquality';
import type { StatementTable } from './statements';

/**
 * The corrections by what their rows can be found by under any settings. A key that is found by its text
 * is not, and production's own settings are in force while rows are written: those rows are found by
 * where they lie, where they stay as long as they are locked.
 * @param places Of the rows, in the order of the corrections, as they were locked.
 */
export function writable(
  table: StatementTable,
  corrections: readonly Correction[],
  places: readonly (Key | undefined)[],
): { readonly target: StatementTable; readonly corrections: readonly Correction[] } {
  return isFoundByPlace(table)
    ? {
        target: { ...table, key: placeColumns },
        corrections: corrections.map((correction, position) => ({
          ...correction,
          key: places[position] ?? correction.key,
        })),
      }
    : { target: table, corrections };
}

/** Whether its rows are written by where they lie: then that has to be known. */
export function isFoundByPlace({ key }: StatementTable): boolean {
  return key.some(isFoundByText);
}

export const placeColumns: readonly KeyColumn[] = ['oid', 'tid'].map((type) => ({
  name: type === 'oid' ? 'tableoid' : 'ctid',
  base: {
    castName: `pg_catalog.${type}`,
    arrayCastName: `pg_catalog._${type}`,
    equality: 'operator(pg_catalog.=)',
  },
}));
