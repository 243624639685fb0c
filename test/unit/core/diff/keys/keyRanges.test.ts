import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type KeyRanges,
  concatRanges,
  greatestKey,
  rangesByDensity,
  smallestKey,
  splitRange,
} from '../../../../../src/core/diff/keys/keyRanges';

const int8 = fc.oneof(
  fc.bigInt({ min: smallestKey, max: greatestKey }),
  fc.bigInt({ min: -20n, max: 20n }),
  fc.constantFrom(smallestKey, smallestKey + 1n, greatestKey - 1n, greatestKey),
);

/** Every key from the first to the last is in exactly one range. */
function assertCovers({ from, to }: KeyRanges, first: bigint, last: bigint): void {
  assert.equal(from[0], first);
  assert.equal(to.at(-1), last);
  for (let range = 0; range < from.length; range++) {
    assert.ok((from[range] ?? 0n) <= (to[range] ?? 0n));
    assert.equal(from[range + 1] ?? last + 1n, (to[range] ?? 0n) + 1n);
  }
}

describe('Ranges of keys', () => {
  it('split from any key to any other cover all between, without overlap, up to the ends of int8', () => {
    fc.assert(
      fc.property(int8, int8, fc.integer({ min: 1, max: 300 }), (a, b, parts) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const ranges = splitRange({ from, to }, parts);
        assertCovers(ranges, from, to);
        assert.ok(ranges.from.length <= parts);
        assert.ok(parts === 1 || from === to || ranges.from.length > 1, 'two keys come apart');
      }),
    );
  });

  it('by density cover every key there can be, also those that no sample has shown', () => {
    const sample = fc.record({
      rows: fc.integer({ min: 0, max: 1_000_000 }),
      quantiles: fc
        .array(int8, { maxLength: 20 })
        .map((keys) => keys.toSorted((a, b) => (a < b ? -1 : 1))),
    });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 2 }), (samples) => {
        assertCovers(rangesByDensity(samples, 4096), smallestKey, greatestKey);
      }),
    );
  });

  it('by density hold about as many rows each, although one key lies far from all others', () => {
    const quantiles = Array.from({ length: 11 }, (_, index) => BigInt(index * 10_000));
    const { from, to } = rangesByDensity(
      [{ rows: 110_000, quantiles: [...quantiles, 9n * 10n ** 18n] }],
      100,
    );
    const within = [...from.keys()].filter(
      (at) => (from[at] ?? 0n) >= 0n && (to[at] ?? 0n) < 100_000n,
    );
    assert.ok(within.length >= 900, String(within.length));
    assert.ok(within.every((at) => (to[at] ?? 0n) - (from[at] ?? 0n) < 102n));
  });

  it('put together keep their order', () => {
    const { from, to } = concatRanges([
      splitRange({ from: 0n, to: 9n }, 2),
      splitRange({ from: 20n, to: 20n }, 5),
    ]);
    assert.deepEqual(
      [[...from], [...to]],
      [
        [0n, 5n, 20n],
        [4n, 9n, 20n],
      ],
    );
  });
});
