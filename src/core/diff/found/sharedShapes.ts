import { type CellShape, shapeKey } from './cellShape';
import type { ShapedRows } from './shapeCounter';

/** Rows in which the same columns changed, in groups. */
export interface ShapedColumns {
  readonly names: readonly string[];
  readonly groups: readonly ShapedRows[];
}

/** One column that changed alike in rows where other columns changed as well, and not always the same. */
export interface SharedChange {
  readonly column: string;
  readonly change: CellShape;
  readonly rows: number;
  readonly ways: readonly number[];
}

/** The largest first. Of a change of which no more is known than that there was one, nothing is told. */
export function sharedChanges(sets: readonly ShapedColumns[]): readonly SharedChange[] {
  const found = new Map<string, Shared>();
  for (const set of sets) {
    for (const { names, group, at } of columnsIn(set)) {
      const [column = '', change] = [names[at], group.shapes[at]];
      if (change && tells(change)) {
        const key = `${column}\0${shapeKey(change)}`;
        const shared = found.get(key) ?? { column, change, rows: 0, ways: [], sets: new Set() };
        shared.rows += group.rows;
        shared.ways.push(...group.ways);
        shared.sets.add(names);
        found.set(key, shared);
      }
    }
  }
  return [...found.values()].filter((one) => one.sets.size > 1).sort((a, b) => b.rows - a.rows);
}

interface Shared extends SharedChange {
  rows: number;
  readonly ways: number[];
  readonly sets: Set<readonly string[]>;
}

function* columnsIn({ names, groups }: ShapedColumns): Generator<{
  readonly names: readonly string[];
  readonly group: ShapedRows;
  readonly at: number;
}> {
  for (const group of groups) {
    for (const at of names.keys()) {
      yield { names, group, at };
    }
  }
}

function tells({ how }: CellShape): boolean {
  return how !== 'edited' && how !== 'filled' && how !== 'emptied';
}
