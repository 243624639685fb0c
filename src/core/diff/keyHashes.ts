import type { Key } from '../catalog/table';
import { compareInByteOrder } from './byteOrder';

/** One key column of many rows: numbers for an integer column, else text. */
export type KeyColumn = BigInt64Array | readonly string[];

/** The keys and row hashes of some rows of one side, column by column; in key order. */
export interface KeyHashes {
  readonly keys: readonly KeyColumn[];
  readonly hashes: BigInt64Array;
}

/** Negative, zero or positive: the order of two rows' keys. */
export function compareKeys(
  a: readonly KeyColumn[],
  atA: number,
  b: readonly KeyColumn[],
  atB: number,
): number {
  for (let column = 0; column < a.length; column++) {
    const left = a[column]?.[atA];
    const right = b[column]?.[atB];
    if (left !== right) {
      return typeof left === 'string' && typeof right === 'string'
        ? compareInByteOrder(left, right)
        : (left ?? 0n) < (right ?? 0n)
          ? -1
          : 1;
    }
  }
  return 0;
}

/** One row's key as text. */
export function keyAt(keys: readonly KeyColumn[], row: number): Key {
  return keys.map((column) => String(column[row]));
}
