import type { Cell, Column, Key, Row } from '../catalog/table';
import { ordered } from './buildPlan';
import type { Correction, CorrectionPlan, KnownRow, PlannedTable, SetCell } from './plan';

/** What can be undone from the plan alone: the cells that production itself fills are not known. */
export type UndoPlan = CorrectionPlan<KnownRow>;

/** One planned row as it was before and after an apply, whole, in the order of the planned table's columns. */
export interface RowImage {
  readonly key: Key;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Takes a correction back, as far as the plan says what it does. */
export function inverse({ id, table, corrections }: CorrectionPlan): UndoPlan {
  return {
    id: undoId(id),
    table,
    corrections: ordered(
      corrections.map((correction) => inverseOf(correction, table.columns)),
      table,
    ),
  };
}

/** Takes an apply back, exactly: from the rows as they were before and after it. May be empty. */
export function inverseFromImages(
  { id, table }: Pick<CorrectionPlan, 'id' | 'table'>,
  images: Iterable<RowImage>,
): CorrectionPlan {
  const corrections: Correction[] = [];
  for (const image of images) {
    const correction = backToBefore(image, table);
    if (correction) {
      corrections.push(correction);
    }
  }
  return { id: undoId(id), table, corrections: ordered(corrections, table) };
}

function undoId(planId: string): string {
  return `${planId}-undo`;
}

function inverseOf(correction: Correction, columns: readonly Column[]): Correction<KnownRow> {
  const { key } = correction;
  switch (correction.action) {
    case 'insert':
      return { action: 'delete', key, seen: insertedRow(correction.set, columns) };
    case 'delete':
      return { action: 'insert', key, set: writable(correction.seen, columns) };
    case 'update': {
      const written = new Set(correction.set.map(({ column }) => column));
      return {
        action: 'update',
        key,
        seen: updatedRow(correction, columns),
        set: writable(correction.seen, columns, (column) => written.has(column)),
      };
    }
  }
}

function insertedRow(set: readonly SetCell[], columns: readonly Column[]): KnownRow {
  const written = valuesByColumn(set);
  return columns.map((column, position) => {
    const value = written.get(position);
    if (value !== undefined) {
      return value;
    }
    return column.hasDefault || column.generated || column.identity ? undefined : null;
  });
}

function updatedRow(
  { seen, set }: { readonly seen: Row; readonly set: readonly SetCell[] },
  columns: readonly Column[],
): KnownRow {
  const written = valuesByColumn(set);
  return seen.map((cell, position) => {
    const value = written.get(position);
    if (value !== undefined) {
      return value;
    }
    return columns[position]?.generated ? undefined : cell;
  });
}

function backToBefore(
  { key, before, after }: RowImage,
  { columns, key: keyColumns }: PlannedTable,
): Correction | undefined {
  if (!after) {
    return before ? { action: 'insert', key, set: writable(before, columns) } : undefined;
  }
  if (!before) {
    return { action: 'delete', key, seen: after };
  }
  const isChanged = (column: number, value: Cell): boolean =>
    after[column] !== value && !keyColumns.includes(column);
  const set = writable(before, columns, isChanged);
  return set.length > 0 ? { action: 'update', key, seen: after, set } : undefined;
}

function writable(
  row: Row,
  columns: readonly Column[],
  isMeant: (column: number, value: Cell) => boolean = () => true,
): readonly SetCell[] {
  const cells: SetCell[] = [];
  row.forEach((value, column) => {
    if (columns[column]?.generated !== true && isMeant(column, value)) {
      cells.push({ column, value });
    }
  });
  return cells;
}

function valuesByColumn(set: readonly SetCell[]): ReadonlyMap<number, Cell> {
  return new Map(set.map(({ column, value }) => [column, value]));
}
