import type { Cell, Column } from '../../catalog/table';
import { isNumeric } from '../columnValues';

/**
 * How values of a column lie beside each other. Each has a place: its day, counted from 1970, or how many
 * times a power of ten goes into it.
 */
export type ChartScale =
  { readonly by: 'day' } | { readonly by: 'number'; readonly exponent: number };

/** What a chart of the column is drawn over; undefined where it has none. */
export function chartKind(column: Column): ChartScale['by'] | undefined {
  if (/^(date|timestamp|timestamptz)$/.test(column.type.builtIn ?? '')) {
    return 'day';
  }
  return isNumeric(column) && column.type.builtIn !== 'money' ? 'number' : undefined;
}

/** The place of a value; undefined for NULL, what is infinite, NaN, and times outside of the years 1 to 9999. */
export function placeOn(scale: ChartScale): (cell: Cell) => bigint | undefined {
  return scale.by === 'day' ? dayOf : (cell) => multipleOf(cell, scale.exponent);
}

/** The first value of a place, as a filter's range takes it. */
export function textAt(scale: ChartScale, place: bigint): string {
  if (scale.by === 'number') {
    return decimalText(place, scale.exponent);
  }
  // Beyond it, texts of times are no longer in the order of time.
  return place > lastDay ? '9999-12-31 24:00:00' : dateAt(place).toISOString().slice(0, 10);
}

/** The day of a place, in UTC. */
export function dateAt(day: bigint): Date {
  return new Date(Number(day) * millisecondsADay);
}

export function dayAt(date: Date): bigint {
  return BigInt(Math.floor(date.getTime() / millisecondsADay));
}

/** The greatest whole number of times that `by`, which is positive, goes into it. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient;
}

const millisecondsADay = 86_400_000;
const lastDay = dayAt(new Date('9999-12-31'));

function dayOf(cell: Cell): bigint | undefined {
  if (cell === null || !/^\d{4}-\d\d-\d\d(?!.* BC$)/.test(cell)) {
    return undefined;
  }
  return dayAt(new Date(cell.slice(0, 10)));
}

/** Exact, also where a number of JavaScript would not be. */
function multipleOf(cell: Cell, exponent: number): bigint | undefined {
  const [, sign, whole, fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(cell ?? '') ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const digits = BigInt(`${sign ?? ''}${whole}${fraction}`);
  const shift = Number(power) - fraction.length - exponent;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : floorDivide(digits, 10n ** BigInt(-shift));
}

function decimalText(times: bigint, exponent: number): string {
  if (exponent >= 0) {
    return String(times * 10n ** BigInt(exponent));
  }
  const digits = String(times < 0n ? -times : times).padStart(1 - exponent, '0');
  const text = `${digits.slice(0, exponent)}.${digits.slice(exponent)}`.replace(/\.?0+$/, '');
  return times < 0n ? `-${text}` : text;
}
