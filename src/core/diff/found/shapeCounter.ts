import type { Column, Row } from '../../catalog/table';
import type { DifferingCells } from '../rows/rowChange';
import { type CellShape, shapeKey } from './cellShape';
import {
  type AlikeChanges,
  ColumnShapes,
  type CommonValues,
  countChange,
  mostInColumn,
  toldShapes,
} from './columnShapes';

/** Rows of one set of columns whose columns changed alike. */
export interface ShapedRows {
  /** How each of the columns changed, in their order. */
  readonly shapes: readonly CellShape[];
  readonly rows: number;
  /** How many of them are equal by type and only written differently. */
  readonly sameValue: number;
  /** What {@link ShapeCounter.add} gave for them. */
  readonly ways: readonly number[];
}

/** Rows whose columns changed in the same ways. */
interface Way {
  readonly id: number;
  readonly shapes: readonly AlikeChanges[];
  rows: number;
  sameValue: number;
}

/** So many ways of a set of columns are told apart by all that is known of each of its columns. */
const mostWays = 4096;
/** So many groups of rows are told of a set of columns. */
const mostGroups = 12;

/**
 * Counts the rows in which the same columns changed by how these changed. Memory goes by the ways, of which there are
 * not more than some thousands; what is told at the end is what many rows have in common.
 */
export class ShapeCounter {
  private readonly columns: readonly ColumnShapes[];
  /** Most often a single column changed. */
  private readonly only: ColumnShapes | undefined;
  /** By the way in which the only column changed, or all of several did. */
  private readonly single: Way[] = [];
  private readonly several = new Map<number | string, Way>();

  /** @param newId For a way of these columns: no other has it. */
  constructor(
    columns: readonly Pick<Column, 'type'>[],
    private readonly newId: () => number,
  ) {
    this.columns = columns.map((column) => new ColumnShapes(column));
    this.only = columns.length === 1 ? this.columns[0] : undefined;
  }

  /** @returns The way in which the row changed. */
  add({ from, to }: DifferingCells, sameValue: boolean): number {
    const way = this.wayOf(from, to);
    for (let at = 0; at < way.shapes.length; at += 1) {
      const alike = way.shapes[at];
      if (alike) {
        countChange(alike, from[at] ?? null, to[at] ?? null);
      }
    }
    way.rows += 1;
    way.sameValue += sameValue ? 1 : 0;
    return way.id;
  }

  /** The group with most rows first; every row is in one. */
  groups(): readonly ShapedRows[] {
    const told = this.columns.map((column) => toldShapes(column));
    const groups = new Groups();
    for (const { shapes, rows, sameValue, id } of [...this.single, ...this.several.values()]) {
      const said = shapes.map((alike, at) => told[at]?.get(alike) ?? alike.least);
      groups.add({ shapes: said, rows, sameValue, ways: [id] });
    }
    return groups.largest(mostGroups);
  }

  /** What the rows have in common in each of the columns. */
  common(): readonly CommonValues[] {
    return this.columns.map((column) => column.common());
  }

  private wayOf(from: Row, to: Row): Way {
    const { only } = this;
    if (only) {
      const alike = only.of(from[0] ?? null, to[0] ?? null);
      return (this.single[alike.at] ??= this.newWay([alike]));
    }
    const exact: AlikeChanges[] = [];
    for (const column of this.columns) {
      const at = exact.length;
      exact.push(column.of(from[at] ?? null, to[at] ?? null));
    }
    return this.together(exact);
  }

  private together(exact: readonly AlikeChanges[]): Way {
    const known = this.several.get(wayKey(exact));
    if (known) {
      return known;
    }
    if (this.several.size < mostWays) {
      return this.made(exact);
    }
    // A column with many ways of its own would leave no room for those of the others.
    const least = exact.map((one, at) => this.columns[at]?.least(one.least) ?? one);
    const rough = exact.map((one, at) => (this.columns[at]?.isFull ? (least[at] ?? one) : one));
    const shapes = this.several.size < 2 * mostWays ? rough : least;
    return this.several.get(wayKey(rough)) ?? this.several.get(wayKey(shapes)) ?? this.made(shapes);
  }

  private made(shapes: readonly AlikeChanges[]): Way {
    const way = this.newWay(shapes);
    this.several.set(wayKey(shapes), way);
    return way;
  }

  private newWay(shapes: readonly AlikeChanges[]): Way {
    return { id: this.newId(), shapes, rows: 0, sameValue: 0 };
  }
}

/** A number, where the places of the changes in their columns fit into one. */
function wayKey(shapes: readonly AlikeChanges[]): number | string {
  if (shapes.length > 4) {
    return shapes.map(({ at }) => at).join();
  }
  let key = 0;
  for (const { at } of shapes) {
    key = key * mostInColumn + at;
  }
  return key;
}

class Groups {
  private readonly byShapes = new Map<string, Group>();

  add({ shapes, rows, sameValue, ways }: ShapedRows): void {
    const key = shapes.map(shapeKey).join();
    const group = this.byShapes.get(key) ?? { shapes, rows: 0, sameValue: 0, ways: [] };
    group.rows += rows;
    group.sameValue += sameValue;
    group.ways.push(...ways);
    this.byShapes.set(key, group);
  }

  /** What is beyond so many becomes one, of which is said no more than that it was edited. */
  largest(most: number): readonly ShapedRows[] {
    const sorted = [...this.byShapes.values()].sort((a, b) => b.rows - a.rows);
    if (sorted.length <= most) {
      return sorted;
    }
    const fewer = new Groups();
    for (const [at, group] of sorted.entries()) {
      const edited = group.shapes.map(() => ({ how: 'edited' }) as const);
      fewer.add(at < most - 1 ? group : { ...group, shapes: edited });
    }
    return fewer.largest(most);
  }
}

interface Group extends ShapedRows {
  rows: number;
  sameValue: number;
  readonly ways: number[];
}
