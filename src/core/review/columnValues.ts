import type { Cell, Column } from '../catalog/table';

/** A value as it is compared with others of its column; undefined for NULL and for what has no place. */
export type Comparable = number | bigint | string | undefined;

export function isNumeric({ type }: Column): boolean {
  return /^(int[248]|float[48]|numeric|money)$/.test(type.builtIn ?? '');
}

/**
 * How values of the column compare: numbers as numbers, whole ones exactly, others to some 15 digits; times as the text that
 * PostgreSQL writes them by, which is in their order, everything else by its text. Infinite times, and
 * those before our era, have no place.
 */
export function comparableIn(column: Column): (cell: Cell) => Comparable {
  if (isNumeric(column) && column.type.builtIn !== 'money') {
    return numberOf;
  }
  const isTime = /^(date|timestamp|timestamptz)$/.test(column.type.builtIn ?? '');
  return isTime ? timeOf : (cell) => cell ?? undefined;
}

/** Negative where `a` comes first; what has no value comes last. */
export function compareValues(a: Comparable, b: Comparable): number {
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined);
  }
  return a < b ? -1 : Number(a > b);
}

function numberOf(cell: Cell): Comparable {
  if (cell === null) {
    return undefined;
  }
  if (/^-?\d{16,}$/.test(cell)) {
    return BigInt(cell);
  }
  const number = Number(cell);
  return cell === '' || Number.isNaN(number) ? undefined : number;
}

function timeOf(cell: Cell): Comparable {
  return cell !== null && /^\d{4}-(?!.* BC$)/.test(cell) ? cell : undefined;
}
