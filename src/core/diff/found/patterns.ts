import type { Cell, Column } from '../../catalog/table';
import { shortHash } from '../../shortHash';
import { type ChangedRow, differingCellsOf } from '../rows/rowChange';
import type { CellShape } from './cellShape';
import type { CommonValues } from './columnShapes';
import { ShapeCounter, type ShapedRows } from './shapeCounter';
import { type ShapedColumns, sharedChanges } from './sharedShapes';

/** The changed rows that differ in the same columns. */
export interface Pattern {
  /** The same for the same columns, whatever else was compared: `p-` and eight hexadecimal digits. */
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** How many of them are equal by type and only written differently; absent where none is. */
  readonly sameValue?: number;
  /** Values of the backup, of the columns where all these rows have the same; absent where none. */
  readonly from?: Readonly<Record<string, Cell>>;
  /** As {@link from}, of the live table. */
  readonly to?: Readonly<Record<string, Cell>>;
  /** The same rows by how each of the columns changed, the largest group first. */
  readonly shapes: readonly PatternShape[];
}

/** Rows of a pattern whose columns changed alike. */
export interface PatternShape {
  /** That of the pattern, a point and eight hexadecimal digits: the same for the same changes. */
  readonly id: string;
  readonly rows: number;
  readonly sameValue?: number;
  readonly changes: Readonly<Record<string, CellShape>>;
}

/** One column that changed alike in rows of several patterns. */
export interface SharedShape {
  /** As {@link PatternShape.id}. */
  readonly id: string;
  readonly rows: number;
  readonly column: string;
  readonly change: CellShape;
}

export function patternId(columnNames: readonly string[]): string {
  return `p-${hashOf([...columnNames].sort())}`;
}

/** The pattern that a changed row belongs to. */
export function patternIdOf(change: ChangedRow, columns: readonly Column[]): string {
  return patternId(change.columns.flatMap((at) => columns[at]?.name ?? []));
}

/** Counts patterns over changed rows that are shown to it one by one. */
export class PatternCounter {
  private readonly sets = new Map<string | number, CountedSet>();
  private ways = 0;

  constructor(private readonly columns: readonly Column[]) {}

  /** @returns The way in which the row changed, by which {@link idsByWay} says to what patterns it belongs. */
  add(change: ChangedRow): number {
    return this.shapesOf(change.columns).add(differingCellsOf(change), change.sameValue);
  }

  /** The pattern with most rows first. */
  patterns(): readonly Pattern[] {
    return this.shapedSets().map(patternOf);
  }

  /** What rows of several patterns have in common, the largest first. */
  shared(): readonly SharedShape[] {
    return sharedChanges(this.shapedSets()).map(({ column, change, rows }) => ({
      ...{ id: sharedIdOf(column, change), rows },
      ...{ column, change },
    }));
  }

  /** The ids of all patterns and shapes that the rows of a way belong to. */
  idsByWay(): ReadonlyMap<number, readonly string[]> {
    const ids = new Map<number, string[]>();
    const give = (ways: readonly number[], id: string): void => {
      for (const way of ways) {
        ids.set(way, [...(ids.get(way) ?? []), id]);
      }
    };
    const sets = this.shapedSets();
    for (const { names, groups } of sets) {
      for (const { shapes, ways } of groups) {
        give(ways, patternId(names));
        give(ways, shapeIdOf(names, shapes));
      }
    }
    for (const { column, change, ways } of sharedChanges(sets)) {
      give(ways, sharedIdOf(column, change));
    }
    return ids;
  }

  private shapesOf(columns: readonly number[]): ShapeCounter {
    const set = setKey(columns);
    const known = this.sets.get(set);
    if (known) {
      return known.counter;
    }
    const its = columns.flatMap((at) => this.columns[at] ?? []);
    const counter = new ShapeCounter(its, () => this.ways++);
    this.sets.set(set, { names: its.map(({ name }) => name), counter });
    return counter;
  }

  private shapedSets(): readonly ShapedSet[] {
    return [...this.sets.values()]
      .map(({ names, counter }) => {
        const groups = counter.groups();
        return { names, groups, rows: rowsOf(groups), common: counter.common() };
      })
      .sort((a, b) => b.rows - a.rows);
  }
}

/** Of ascending positions: most often a single column changed, or two did. */
function setKey(columns: readonly number[]): number | string {
  const [first = 0, second = 0] = columns;
  return columns.length > 2 ? columns.join() : first + 4096 * second;
}

interface CountedSet {
  readonly names: readonly string[];
  readonly counter: ShapeCounter;
}

interface ShapedSet extends ShapedColumns {
  readonly rows: number;
  readonly common: readonly CommonValues[];
}

function patternOf({ names, rows, groups, common }: ShapedSet): Pattern {
  const from = byName(names, (at) => common[at]?.from);
  const to = byName(names, (at) => common[at]?.to);
  return {
    ...{ id: patternId(names), columns: names, rows },
    ...sameValueIn(groups),
    ...(Object.keys(from).length > 0 ? { from } : {}),
    ...(Object.keys(to).length > 0 ? { to } : {}),
    shapes: groups.map((group) => ({
      ...{ id: shapeIdOf(names, group.shapes), rows: group.rows },
      ...sameValueIn([group]),
      changes: byName(names, (at) => group.shapes[at]),
    })),
  };
}

function shapeIdOf(names: readonly string[], shapes: readonly CellShape[]): string {
  const changes = names.map((name, at) => [name, shapes[at]] as const);
  return `${patternId(names)}.${hashOf(changes.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** As of a pattern that no set of columns has. */
function sharedIdOf(column: string, change: CellShape): string {
  return `p-${hashOf({ column })}.${hashOf(change)}`;
}

function sameValueIn(groups: readonly ShapedRows[]): { readonly sameValue?: number } {
  const sameValue = groups.reduce((sum, group) => sum + group.sameValue, 0);
  return sameValue > 0 ? { sameValue } : {};
}

function rowsOf(groups: readonly ShapedRows[]): number {
  return groups.reduce((sum, { rows }) => sum + rows, 0);
}

function byName<T>(
  names: readonly string[],
  valueAt: (at: number) => T | undefined,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const value = valueAt(at);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function hashOf(value: unknown): string {
  return shortHash(JSON.stringify(value));
}
