import type { Cell, Column } from '../../catalog/table';
import {
  type CellReadings,
  type CellShape,
  changeKey,
  leastOf,
  type LeastShape,
  readingsOf,
  shapeKey,
} from './cellShape';

/** Changes of a column that are read alike in every way. */
export interface AlikeChanges extends CellReadings {
  /** Its place among those of the column. */
  readonly at: number;
  rows: number;
  readonly common: CommonValues;
}

/** The value before, and now, as long as all rows have the same; undefined from then on. */
export interface CommonValues {
  from: Cell | undefined;
  to: Cell | undefined;
}

/** So many ways are told apart; what comes after them is told by its least alone. */
const mostWays = 1024;
/** More than any {@link AlikeChanges.at}. */
export const mostInColumn = 2 * mostWays;
/** Values before whose pairs with those now are remembered. */
const mostValues = 4096;

/** How one column changed in the rows of one set of columns. */
export class ColumnShapes {
  readonly all: AlikeChanges[] = [];
  private readonly byKey = new Map<string, AlikeChanges>();
  private readonly byValues = new Map<Cell, Map<Cell, AlikeChanges>>();
  private rows = 0;
  /** Hardly two rows changed alike: no more is looked for. */
  private isScattered = false;

  constructor(private readonly column: Pick<Column, 'type'>) {}

  get isFull(): boolean {
    return this.all.length >= mostWays;
  }

  of(from: Cell, to: Cell): AlikeChanges {
    this.rows += 1;
    return this.isScattered
      ? this.least(leastOf(from, to))
      : (this.byValues.get(from)?.get(to) ?? this.looked(from, to));
  }

  /** What is told by no more than the least. */
  least(least: LeastShape): AlikeChanges {
    return this.byKey.get(least.how) ?? this.made(least.how, { shapes: [], least });
  }

  /** Over all of them. */
  common(): CommonValues {
    const [first, ...others] = this.all.filter(({ rows }) => rows > 0).map(({ common }) => common);
    const commonOf = (side: keyof CommonValues): Cell | undefined =>
      others.every((common) => common[side] === first?.[side]) ? first?.[side] : undefined;
    return { from: commonOf('from'), to: commonOf('to') };
  }

  private looked(from: Cell, to: Cell): AlikeChanges {
    const { type } = this.column;
    const key = changeKey(from, to, type);
    const found = this.byKey.get(key) ?? this.other(key, readingsOf(from, to, type));
    const now = this.byValues.get(from);
    if (now) {
      now.set(to, found);
    } else if (this.byValues.size < mostValues) {
      this.byValues.set(from, new Map([[to, found]]));
    }
    return found;
  }

  private other(key: string, readings: CellReadings): AlikeChanges {
    if (!this.isFull) {
      return this.made(key, readings);
    }
    this.isScattered = this.rows < 2 * mostWays;
    return this.least(readings.least);
  }

  private made(key: string, readings: CellReadings): AlikeChanges {
    const common = { from: null, to: null };
    const made = { ...readings, at: this.all.length, rows: 0, common };
    this.all.push(made);
    this.byKey.set(key, made);
    return made;
  }
}

export function countChange(alike: AlikeChanges, from: Cell, to: Cell): void {
  const { common } = alike;
  const isFirst = alike.rows === 0;
  common.from = isFirst || common.from === from ? from : undefined;
  common.to = isFirst || common.to === to ? to : undefined;
  alike.rows += 1;
}

/** A reading that many rows may have in common. */
interface Reading {
  readonly shape: CellShape;
  /** The more natural is the smaller. */
  readonly rank: number;
  readonly of: AlikeChanges[];
}

/** So many ways at most are told of a column. */
const mostTold = 8;
/** Up to so many ways each is told, be it of a single row. */
const few = 3;

/**
 * What is said of each way in which a column changed: first what most rows have in common, then what most of the
 * others have, and so on; of what is left, the least.
 */
export function toldShapes({
  all,
}: Pick<ColumnShapes, 'all'>): ReadonlyMap<AlikeChanges, CellShape> {
  const counted = all.filter(({ rows }) => rows > 0);
  const readings = readingsIn(counted);
  const told = new Map<AlikeChanges, CellShape>();
  const least = counted.length <= few ? 1 : Math.max(2, rowsOf(counted) / 100);
  const left = (reading: Reading): number => rowsOf(reading.of.filter((one) => !told.has(one)));
  for (let round = 0; round < mostTold; round += 1) {
    const best = mostOf(readings, left);
    if (!best || left(best) < least) {
      break;
    }
    for (const one of best.of.filter((alike) => !told.has(alike))) {
      told.set(one, best.shape);
    }
  }
  return new Map(counted.map((one) => [one, told.get(one) ?? one.least]));
}

function mostOf(
  readings: readonly Reading[],
  left: (reading: Reading) => number,
): Reading | undefined {
  const counted = readings.map((reading) => ({ reading, rows: left(reading) }));
  return counted.reduce<(typeof counted)[number] | undefined>(
    (best, one) =>
      !best ||
      one.rows > best.rows ||
      (one.rows === best.rows && one.reading.rank < best.reading.rank)
        ? one
        : best,
    undefined,
  )?.reading;
}

function readingsIn(counted: readonly AlikeChanges[]): readonly Reading[] {
  const byKey = new Map<string, Reading>();
  for (const one of counted) {
    for (const [rank, shape] of allReadings(one).entries()) {
      const key = shapeKey(shape);
      const known = byKey.get(key) ?? { shape, rank, of: [] };
      known.of.push(one);
      byKey.set(key, known);
    }
  }
  // One value that came of few is told with each of those instead.
  return [...byKey.values()].filter(({ shape, of }) => shape.how !== 'set' || of.length > few);
}

function allReadings({ common, shapes }: AlikeChanges): readonly CellShape[] {
  const { from, to } = common;
  return [
    ...(from !== undefined && to !== undefined ? [{ how: 'replaced', from, to } as const] : []),
    ...shapes,
    ...(to === undefined ? [] : [{ how: 'set', to } as const]),
  ];
}

function rowsOf(counted: readonly AlikeChanges[]): number {
  return counted.reduce((sum, { rows }) => sum + rows, 0);
}
