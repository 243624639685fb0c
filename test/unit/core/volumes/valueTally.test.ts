import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareInByteOrder } from '../../../../src/core/diff/keys/byteOrder';
import { comparableValues } from '../../../../src/core/volumes/comparableValues';
import { ValueTally } from '../../../../src/core/volumes/valueTally';
import type { ValueRows } from '../../../../src/core/volumes/volume';

function counted(values: readonly (string | null)[], most: number): ValueRows {
  const tally = new ValueTally(most);
  for (const value of values) {
    tally.add(value);
  }
  return tally.result();
}

const cells = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'é', '～', '😀')));

describe('Counting rows by value', () => {
  it('is exact for the values that come last, and for all others together, in whatever order', () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 8 }), (values, most) => {
        const texts = values.filter((value) => value !== null);
        const kept = [...new Set(texts)].sort(compareInByteOrder).slice(-most);
        const nulls = values.length - texts.length;
        assert.deepEqual(counted(values, most), {
          values: [
            ...kept.map((value) => ({ value, rows: texts.filter((one) => one === value).length })),
            ...(nulls > 0 ? [{ value: null, rows: nulls }] : []),
          ],
          otherRows: texts.filter((value) => !kept.includes(value)).length,
        });
      }),
      { seed: 20260310 },
    );
  });

  it('does not confuse NULL with the empty string', () => {
    assert.deepEqual(counted(['', null, null], 5).values, [
      { value: '', rows: 1 },
      { value: null, rows: 2 },
    ]);
  });

  it('keeps of several counts only the values that are exact in all of them', () => {
    const [all, cut] = comparableValues([
      counted(['a', 'b', 'c', 'd', null], 4),
      counted(['a', 'b', 'b', 'c', 'd', null], 2),
    ]);
    assert.deepEqual(cut, {
      values: [
        { value: 'c', rows: 1 },
        { value: 'd', rows: 1 },
        { value: null, rows: 1 },
      ],
      otherRows: 3,
    });
    assert.deepEqual(all, { ...cut, otherRows: 2 });
  });
});
