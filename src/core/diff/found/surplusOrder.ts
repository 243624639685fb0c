import type { Cell, Row } from '../../catalog/table';
import type { SurplusRow } from '../rows/rowChange';

/**
 * By what the rows hold, column by column, so that rows that are alike stand together whichever side they
 * are on: numbers by their size, then other texts by their characters, NULL last.
 */
export function bySurplusCells(a: SurplusRow, b: SurplusRow): number {
  const [cells, others] = [cellsOf(a), cellsOf(b)];
  for (const [at, cell] of cells.entries()) {
    const order = cellOrder(cell, others[at] ?? null);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

function cellsOf(row: SurplusRow): Row {
  return row.kind === 'missing' ? row.backup : row.live;
}

function cellOrder(a: Cell, b: Cell): number {
  if (a === b) {
    return 0;
  }
  if (a === null || b === null) {
    return a === null ? 1 : -1;
  }
  const [isA, isB] = [isNumber.test(a), isNumber.test(b)];
  if (isA !== isB) {
    return isA ? -1 : 1;
  }
  const difference = isA ? Number(a) - Number(b) : 0;
  return difference === 0 ? (a < b ? -1 : 1) : difference;
}

const isNumber = /^-?\d{1,15}(\.\d+)?$/;
