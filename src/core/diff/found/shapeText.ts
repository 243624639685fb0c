import type { Cell } from '../../catalog/table';
import type { CellShape } from './cellShape';
import type { DateShift } from './dateShift';

/** `statut CONFIRME → ANNULE`, `date_rdv + 1 year`: how a column changed. */
export function shapeText(column: string, shape: CellShape): string {
  return `${column} ${wordsOf(shape)}`;
}

function wordsOf(shape: CellShape): string {
  switch (shape.how) {
    case 'replaced':
      return `${cellText(shape.from)} → ${cellText(shape.to)}`;
    case 'set':
      return `… → ${cellText(shape.to)}`;
    case 'moved':
      return shiftText(shape.by);
    case 'added':
      return signed(shape.by);
    case 'appended':
      return `with “${shortened(shape.text)}” after it`;
    case 'prepended':
      return `with “${shortened(shape.text)}” before it`;
    case 'filled':
      return 'filled in';
    case 'emptied':
    case 'edited':
      return shape.how;
  }
}

export function signed(decimal: string): string {
  return decimal.startsWith('-') ? `− ${decimal.slice(1)}` : `+ ${decimal}`;
}

export function cellText(cell: Cell): string {
  if (cell === null) {
    return 'NULL';
  }
  return cell === '' ? "''" : shortened(cell);
}

const longest = 30;

export function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** `+ 1 year 2 months`, `− 3 days 2 hours` */
function shiftText(by: DateShift): string {
  const { sign, parts } = shiftParts(by);
  const words = parts.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return `${sign} ${words.join(' ')}`;
}

export type ShiftUnit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** How many of each unit, none of them 0. */
export function shiftParts({ months = 0, days = 0, seconds = 0 }: DateShift): {
  readonly sign: '+' | '−';
  readonly parts: readonly (readonly [number, ShiftUnit])[];
} {
  const sign = months + days + seconds < 0 ? '−' : '+';
  const [year, clock] = [Math.abs(months), Math.abs(seconds)];
  const parts: readonly (readonly [number, ShiftUnit])[] = [
    [Math.floor(year / 12), 'year'],
    [year % 12, 'month'],
    [Math.abs(days), 'day'],
    [Math.floor(clock / 3600), 'hour'],
    [Math.floor((clock % 3600) / 60), 'minute'],
    [Number((clock % 60).toFixed(6)), 'second'],
  ];
  return { sign, parts: parts.filter(([count]) => count > 0) };
}
