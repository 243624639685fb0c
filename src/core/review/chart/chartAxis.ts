import { type ChartScale, dateAt, dayAt, floorDivide } from './chartScale';

export type ChartUnit = 'day' | 'week' | 'month' | 'year' | 'number';

/** What a chart is drawn over: bins without a gap, by the places where they begin, and where the last one ends. */
export interface ChartAxis {
  readonly unit: ChartUnit;
  readonly edges: readonly bigint[];
}

/** First and last place, both inclusive. */
export interface Places {
  readonly first: bigint;
  readonly last: bigint;
}

export const mostBins = 200;

/** The finest axis that holds the places; of years it has as many as it takes. */
export function axisOf(places: Places, scale: ChartScale): ChartAxis {
  return scale.by === 'day' ? daysAxis(places) : numberAxis(places);
}

/** The axis without its bins before and from there on, which are counted from 0. */
export function cutAxis({ unit, edges }: ChartAxis, from: number, to: number): ChartAxis {
  return { unit, edges: edges.slice(from, to + 1) };
}

/** The number of the bin that a place is in; undefined outside of the axis. */
export function binAt({ edges }: ChartAxis, place: bigint): number | undefined {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? place) <= place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low === 0 || low === edges.length ? undefined : low - 1;
}

const daysAWeek = 7n;
/** 1970-01-01 was a Thursday: the week before it began on a Monday. */
const firstMonday = -3n;

function daysAxis({ first, last }: Places): ChartAxis {
  const monday = (day: bigint): bigint => day - floorModulo(day - firstMonday, daysAWeek);
  const steps = [
    { unit: 'day', from: first, next: (day: bigint) => day + 1n },
    { unit: 'week', from: monday(first), next: (day: bigint) => day + daysAWeek },
    { unit: 'month', from: beginningOf(first, 'month', 0), next: nextOf('month') },
    { unit: 'year', from: beginningOf(first, 'year', 0), next: nextOf('year') },
  ] as const;
  for (const { unit, from, next } of steps) {
    const edges = edgesBetween(from, last, next, unit === 'year' ? Infinity : mostBins);
    if (edges) {
      return { unit, edges };
    }
  }
  throw new RangeError('Years hold all places.');
}

function numberAxis({ first, last }: Places): ChartAxis {
  for (let power = 1n; ; power *= 10n) {
    for (const times of [1n, 2n, 5n]) {
      const step = power * times;
      const from = floorDivide(first, step) * step;
      if (floorDivide(last - from, step) < BigInt(mostBins)) {
        const edges = edgesBetween(from, last, (edge) => edge + step, mostBins) ?? [];
        return { unit: 'number', edges };
      }
    }
  }
}

function edgesBetween(
  from: bigint,
  last: bigint,
  next: (edge: bigint) => bigint,
  most: number,
): readonly bigint[] | undefined {
  const edges = [from];
  for (let edge = from; edge <= last;) {
    edge = next(edge);
    edges.push(edge);
    if (edges.length - 1 > most) {
      return undefined;
    }
  }
  return edges;
}

function nextOf(unit: 'month' | 'year'): (day: bigint) => bigint {
  return (day) => beginningOf(day, unit, 1);
}

/** Of the month or year that a day is in, or of one so many later. */
function beginningOf(day: bigint, unit: 'month' | 'year', later: number): bigint {
  const date = dateAt(day);
  const month = unit === 'month' ? date.getUTCMonth() + later : 0;
  const beginning = new Date(0);
  // Not Date.UTC, to which the years before 100 are others.
  beginning.setUTCFullYear(date.getUTCFullYear() + (unit === 'year' ? later : 0), month, 1);
  return dayAt(beginning);
}

function floorModulo(value: bigint, by: bigint): bigint {
  return value - floorDivide(value, by) * by;
}
