import { compareInByteOrder } from '../diff/keys/byteOrder';
import type { ValueRows } from './volume';

/**
 * The same counts with only such values as are exact in all of them: where one has lost its first values,
 * those of the others go too, so that no value seems to have rows in one place alone.
 */
export function comparableValues(counts: readonly ValueRows[]): readonly ValueRows[] {
  const firsts = counts.flatMap(({ values, otherRows }) =>
    otherRows > 0 ? [values[0]?.value ?? ''] : [],
  );
  const first = firsts.sort(compareInByteOrder).at(-1) ?? '';
  return counts.map((count) => from(first, count));
}

function from(first: string, { values, otherRows }: ValueRows): ValueRows {
  const isExact = ({ value }: ValueRows['values'][number]): boolean =>
    value === null || compareInByteOrder(value, first) >= 0;
  return {
    values: values.filter(isExact),
    otherRows: values
      .filter((value) => !isExact(value))
      .reduce((sum, { rows }) => sum + rows, otherRows),
  };
}
