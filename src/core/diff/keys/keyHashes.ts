import type { Cell, Key } from '../../catalog/table';
import { type TextColumn, compareTexts, isNullAt, textAt } from './textColumn';

/** One key column of many rows: numbers for an integer column that holds no NULL, else text. */
export type KeyColumn = BigInt64Array | TextColumn;

/** The keys and row hashes of some rows of one side, column by column; in key order. */
export interface KeyHashes {
  readonly keys: readonly KeyColumn[];
  readonly hashes: BigInt64Array;
}

/** Negative, zero or positive: the order of two rows' keys. NULL comes last, and is one value. */
export function compareKeys(
  a: readonly KeyColumn[],
  atA: number,
  b: readonly KeyColumn[],
  atB: number,
): number {
  for (let column = 0; column < a.length; column++) {
    const order = compareColumn(a[column], atA, b[column], atB);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

/** One row's key as text; of a row that has no NULL in it. */
export function keyAt(keys: readonly KeyColumn[], row: number): Key {
  return keys.map((column) =>
    column instanceof BigInt64Array ? String(column[row]) : textAt(column, row),
  );
}

/** One row's key as text, with what is NULL in it. */
export function keyCellsAt(keys: readonly KeyColumn[], row: number): readonly Cell[] {
  return keyAt(keys, row).map((text, index) => {
    const column = keys[index];
    return column && !(column instanceof BigInt64Array) && isNullAt(column, row) ? null : text;
  });
}

function compareColumn(
  a: KeyColumn | undefined,
  atA: number,
  b: KeyColumn | undefined,
  atB: number,
): number {
  if (a instanceof BigInt64Array && b instanceof BigInt64Array) {
    return compareNumbers(a[atA], b[atB]);
  }
  if (!a || !b || a instanceof BigInt64Array || b instanceof BigInt64Array) {
    throw new TypeError('The two sides read their keys in different forms.');
  }
  return compareTexts(a, atA, b, atB);
}

function compareNumbers(a = 0n, b = 0n): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
