import type { Column, Key } from '../catalog/table';
import { compareInByteOrder } from '../diff/keys/byteOrder';

/** Orders keys: integers by value, all else by UTF-8 bytes (as `COLLATE "C"`); the first column first. */
export function keyOrder(keyColumns: readonly Column[]): (a: Key, b: Key) => number {
  const compareParts = keyColumns.map(({ type }) =>
    /^int[248]$/.test(type.builtIn ?? '') ? compareIntegers : compareInByteOrder,
  );
  return (a, b) => {
    for (const [index, compare] of compareParts.entries()) {
      const order = compare(a[index] ?? '', b[index] ?? '');
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  };
}

function compareIntegers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
