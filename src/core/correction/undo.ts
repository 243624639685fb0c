import type { Cell, Column, Key, Row } from '../catalog/table';
import { ordered } from './buildPlan';
import type { Correction, CorrectionPlan, KnownRow, PlannedTable, SetCell } from './plan';
import { rowsLeftBy, sameRow } from './rowState';

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
  const left = rowsLeftBy(table.columns);
  const inverses = corrections.map((correction) =>
    inverseOf(correction, left(correction) ?? [], table.columns),
  );
  return { id: undoId(id), table, corrections: ordered(inverses, table) };
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

/** True where these rows, in the images' order, are the ones after. */
export function areAfter(images: readonly RowImage[], rows: readonly (Row | null)[]): boolean {
  return images.every(({ after }, position) => {
    const row = rows[position] ?? null;
    return after && row ? sameRow(after, row) : after === row;
  });
}

function undoId(planId: string): string {
  return `${planId}-undo`;
}

function inverseOf(
  correction: Correction,
  left: KnownRow,
  columns: readonly Column[],
): Correction<KnownRow> {
  const { key } = correction;
  switch (correction.action) {
    case 'insert':
      return { action: 'delete', key, seen: left };
    case 'delete':
      return { action: 'insert', key, set: writable(correction.seen, columns) };
    case 'update': {
      const written = new Set(correction.set.map(({ column }) => column));
      return {
        action: 'update',
        key,
        seen: left,
        set: writable(correction.seen, columns, (column) => written.has(column)),
      };
    }
  }
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
