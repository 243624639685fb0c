import assert from 'node:assert/strict';
import { bucketsTogether } from '../../../../../src/core/diff/found/bucketsTogether';
import type { BucketSummaries } from '../../../../../src/core/diff/keys/keyBuckets';
import type { HashForm } from '../../../../../src/core/diff/rowHashing';

const bits = 4;

type Bucket = readonly [number: number, count: number, hash: bigint];

function summaries(...buckets: readonly Bucket[]): BucketSummaries {
  return {
    bits,
    numbers: Int32Array.from(buckets, ([number]) => number),
    counts: Int32Array.from(buckets, ([, count]) => count),
    hashes: BigInt64Array.from(buckets, ([, , hash]) => hash),
  };
}

function together(form: HashForm, ...parts: readonly BucketSummaries[]): readonly Bucket[] {
  const all = bucketsTogether(parts, form, bits);
  assert.equal(all.bits, bits);
  assert.deepEqual([all.counts.length, all.hashes.length], Array(2).fill(all.numbers.length));
  return [...all.numbers].map((number, at) => [number, all.counts[at] ?? 0, all.hashes[at] ?? 0n]);
}

describe('The buckets of several partitions', () => {
  it('hold the rows of all, in order of their number, those of one number together', () => {
    const north = summaries([0, 2, 0b1100n], [5, 1, 7n]);
    const south = summaries([0, 3, 0b1010n], [2, 1, 9n], [15, 4, 1n]);
    assert.deepEqual(together('shipped', north, south), [
      [0, 5, 0b0110n],
      [2, 1, 9n],
      [5, 1, 7n],
      [15, 4, 1n],
    ]);
  });

  it('are the same whichever partition comes first, and how the rows are shared among them', () => {
    const parts = [
      summaries([1, 1, 3n], [4, 1, 8n]),
      summaries([4, 2, 5n]),
      summaries([1, 1, -9n], [3, 1, 2n]),
    ];
    const wanted: readonly Bucket[] = [
      [1, 2, 3n ^ -9n],
      [3, 1, 2n],
      [4, 3, 8n ^ 5n],
    ];
    assert.deepEqual(together('extended', ...parts), wanted);
    assert.deepEqual(together('extended', ...parts.toReversed()), wanted);
  });

  it('keep a bucket whose hashes cancel each other out: it has rows all the same', () => {
    assert.deepEqual(together('extended', summaries([3, 1, 6n]), summaries([3, 1, 6n])), [
      [3, 2, 0n],
    ]);
  });

  it('add hashes by SHA-256 up, modulo 2^64', () => {
    const most = 2n ** 63n - 1n;
    assert.deepEqual(together('sha256', summaries([3, 1, most]), summaries([3, 1, 2n])), [
      [3, 2, -(2n ** 63n) + 1n],
    ]);
  });

  it('are none where no partition has a row', () => {
    assert.deepEqual(together('shipped'), []);
    assert.deepEqual(together('shipped', summaries(), summaries()), []);
  });

  it('are those of the one partition that has rows', () => {
    assert.deepEqual(together('sha256', summaries(), summaries([7, 1, 5n]), summaries()), [
      [7, 1, 5n],
    ]);
  });
});
