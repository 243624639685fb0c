import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rangesOf } from '../../../../src/core/correction/ordinalRanges';
import { LineSet } from '../../../../src/core/review/lineSet';

/** Two sets of lines, as plain sets, of a comparison of so many. */
const sets = fc.nat(200).chain((length) => {
  const lines = fc.uniqueArray(fc.nat(Math.max(0, length - 1)), { maxLength: length });
  return fc.record({ length: fc.constant(length), first: lines, second: lines });
});
const ascending = (lines: Iterable<number>): number[] => [...lines].sort((a, b) => a - b);

describe('A set of lines', () => {
  it('holds, joins, meets and leaves out lines as sets do', () => {
    fc.assert(
      fc.property(sets, ({ length, first, second }) => {
        const [a, b] = [LineSet.fromLines(length, first), LineSet.fromLines(length, second)];
        const all = [...Array(length).keys()];
        assert.deepEqual([...a], ascending(first));
        assert.deepEqual([...a.or(b)], ascending(new Set([...first, ...second])));
        assert.deepEqual([...a.and(b)], ascending(first.filter((n) => second.includes(n))));
        assert.deepEqual([...a.without(b)], ascending(first.filter((n) => !second.includes(n))));
        assert.deepEqual(
          [...a.not()],
          all.filter((n) => !first.includes(n)),
        );
        assert.deepEqual([...a.toLines()], ascending(first));
        assert.equal(a.size, first.length);
        assert.equal(a.isEmpty, first.length === 0);
        assert.ok([...all, length, length + 40].every((n) => a.has(n) === first.includes(n)));
      }),
    );
  });

  it('comes from ranges and goes through bytes unchanged', () => {
    fc.assert(
      fc.property(sets, ({ length, first }) => {
        const set = LineSet.fromLines(length, first);
        assert.deepEqual(LineSet.fromRanges(length, rangesOf(ascending(first))), set);
        assert.deepEqual(LineSet.fromBytes(length, set.toBytes()), set);
      }),
    );
  });

  it('takes no bytes of another length, and no line past its end', () => {
    const bytes = LineSet.fromLines(12, [0, 11]).toBytes();
    assert.equal(LineSet.fromBytes(17, bytes), undefined);
    assert.equal(LineSet.fromBytes(11, bytes), undefined, 'line 11 is past the end');
    assert.throws(() => LineSet.fromLines(11, [11]), RangeError);
    assert.throws(() => LineSet.of(3).and(LineSet.of(4)), RangeError);
  });

  it('counts a million lines at once', () => {
    const set = LineSet.fromRanges(1_000_000, [{ from: 1, to: 1_000_000 }]);
    assert.deepEqual([set.size, set.not().size, set.has(0)], [999_999, 1, false]);
  });
});
