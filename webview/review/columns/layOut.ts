import type { ColumnLook } from '../../../src/protocol/cells';
import type { ReviewRow } from '../../../src/protocol/rows';
import type { ReviewColumn } from '../../../src/protocol/state';
import { type GridColumn, gridColumns, type PlacedColumns, placeColumns } from '../columns';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { columnWidths, type Measured } from './widths';

/** How the grid is laid out just now. */
export interface LaidOut {
  readonly gridColumns: readonly GridColumn[];
  readonly columns: readonly ReviewColumn[];
  /** Of each of the table's columns, on either side, in pixels. */
  readonly widths: readonly number[];
  readonly placed: PlacedColumns;
  /** Both sides of a row, one above the other. */
  readonly stacked: boolean;
  readonly measured: Measured | undefined;
}

export const nothingLaidOut: LaidOut = {
  ...{ gridColumns: [], columns: [], widths: [], stacked: false, measured: undefined },
  placed: { template: '', width: 0, frozenAt: [], frozenWidth: 0 },
};

/** From the first rows that there are; undefined where no rows are listed. */
export function layOut(
  { review, tab, changedOnly, look }: View,
  rows: readonly ReviewRow[],
  texts: Texts,
): LaidOut | undefined {
  if (tab === 'identical') {
    return undefined;
  }
  const columns = tab === 'conflict' ? notCounted(review.columns) : review.columns;
  const shown = gridColumns(columns, tab, { changedOnly, look });
  const stacked = shown.some(({ kind }) => kind === 'stacked');
  const measured = { columns, rows, tab, stacked, texts };
  const widths = columnWidths(measured).map(
    (width, at) => look.widths[columns[at]?.name ?? ''] ?? width,
  );
  const placed = placeColumns(shown, widths, setByHand(columns, look));
  return { gridColumns: shown, columns, widths, placed, stacked, measured };
}

/** Positions of the columns whose width was chosen. */
export function setByHand(
  columns: readonly ReviewColumn[],
  { widths }: ColumnLook,
): ReadonlySet<number> {
  return new Set(
    [...columns.keys()].filter((at) => Object.hasOwn(widths, columns[at]?.name ?? '')),
  );
}

/** What differs in the changed rows is no matter of those in conflict. */
function notCounted(columns: readonly ReviewColumn[]): readonly ReviewColumn[] {
  return columns.map((column) => ({ ...column, differing: 0 }));
}
