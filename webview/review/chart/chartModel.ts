import type { Chart, ChartBin } from '../../../src/protocol/chart';
import type { ValueRange } from '../../../src/protocol/shown';

/** Bins from first to last, both inclusive; as they were drawn over, so either may be the greater. */
export interface Span {
  readonly anchor: number;
  readonly cursor: number;
}

/** What a bin is drawn as: heights from the axis up, as parts of the plot's height. */
export interface Bar {
  readonly backup: number;
  readonly live: number;
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
}

export type Marked = 'missing' | 'changed' | 'extra';

export const marks: readonly Marked[] = ['missing', 'changed', 'extra'];

/** The most rows of one bin on either side. */
export function mostRows({ bins }: Pick<Chart, 'bins'>): number {
  return Math.max(1, ...bins.map(({ backup, live }) => Math.max(backup, live)));
}

/** Few rows are drawn, too: no bar that stands for any is lower than a pixel. */
export function barOf(bin: ChartBin, most: number, pixels: number): Bar {
  const height = (rows: number): number => (rows === 0 ? 0 : Math.max(1 / pixels, rows / most));
  const tallest = Math.max(bin.backup, bin.live);
  return {
    ...{ backup: height(bin.backup), live: height(bin.live), missing: height(bin.missing) },
    // A row whose value was moved away is on neither side's bar here.
    ...{ changed: height(Math.min(bin.changed, tallest)), extra: height(bin.extra) },
  };
}

export function rangeOver(chart: Pick<Chart, 'bins' | 'column'>, span: Span): ValueRange {
  const { first, last } = ends(span);
  const [from, to] = [chart.bins[first]?.from ?? '', chart.bins[last]?.to ?? ''];
  return { column: chart.column, from, to };
}

/** The bins that a filter's range covers; undefined where it is of another column, or ends within a bin. */
export function spanOf(
  { column, bins }: Pick<Chart, 'bins' | 'column'>,
  range: ValueRange | undefined,
): Span | undefined {
  if (range?.column !== column) {
    return undefined;
  }
  const anchor = bins.findIndex(({ from }) => from === range.from);
  const cursor = bins.findIndex(({ to }) => to === range.to);
  return anchor < 0 || cursor < 0 ? undefined : { anchor, cursor };
}

export function ends({ anchor, cursor }: Span): { readonly first: number; readonly last: number } {
  return { first: Math.min(anchor, cursor), last: Math.max(anchor, cursor) };
}

/** Of these bins together; a changed row counts once for each bin that it has, or had, a value in. */
export function sumOf(bins: readonly ChartBin[], of: keyof Bar): number {
  return bins.reduce((sum, bin) => sum + bin[of], 0);
}

/** From the first bin to the last that has such rows. */
export function reachOf(bins: readonly ChartBin[], of: Marked): Span | undefined {
  const anchor = bins.findIndex((bin) => bin[of] > 0);
  const cursor = bins.findLastIndex((bin) => bin[of] > 0);
  return anchor < 0 ? undefined : { anchor, cursor };
}

export type BrushKey =
  | { readonly kind: 'span'; readonly span: Span }
  | { readonly kind: 'filter' }
  | { readonly kind: 'leave' };

/** What a key does to the range; undefined for a key that is not the chart's. */
export function brushKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  span: Span | undefined,
  bins: number,
): BrushKey | undefined {
  switch (key) {
    case 'Enter':
      return { kind: 'filter' };
    case 'Escape':
      return { kind: 'leave' };
  }
  const to = movedTo(key, span?.cursor, bins);
  if (to === undefined) {
    return undefined;
  }
  const cursor = Math.max(0, Math.min(bins - 1, to));
  return { kind: 'span', span: { anchor: shiftKey ? (span?.anchor ?? cursor) : cursor, cursor } };
}

function movedTo(key: string, cursor: number | undefined, bins: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return (cursor ?? bins) - 1;
    case 'ArrowRight':
      return (cursor ?? -1) + 1;
    case 'Home':
      return 0;
    case 'End':
      return bins - 1;
  }
  return undefined;
}
