import type { Cell } from '../../core/catalog/table';
import type { RowInIncident } from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import { comparableIn, type Comparable, compareValues } from '../../core/review/columnValues';
import { cellsOn } from '../../core/review/rowCells';
import { changeIn, type ReadableRows, textsAt } from './readLines';
import type { RowOrder } from './shownRows';

/**
 * These lines, ascending, in the order of a column's values on one side; where there is none they come
 * last, and equal values keep the order compared. A key is that of both sides. Reads all rows, where nothing stops it.
 * @throws {RecoveryError} `usage` where there is no such column.
 */
export async function inOrder(
  lines: Uint32Array,
  { column: at, side, descending }: RowOrder,
  rows: ReadableRows,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const column = rows.table.columns[at];
  if (!column) {
    throw new RecoveryError('usage', 'There is no such column to order by.');
  }
  const value = comparableIn(column);
  const keyPlace = rows.table.key.indexOf(at);
  const cellOf = (change: RowInIncident): Cell =>
    (keyPlace < 0 ? cellsOn(side, change)?.[at] : change.key[keyPlace]) ?? null;
  const values: Comparable[] = [];
  for await (const texts of textsAt(lines, rows, signal)) {
    for (const text of texts) {
      values.push(value(cellOf(changeIn(text, rows))));
    }
  }
  const places = Uint32Array.from(lines.keys());
  places.sort((a, b) => compared(values[a], values[b], descending === true) || a - b);
  return places.map((place) => lines[place] ?? 0);
}

function compared(a: Comparable, b: Comparable, descending: boolean): number {
  const isKnown = a !== undefined && b !== undefined;
  return descending && isKnown ? compareValues(b, a) : compareValues(a, b);
}
