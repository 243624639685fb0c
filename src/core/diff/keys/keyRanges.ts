/** Ranges of integer keys, both ends included; ascending, none overlapping another. */
export interface KeyRanges {
  readonly from: BigInt64Array;
  readonly to: BigInt64Array;
}

/** Of each range: how many rows, and their hashes combined. */
export interface RangeSummaries {
  readonly counts: Int32Array;
  readonly hashes: BigInt64Array;
}

/** What a look at some of a side's pages says of all its keys. */
export interface KeySample {
  /** An estimate. */
  readonly rows: number;
  /** Ascending; between any two neighbours lie about as many rows. Empty where no row was seen. */
  readonly quantiles: readonly bigint[];
}

export const smallestKey = -(2n ** 63n);
export const greatestKey = 2n ** 63n - 1n;

/**
 * Cuts the whole key space so that each range holds about this many rows of each side; keys are unique, so
 * there are no more rows than keys.
 */
export function rangesByDensity(samples: readonly KeySample[], rowsPerRange: number): KeyRanges {
  const cuts = [...new Set(samples.flatMap(({ quantiles }) => [...quantiles]))].sort(ascending);
  const starts = [smallestKey];
  let rest = 0;
  for (const [index, cut] of cuts.entries()) {
    const next = cuts[index + 1];
    if (next === undefined) {
      break;
    }
    const expected = Math.max(...samples.map((sample) => rowsBetween(sample, cut, next)));
    const rows = Math.min(expected, Number(next - cut));
    const wanted = rest + rows / rowsPerRange;
    const parts = Math.floor(wanted);
    rest = wanted - parts;
    addStarts(starts, { from: cut, to: next - 1n }, parts);
  }
  return consecutive(starts, greatestKey);
}

/** Equal parts, as many as asked for or as there are keys. */
export function splitRange(
  { from, to }: { readonly from: bigint; readonly to: bigint },
  parts: number,
): KeyRanges {
  const starts: bigint[] = [];
  addStarts(starts, { from, to }, Math.max(1, parts));
  return consecutive(starts, to);
}

export function concatRanges(list: readonly KeyRanges[]): KeyRanges {
  const length = list.reduce((sum, { from }) => sum + from.length, 0);
  const all = { from: new BigInt64Array(length), to: new BigInt64Array(length) };
  let at = 0;
  for (const { from, to } of list) {
    all.from.set(from, at);
    all.to.set(to, at);
    at += from.length;
  }
  return all;
}

export function sliceRanges({ from, to }: KeyRanges, start: number, end: number): KeyRanges {
  return { from: from.subarray(start, end), to: to.subarray(start, end) };
}

/** How many of the sample's rows lie between two keys, as if evenly spread between its quantiles. */
function rowsBetween({ rows, quantiles }: KeySample, from: bigint, to: bigint): number {
  const first = quantiles[0];
  const last = quantiles.at(-1);
  const outside = first === undefined || last === undefined || to <= first || from >= last;
  if (outside) {
    return 0;
  }
  const start = quantiles.findLastIndex((key) => key <= from);
  const end = quantiles[start + 1];
  const share = rows / Math.max(1, quantiles.length - 1);
  const begin = quantiles[start];
  return begin === undefined || end === undefined
    ? 0
    : (share * Number(to - from)) / Number(end - begin);
}

function addStarts(
  starts: bigint[],
  { from, to }: { readonly from: bigint; readonly to: bigint },
  parts: number,
): void {
  if (parts < 1) {
    return;
  }
  const span = to - from + 1n;
  const width = (span + BigInt(parts) - 1n) / BigInt(parts);
  for (let start = from; start <= to; start += width) {
    if (start !== starts.at(-1)) {
      starts.push(start);
    }
  }
}

/** Each range ends where the next one starts. */
function consecutive(starts: readonly bigint[], to: bigint): KeyRanges {
  const from = BigInt64Array.from(starts);
  const ends = BigInt64Array.from(starts, (_, index) => {
    const next = starts[index + 1];
    return next === undefined ? to : next - 1n;
  });
  return { from, to: ends };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
