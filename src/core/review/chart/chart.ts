import {
  binAt,
  type ChartAxis,
  type ChartUnit,
  axisOf,
  cutAxis,
  mostBins,
  type Places,
} from './chartAxis';
import { type ChartScale, textAt } from './chartScale';
import type { DifferingRows, Place, RowsByPlace } from './differingRows';

/** How rows spread over the values of one column on both sides. */
export interface ValueChart {
  readonly unit: ChartUnit;
  readonly bins: readonly ValueBin[];
  /** Rows that are in no bin: NULL, infinite, or far from all others and equal on both sides. */
  readonly outside: { readonly backup: number; readonly live: number };
}

/** Rows with a value from `from` up to, but not including, `to`. */
export interface ValueBin {
  readonly from: string;
  readonly to: string;
  readonly backup: number;
  readonly live: number;
  readonly missing: number;
  /** Rows on both sides that had, or have, a value in it. */
  readonly changed: number;
  readonly extra: number;
}

export interface ChartSources {
  readonly scale: ChartScale;
  /** Production's rows in the comparison's scope, when it was compared. */
  readonly counted: RowsByPlace;
  readonly differing: DifferingRows;
  /** Of either side, as the comparison counted them. */
  readonly rows: { readonly backup: number; readonly live: number };
}

/**
 * Only production's rows are counted; the backup's follow from what differs. Undefined where that does not
 * add up to what the comparison counted, or no row has a place.
 */
export function valueChart({
  scale,
  counted,
  differing,
  rows,
}: ChartSources): ValueChart | undefined {
  const live = differing.liveOf(counted);
  const backup = differing.backupOf(live);
  const sides = { backup, live };
  const adds =
    total(backup) === rows.backup &&
    total(live) === rows.live &&
    [...backup.values(), ...live.values()].every((count) => count >= 0);
  if (!adds || !differing.areKnown) {
    return undefined;
  }
  const axis = axisFor(sides, differing, scale);
  return axis && charted(axis, { ...sides, differing, scale });
}

/** What part of all rows, at most, lies so far off that the rest is better drawn without it; at either end. */
const farOff = 0.005;

interface RowsOfSides {
  readonly backup: RowsByPlace;
  readonly live: RowsByPlace;
}

function axisFor(
  sides: RowsOfSides,
  differing: DifferingRows,
  scale: ChartScale,
): ChartAxis | undefined {
  const weights = [...weightsOf(sides)].sort(([one], [other]) => (one < other ? -1 : 1));
  const all = placesOf(weights);
  const differ = differingPlaces(differing);
  const near = placesOf(withoutFarOff(weights, differ));
  if (!all || !near) {
    return undefined;
  }
  const [whole, closer] = [axisOf(all, scale), axisOf(near, scale)];
  const isFiner = closer.unit !== whole.unit || isMuchFiner(closer, whole);
  return fullestPart(isFiner ? closer : whole, new Map(weights), differ);
}

type Weight = readonly [place: bigint, rows: number];

function* weightsOf({ backup, live }: RowsOfSides): Generator<Weight> {
  for (const place of new Set([...backup.keys(), ...live.keys()])) {
    const rows = Math.max(backup.get(place) ?? 0, live.get(place) ?? 0);
    if (place !== undefined && rows > 0) {
      yield [place, rows];
    }
  }
}

function placesOf(weights: readonly Weight[]): Places | undefined {
  const [first, last] = [weights[0], weights.at(-1)];
  return first && last && { first: first[0], last: last[0] };
}

/** What differs is always shown. */
function differingPlaces(differing: DifferingRows): ReadonlySet<Place> {
  const { missing, changed, extra, moved } = differing;
  const places = [missing, changed, extra].flatMap((rows) => [...rows.keys()]);
  return new Set([...places, ...moved.flatMap(({ from, to }) => [from, to])]);
}

function withoutFarOff(weights: readonly Weight[], differ: ReadonlySet<Place>): readonly Weight[] {
  const most = farOff * weights.reduce((sum, [, rows]) => sum + rows, 0);
  const ends = (ordered: readonly Weight[]): number => {
    let rows = 0;
    return ordered.findIndex(([place, own]) => {
      rows += own;
      return rows > most || differ.has(place);
    });
  };
  const [before, after] = [ends(weights), ends(weights.toReversed())];
  return weights.slice(before, weights.length - after);
}

/** Of numbers: to leave single rows out must be worth it. */
function isMuchFiner(closer: ChartAxis, whole: ChartAxis): boolean {
  const width = ({ edges: [first = 0n, second = 1n] }: ChartAxis): bigint => second - first;
  return whole.unit === 'number' && width(closer) * 5n <= width(whole);
}

/** What a differing place counts for beside any number of rows that a table has; in sums of which none is lost. */
const moreThanRows = 2 ** 36;

/** As many bins as are drawn at most: those with the most rows that differ, of such with the most rows. */
function fullestPart(
  axis: ChartAxis,
  weights: ReadonlyMap<bigint, number>,
  differ: ReadonlySet<Place>,
): ChartAxis {
  const bins = axis.edges.length - 1;
  if (bins <= mostBins) {
    return axis;
  }
  const worth = new Array<number>(bins).fill(0);
  for (const [place, rows] of weights) {
    const bin = binAt(axis, place) ?? 0;
    worth[bin] = (worth[bin] ?? 0) + rows + (differ.has(place) ? moreThanRows : 0);
  }
  const from = worthiest(worth, mostBins);
  return cutAxis(axis, from, from + mostBins);
}

/** Where the `length` neighbours begin that are worth most. */
function worthiest(worth: readonly number[], length: number): number {
  let best = { from: 0, sum: -1 };
  let sum = 0;
  for (const [end, own] of worth.entries()) {
    const from = end + 1 - length;
    sum += own - (worth[from - 1] ?? 0);
    best = from >= 0 && sum > best.sum ? { from, sum } : best;
  }
  return best.from;
}

function charted(
  axis: ChartAxis,
  {
    backup,
    live,
    differing,
    scale,
  }: RowsOfSides & { readonly differing: DifferingRows; readonly scale: ChartScale },
): ValueChart {
  const counts = {
    backup: inBins(backup, axis),
    live: inBins(live, axis),
    missing: inBins(differing.missing, axis),
    changed: changedInBins(differing, axis),
    extra: inBins(differing.extra, axis),
  };
  const bins = axis.edges.slice(0, -1).map((edge, at): ValueBin => {
    const rows = (of: readonly number[]): number => of[at] ?? 0;
    return {
      ...{ from: textAt(scale, edge), to: textAt(scale, axis.edges[at + 1] ?? edge) },
      ...{ backup: rows(counts.backup), live: rows(counts.live), missing: rows(counts.missing) },
      ...{ changed: rows(counts.changed), extra: rows(counts.extra) },
    };
  });
  const left = (side: RowsByPlace, inside: readonly number[]): number =>
    total(side) - inside.reduce((sum, rows) => sum + rows, 0);
  const outside = { backup: left(backup, counts.backup), live: left(live, counts.live) };
  return { unit: axis.unit, bins, outside };
}

function inBins(rows: RowsByPlace, axis: ChartAxis): number[] {
  const counts = new Array<number>(axis.edges.length - 1).fill(0);
  for (const [place, count] of rows) {
    const bin = place === undefined ? undefined : binAt(axis, place);
    if (bin !== undefined) {
      counts[bin] = (counts[bin] ?? 0) + count;
    }
  }
  return counts;
}

/** A row whose value was moved within a bin is one row of it. */
function changedInBins({ changed, moved }: DifferingRows, axis: ChartAxis): readonly number[] {
  const counts = inBins(changed, axis);
  for (const { from, to, rows } of moved) {
    const bins = [from, to].map((place) => (place === undefined ? undefined : binAt(axis, place)));
    for (const bin of new Set(bins)) {
      if (bin !== undefined) {
        counts[bin] = (counts[bin] ?? 0) + rows;
      }
    }
  }
  return counts;
}

function total(rows: RowsByPlace): number {
  let sum = 0;
  for (const count of rows.values()) {
    sum += count;
  }
  return sum;
}
