import type { Cell, Column } from '../../catalog/table';
import { type ChangedRow, type DifferingCells, differingCellsOf } from '../rows/rowChange';

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
}

export function patternId(columnNames: readonly string[]): string {
  const text = JSON.stringify([...columnNames].sort());
  return `p-${fnv1a(new TextEncoder().encode(text)).toString(16).padStart(8, '0')}`;
}

/** The pattern that a changed row belongs to. */
export function patternIdOf(change: ChangedRow, columns: readonly Column[]): string {
  return patternId(namesAt(change.columns, columns));
}

/** Counts patterns over changed rows that are shown to it one by one. */
export class PatternCounter {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly columns: readonly Column[]) {}

  add(change: ChangedRow): void {
    const set = change.columns.join();
    const { from, to } = differingCellsOf(change);
    const group = this.groups.get(set);
    if (group) {
      group.rows += 1;
      group.sameValue += change.sameValue ? 1 : 0;
      keepCommon(group.from, from, change.columns);
      keepCommon(group.to, to, change.columns);
    } else {
      this.groups.set(set, firstOf(change, { from, to }));
    }
  }

  /** The pattern with most rows first. */
  patterns(): readonly Pattern[] {
    return [...this.groups.values()]
      .sort((a, b) => b.rows - a.rows)
      .map(({ columns, from, to, rows, sameValue }) => {
        const names = namesAt(columns, this.columns);
        return {
          id: patternId(names),
          columns: names,
          rows,
          ...(sameValue > 0 ? { sameValue } : {}),
          ...(from.size > 0 ? { from: named(from, this.columns) } : {}),
          ...(to.size > 0 ? { to: named(to, this.columns) } : {}),
        };
      });
  }
}

interface Group {
  readonly columns: readonly number[];
  readonly from: Map<number, Cell>;
  readonly to: Map<number, Cell>;
  rows: number;
  sameValue: number;
}

function firstOf({ columns, sameValue }: ChangedRow, { from, to }: DifferingCells): Group {
  const byColumn = (cells: readonly Cell[]): Map<number, Cell> =>
    new Map(columns.map((at, index) => [at, cells[index] ?? null]));
  return {
    columns,
    ...{ from: byColumn(from), to: byColumn(to) },
    ...{ rows: 1, sameValue: sameValue ? 1 : 0 },
  };
}

function keepCommon(
  common: Map<number, Cell>,
  cells: readonly Cell[],
  columns: readonly number[],
): void {
  for (const [index, at] of columns.entries()) {
    if (common.has(at) && common.get(at) !== (cells[index] ?? null)) {
      common.delete(at);
    }
  }
}

function namesAt(positions: readonly number[], columns: readonly Column[]): readonly string[] {
  return positions.flatMap((at) => columns[at]?.name ?? []);
}

function named(
  cells: ReadonlyMap<number, Cell>,
  columns: readonly Column[],
): Readonly<Record<string, Cell>> {
  return Object.fromEntries([...cells].map(([at, cell]) => [columns[at]?.name ?? '', cell]));
}

/** FNV-1a, 32 bits: a short name, not a proof. */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}
