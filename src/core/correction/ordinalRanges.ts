/** Ordinals from `from` up to, but not including, `to`. */
export interface OrdinalRange {
  readonly from: number;
  readonly to: number;
}

/** A set of ordinals: ranges in ascending order that neither touch nor overlap, none of them empty. */
export type OrdinalRanges = readonly OrdinalRange[];

export const noOrdinals: OrdinalRanges = [];

/** @param ascending Ordinals in ascending order, each once. */
export function rangesOf(ascending: Iterable<number>): OrdinalRanges {
  const ranges: { from: number; to: number }[] = [];
  for (const ordinal of ascending) {
    const last = ranges.at(-1);
    if (last?.to === ordinal) {
      last.to = ordinal + 1;
    } else {
      ranges.push({ from: ordinal, to: ordinal + 1 });
    }
  }
  return ranges;
}

export function sizeOf(ranges: OrdinalRanges): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** By halving: ranges may be many. */
export function hasOrdinal(ranges: OrdinalRanges, ordinal: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.to ?? 0) <= ordinal) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const range = ranges[low];
  return range !== undefined && range.from <= ordinal;
}

/** As pairs for a file, which {@link rangesFrom} reads. */
export function pairsOf(ranges: OrdinalRanges): readonly (readonly [number, number])[] {
  return ranges.map(({ from, to }) => [from, to]);
}

/** Undefined where the pairs are not ascending, apart, none empty, and none past `count`. */
export function rangesFrom(value: unknown, count: number): OrdinalRanges | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const ranges: OrdinalRange[] = [];
  let end = -1;
  for (const pair of value as readonly unknown[]) {
    const [from, to] = Array.isArray(pair) ? [wholeNumber(pair[0]), wholeNumber(pair[1])] : [];
    if (from === undefined || to === undefined || from <= end || to <= from || to > count) {
      return undefined;
    }
    ranges.push({ from, to });
    end = to;
  }
  return ranges;
}

/** Undefined for what is no whole number from 0 on. */
export function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}
