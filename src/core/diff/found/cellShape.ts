import type { Cell, ColumnType } from '../../catalog/table';
import { type DateShift, dateShifts } from './dateShift';

/** How one value became another. */
export type CellShape =
  | { readonly how: 'replaced'; readonly from: Cell; readonly to: Cell }
  /** Whatever it was before. */
  | { readonly how: 'set'; readonly to: Cell }
  | { readonly how: 'moved'; readonly by: DateShift }
  /** A decimal number, without zeros at its end. */
  | { readonly how: 'added'; readonly by: string }
  | { readonly how: 'appended' | 'prepended'; readonly text: string }
  /** From NULL or the empty text to something, back again, or from one thing to another: of no common kind. */
  | { readonly how: 'filled' | 'emptied' | 'edited' };

/** One change of a value, as it may be read. */
export interface CellReadings {
  /** Beside from which value to which, the more natural first; none where there is no other. */
  readonly shapes: readonly CellShape[];
  /** What is left to be said where neither that nor the values are common to many rows. */
  readonly least: LeastShape;
}

export type LeastShape = Extract<CellShape, { readonly how: 'filled' | 'emptied' | 'edited' }>;

/** Longer values are not told one from the other. */
const longest = 120;

/** The change of a value of this type from one text to another, which is not the same. */
export function readingsOf(
  from: Cell,
  to: Cell,
  { builtIn = '' }: Pick<ColumnType, 'builtIn'>,
): CellReadings {
  return { shapes: shapesOf(from, to, builtIn), least: leastOf(from, to) };
}

/** The same for changes that are read alike in every way; by a shape, or by the two values. */
export function changeKey(
  from: Cell,
  to: Cell,
  { builtIn = '' }: Pick<ColumnType, 'builtIn'>,
): string {
  const shapes = shapesOf(from, to, builtIn);
  if (shapes.length > 0) {
    return shapes.map(shapeKey).join();
  }
  return isShort(from) && isShort(to) ? valuesKey(from, to) : leastOf(from, to).how;
}

/** NULL is written as no text is. */
function valuesKey(from: Cell, to: Cell): string {
  return `${from === null ? '\0' : `=${from}`}\0\0${to === null ? '\0' : `=${to}`}`;
}

/** The same for the same shape, and for no other. */
export function shapeKey(shape: CellShape): string {
  switch (shape.how) {
    case 'replaced':
      return `replaced ${valuesKey(shape.from, shape.to)}`;
    case 'set':
      return `set ${valuesKey(null, shape.to)}`;
    case 'moved':
      return shiftKey(shape.by);
    case 'added':
      return `added ${shape.by}`;
    case 'appended':
    case 'prepended':
      return `${shape.how} ${shape.text}`;
    case 'filled':
    case 'emptied':
    case 'edited':
      return shape.how;
  }
}

function shiftKey({ months = 0, days = 0, seconds = 0 }: DateShift): string {
  return `moved ${months} ${days} ${seconds}`;
}

export function leastOf(from: Cell, to: Cell): LeastShape {
  const [wasEmpty, isEmpty] = [isNothing(from), isNothing(to)];
  if (wasEmpty === isEmpty) {
    return { how: 'edited' };
  }
  return { how: wasEmpty ? 'filled' : 'emptied' };
}

function isNothing(cell: Cell): boolean {
  return cell === null || cell === '';
}

function isShort(cell: Cell): boolean {
  return cell === null || cell.length <= longest;
}

type Read = (from: string, to: string) => readonly CellShape[];

/** None of values that are nothing. */
function shapesOf(from: Cell, to: Cell, builtIn: string): readonly CellShape[] {
  return from && to ? (readers.get(builtIn)?.(from, to) ?? []) : [];
}

const readers: ReadonlyMap<string, Read> = new Map([
  ...['date', 'timestamp', 'timestamptz'].map((type) => [type, moved] as const),
  ...['int2', 'int4', 'int8', 'numeric'].map((type) => [type, added] as const),
  ...['text', 'varchar'].map((type) => [type, lengthened] as const),
]);

function moved(from: string, to: string): readonly CellShape[] {
  return dateShifts(from, to).map((by) => ({ how: 'moved', by }));
}

const decimal = /^-?\d+(?:\.(\d+))?$/;

/** None for what is no number, such as NaN. */
function added(from: string, to: string): readonly CellShape[] {
  const [before, now] = [decimal.exec(from), decimal.exec(to)];
  if (!before || !now || !isShort(from) || !isShort(to)) {
    return [];
  }
  const scale = Math.max(before[1]?.length ?? 0, now[1]?.length ?? 0);
  const difference = scaled(to, scale) - scaled(from, scale);
  return difference === 0n ? [] : [{ how: 'added', by: decimalText(difference, scale) }];
}

function scaled(text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

function decimalText(value: bigint, scale: number): string {
  if (scale === 0) {
    return String(value);
  }
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}

function lengthened(from: string, to: string): readonly CellShape[] {
  const more = to.length - from.length;
  if (more <= 0 || more > longest) {
    return [];
  }
  const appended = to.startsWith(from);
  if (!appended && !to.endsWith(from)) {
    return [];
  }
  return [
    appended
      ? { how: 'appended', text: to.slice(from.length) }
      : { how: 'prepended', text: to.slice(0, more) },
  ];
}
