import type { BucketSummaries } from '../keys/keyBuckets';
import { combinedHashes, type HashForm } from '../rowHashing';

/**
 * The summaries of all rows from those of some each: exact, since hashes can be put together in any order.
 * All are of the same number of bits.
 */
export function bucketsTogether(
  parts: readonly BucketSummaries[],
  form: HashForm,
  bits: number,
): BucketSummaries {
  const empty = { bits, numbers: new Int32Array(), counts: new Int32Array() };
  return parts.reduce((all, part) => bothTogether(all, part, form), {
    ...empty,
    hashes: new BigInt64Array(),
  });
}

function bothTogether(a: BucketSummaries, b: BucketSummaries, form: HashForm): BucketSummaries {
  const most = a.numbers.length + b.numbers.length;
  const all = { numbers: new Int32Array(most), counts: new Int32Array(most) };
  const hashes = new BigInt64Array(most);
  let [atA, atB, length] = [0, 0, 0];
  for (; atA < a.numbers.length || atB < b.numbers.length; length++) {
    const number = Math.min(a.numbers[atA] ?? noBucket, b.numbers[atB] ?? noBucket);
    const ofA = summaryAt(a, atA, number);
    const ofB = summaryAt(b, atB, number);
    all.numbers[length] = number;
    all.counts[length] = ofA.count + ofB.count;
    hashes[length] = combinedHashes(form, ofA.hash, ofB.hash);
    atA += ofA.entries;
    atB += ofB.entries;
  }
  return {
    bits: a.bits,
    numbers: all.numbers.subarray(0, length),
    counts: all.counts.subarray(0, length),
    hashes: hashes.subarray(0, length),
  };
}

/** Above every number that there is. */
const noBucket = Infinity;

/** What stands there of a bucket: it, or nothing where another bucket stands there. */
function summaryAt(
  { numbers, counts, hashes }: BucketSummaries,
  at: number,
  number: number,
): { readonly entries: number; readonly count: number; readonly hash: bigint } {
  return numbers[at] === number
    ? { entries: 1, count: counts[at] ?? 0, hash: hashes[at] ?? 0n }
    : { entries: 0, count: 0, hash: 0n };
}
