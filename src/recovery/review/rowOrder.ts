import { RecoveryError } from '../../core/errors';
import { comparableIn, type Comparable, compareValues } from '../../core/review/columnValues';
import { cellsOn } from '../../core/review/rowCells';
import { changeIn, type ReadableRows, textsAt } from './readLines';
import type { RowOrder } from './shownRows';

/**
 * These lines, ascending, in the order of a column's values on one side; where there is none they come
 * last, and equal values keep the order compared. Reads all rows, where nothing stops it.
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
  const values: Comparable[] = [];
  for await (const texts of textsAt(lines, rows, signal)) {
    for (const text of texts) {
      values.push(value(cellsOn(side, changeIn(text, rows))?.[at] ?? null));
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
