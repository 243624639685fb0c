import type { Cell } from '../catalog/table';
import { holeIn, type RowSpread } from '../report/charts/rowSpread';
import { binAt, type ChartAxis, axisOf, mostBins } from '../review/chart/chartAxis';
import { placeOn, textAt } from '../review/chart/chartScale';
import { type Figure, isAbsent, valueOf } from './figure';

/** Rows of one side by the values of a column. */
export interface ColumnCounts {
  readonly column: string;
  /** By day, or by value. */
  readonly by: 'day' | 'value';
  readonly counts: Figure<ValueCounts>;
}

/** Rows by value; more values than are told are no spread. */
export type ValueCounts = ReadonlyMap<Cell, number>;

/** A column of which both sides were counted. */
export interface ComparedColumn {
  readonly column: string;
  readonly by: 'day' | 'value';
  readonly backup: ValueCounts;
  readonly live: ValueCounts;
  /** Of both sides. */
  readonly queries: readonly number[];
  /** From 0, where both are spread alike: rows that one range or value has more or fewer of than the others do. */
  readonly tells: number;
}

/** The columns of which both sides were counted, those that tell most first. */
export function comparedColumns(
  backup: readonly ColumnCounts[],
  live: readonly ColumnCounts[],
): readonly ComparedColumn[] {
  return live
    .flatMap(({ column, by, counts }): readonly ComparedColumn[] => {
      const other = backup.find((one) => one.column === column && one.by === by);
      const [mine, theirs] = [rowsBy(counts), rowsBy(other?.counts)];
      if (!other || !mine || !theirs) {
        return [];
      }
      const sides = { backup: theirs, live: mine };
      const queries = [other.counts.query, counts.query];
      return [{ ...{ column, by, queries }, ...sides, tells: tellingOf(by, sides) }];
    })
    .sort((one, other) => other.tells - one.tells);
}

/** A table that is not there has no row of any value. */
function rowsBy(counts: ColumnCounts['counts'] | undefined): ValueCounts | undefined {
  return counts && isAbsent(counts) ? new Map() : valueOf(counts);
}

/**
 * Rows that moved, each counting as much as its place has lost or won: what is gone whole says more than as many rows
 * that are gone here and there. What all values have lost or won alike says nothing of any.
 */
function tellingOf(by: ColumnCounts['by'], sides: Sides): number {
  const { backup, live } = sides;
  let tells = 0;
  for (const value of new Set([...backup.keys(), ...live.keys()])) {
    const most = Math.max(backup.get(value) ?? 0, live.get(value) ?? 0);
    const moved =
      by === 'day' ? rowsOf(live, value) - rowsOf(backup, value) : excessOf(value, sides);
    tells += (moved * moved) / most;
  }
  return tells;
}

type Sides = Pick<ComparedColumn, 'backup' | 'live'>;

function rowsOf(counts: ValueCounts, value: Cell): number {
  return counts.get(value) ?? 0;
}

/** Rows that a value has more than its share of the backup's rows would come to now; negative where it has fewer. */
export function excessOf(value: Cell, { backup, live }: Sides): number {
  const share = rowsOf(backup, value) / Math.max(1, total(backup));
  return rowsOf(live, value) - share * total(live);
}

export function total(counts: ValueCounts): number {
  let rows = 0;
  for (const own of counts.values()) {
    rows += own;
  }
  return rows;
}

const days = { by: 'day' } as const;
const placeOf = placeOn(days);
/** Bins that a picture shows beside each other. */
const mostDrawn = 60;
/** What part of all rows may lie so far off at either end that the rest is better drawn without it. */
const farOff = 0.002;

export interface DrawnSpread {
  readonly spread: RowSpread;
  /** Rows without a date, or of one far from all others. */
  readonly outside: { readonly backup: number; readonly live: number };
}

/** Rows by days, weeks, months or years; of one side alone the other is as good as empty. Undefined where no row has a day. */
export function drawnSpread({
  column,
  backup,
  live,
}: Pick<ComparedColumn, 'column' | 'backup' | 'live'>): DrawnSpread | undefined {
  const axis = drawnAxis(backup, live);
  if (!axis) {
    return undefined;
  }
  const [before, now] = [inBins(backup, axis), inBins(live, axis)];
  const bins = axis.edges.slice(0, -1).map((edge, at) => ({
    ...{ from: textAt(days, edge), to: textAt(days, axis.edges[at + 1] ?? edge) },
    ...{ backup: before.bins[at] ?? 0, live: now.bins[at] ?? 0 },
  }));
  // Days have no axis of numbers.
  const unit = axis.unit as RowSpread['unit'];
  return {
    spread: { column, unit, bins },
    outside: { backup: before.outside, live: now.outside },
  };
}

/** The finest that can be read. Rows far off are left out where both sides have the same of them, or it takes centuries to show them. */
function drawnAxis(backup: ValueCounts, live: ValueCounts): ChartAxis | undefined {
  const weights = [...weightsOf(backup, live)].sort(([one], [other]) => (one < other ? -1 : 1));
  const differ = (place: bigint): boolean => {
    const value = textAt(days, place);
    return rowsOf(backup, value) !== rowsOf(live, value);
  };
  for (const isKept of [differ, () => false]) {
    const near = withoutFarOff(weights, isKept);
    const [first, last] = [near[0], near.at(-1)];
    const axis = first && last && axisOf({ first: first[0], last: last[0] }, days);
    if (axis && axis.edges.length - 1 <= mostBins) {
      return coarsened(axis, [first[0], last[0]]);
    }
  }
  return undefined;
}

function weightsOf(backup: ValueCounts, live: ValueCounts): ReadonlyMap<bigint, number> {
  const weights = new Map<bigint, number>();
  for (const [value, rows] of [...backup, ...live]) {
    const place = placeOf(value);
    if (place !== undefined) {
      weights.set(place, (weights.get(place) ?? 0) + rows);
    }
  }
  return weights;
}

/** Days and weeks are drawn where there is room for them. */
function coarsened(axis: ChartAxis, [first, last]: readonly [bigint, bigint]): ChartAxis {
  if (axis.edges.length - 1 <= mostDrawn) {
    return axis;
  }
  // So many more days make the next unit the finest that holds them; then it is cut to the ones asked for.
  const wider: Readonly<Record<ChartAxis['unit'], bigint>> = {
    ...{ day: 201n, week: 201n * 7n, month: 201n * 31n, year: 0n, number: 0n },
  };
  const reach = wider[axis.unit];
  if (reach === 0n) {
    return axis;
  }
  const { unit, edges } = axisOf({ first, last: first + reach }, days);
  const end = edges.findIndex((edge) => edge > last);
  return coarsened({ unit, edges: end < 0 ? edges : edges.slice(0, end + 1) }, [first, last]);
}

function withoutFarOff(
  weights: readonly (readonly [bigint, number])[],
  isKept: (place: bigint) => boolean,
): readonly (readonly [bigint, number])[] {
  const most = farOff * weights.reduce((sum, [, rows]) => sum + rows, 0);
  const ends = (ordered: typeof weights): number => {
    let rows = 0;
    return ordered.findIndex(([place, own]) => (rows += own) > most || isKept(place));
  };
  return weights.slice(ends(weights), weights.length - ends(weights.toReversed()));
}

function inBins(
  counts: ValueCounts,
  axis: ChartAxis,
): { readonly bins: readonly number[]; readonly outside: number } {
  const bins = new Array<number>(axis.edges.length - 1).fill(0);
  let outside = 0;
  for (const [value, rows] of counts) {
    const place = placeOf(value);
    const bin = place === undefined ? undefined : binAt(axis, place);
    if (bin === undefined) {
      outside += rows;
    } else {
      bins[bin] = (bins[bin] ?? 0) + rows;
    }
  }
  return { bins, outside };
}

/** A value that many rows share, on both sides. */
export interface SharedValue {
  /** `null` is SQL NULL; undefined stands for all values that only a few rows have. */
  readonly value: Cell | undefined;
  readonly backup: number;
  readonly live: number;
}

/** A value that fewer rows have might tell whose they are. */
const fewestShown = 5;
const mostShown = 12;

/** The values that many rows have, the rest together. */
export function sharedValues({
  backup,
  live,
}: Pick<ComparedColumn, 'backup' | 'live'>): readonly SharedValue[] {
  const all = [...new Set([...backup.keys(), ...live.keys()])].map((value) => ({
    value,
    backup: backup.get(value) ?? 0,
    live: live.get(value) ?? 0,
  }));
  const most = (one: (typeof all)[number]): number => Math.max(one.backup, one.live);
  const sorted = all.sort((one, other) => most(other) - most(one));
  const shown = sorted.slice(0, mostShown).filter((one) => most(one) >= fewestShown);
  const rest = sorted.slice(shown.length);
  const sum = (side: 'backup' | 'live'): number => rest.reduce((rows, one) => rows + one[side], 0);
  return rest.length === 0
    ? shown
    : [...shown, { value: undefined, backup: sum('backup'), live: sum('live') }];
}

/** The hole of a column of days, where it has one. */
export function holeOf(column: ComparedColumn): ReturnType<typeof holeIn> {
  const drawn = column.by === 'day' ? drawnSpread(column) : undefined;
  return drawn && holeIn(drawn.spread);
}
