import type { Cell, ReviewRow, Tab } from '../../src/protocol/rows';
import type { ReviewColumn } from '../../src/protocol/state';
import { flagsOf } from './flags';
import { hasBothSides } from './state/view';

/**
 * A column of the grid: the box and glyph, a key or in its place how many copies there are, one side of a
 * table's column or whichever side has the row.
 */
export type GridColumn =
  | { readonly kind: 'pick' }
  | { readonly kind: 'copies' }
  | { readonly kind: 'key'; readonly column: number }
  | { readonly kind: 'backup' | 'live'; readonly column: number; readonly paired: boolean }
  | { readonly kind: 'either'; readonly column: number; readonly paired: false };

/** Columns that stay in sight while the others scroll. */
export function isFrozen({ kind }: GridColumn): boolean {
  return kind === 'pick' || kind === 'copies' || kind === 'key';
}

export interface PlacedColumns {
  /** For `grid-template-columns`. */
  readonly template: string;
  readonly width: number;
  /** Where each frozen column stays, from the left. */
  readonly frozenAt: readonly number[];
  readonly frozenWidth: number;
}

/** The grid's columns: what tells rows apart first, then the sides that the tab has. */
export function gridColumns(
  columns: readonly ReviewColumn[],
  tab: Tab,
  changedOnly: boolean,
): readonly GridColumn[] {
  const keys = columns.flatMap(({ isKey }, column) => (isKey ? [column] : []));
  if (keys.length === 0) {
    return [
      { kind: 'pick' },
      { kind: 'copies' },
      ...columns.flatMap((_, column) => rowOf(column, tab)),
    ];
  }
  return [
    { kind: 'pick' },
    ...keys.map((column) => ({ kind: 'key', column }) as const),
    ...shownColumns(columns, tab, changedOnly).flatMap((column) => sidesOf(column, tab)),
  ];
}

/** Widths in pixels, from the texts of the first rows; each table's column as wide on both sides. */
export function columnWidths(
  columns: readonly ReviewColumn[],
  rows: readonly ReviewRow[],
  tab: Tab,
): readonly number[] {
  const paired = hasBothSides(tab) && columns.some(({ isKey }) => isKey);
  const tags = rows.map((row) =>
    flagsOf(row).reduce((sum, { tag }) => sum + tag.length * tagCharacterWidth + tagPadding, 0),
  );
  const tagWidth = Math.max(narrowestTag, ...tags);
  return columns.map(({ name, isKey }, column) => {
    const longest = Math.max(0, ...rows.flatMap((row) => lengthsIn(row, column)));
    const head = paired && !isKey ? (name.length + differWidth) / 2 : name.length + 2;
    const wanted = Math.max(longest, head) * characterWidth + cellPadding + (isKey ? tagWidth : 0);
    return Math.round(Math.min(widest, Math.max(narrowest, wanted)));
  });
}

/** The last column, or pair, takes what room is left. */
export function placeColumns(
  columns: readonly GridColumn[],
  widths: readonly number[],
): PlacedColumns {
  const last = tableColumn(columns.at(-1));
  const own = columns.map((column) => widths[tableColumn(column) ?? -1] ?? ownWidth(column));
  const starts = own.map((_, index) => sum(own.slice(0, index)));
  const frozen = columns.filter(isFrozen).length;
  return {
    template: columns
      .map((column, index) => {
        const width = `${own[index] ?? ownWidth(column)}px`;
        const takesRest = last !== undefined && tableColumn(column) === last;
        return takesRest ? `minmax(${width}, 1fr)` : width;
      })
      .join(' '),
    width: sum(own),
    frozenAt: starts.slice(0, frozen),
    frozenWidth: sum(own.slice(0, frozen)),
  };
}

/** The table's column that a column of the grid shows; undefined for the box and the copies. */
export function tableColumn(column: GridColumn | undefined): number | undefined {
  return column && 'column' in column ? column.column : undefined;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

function ownWidth({ kind }: GridColumn): number {
  return kind === 'copies' ? copiesWidth : pickWidth;
}

const pickWidth = 52;
/** For `× 1 234 567`, or fewer and a tag. */
const copiesWidth = 120;
const characterWidth = 7.25;
/** `1 234 differ`, in characters. */
const differWidth = 10;
const cellPadding = 18;
/** For the tag of a key that was reused, or of a stale row. */
const narrowestTag = 48;
const tagCharacterWidth = 6;
const tagPadding = 14;
const narrowest = 56;
const widest = 260;

function shownColumns(
  columns: readonly ReviewColumn[],
  tab: Tab,
  changedOnly: boolean,
): readonly number[] {
  const others = columns.flatMap(({ isKey }, column) => (isKey ? [] : [column]));
  const changed = others.filter((column) => (columns[column]?.differing ?? 0) > 0);
  const onlySome = changedOnly && hasBothSides(tab) && changed.length > 0;
  // What is ignored stays in sight, lest it be forgotten.
  return onlySome
    ? others.filter((column) => changed.includes(column) || columns[column]?.ignored === true)
    : others;
}

/** Rows that are only on one side need no other side. */
function sidesOf(column: number, tab: Tab): readonly GridColumn[] {
  switch (tab) {
    case 'missing':
      return [{ kind: 'backup', column, paired: false }];
    case 'extra':
      return [{ kind: 'live', column, paired: false }];
    case 'all':
    case 'changed':
    case 'conflict':
      return [
        { kind: 'backup', column, paired: true },
        { kind: 'live', column, paired: true },
      ];
  }
}

/** Without a key no row has a partner on the other side. */
function rowOf(column: number, tab: Tab): readonly GridColumn[] {
  return hasBothSides(tab) ? [{ kind: 'either', column, paired: false }] : sidesOf(column, tab);
}

function lengthsIn(row: ReviewRow, column: number): readonly number[] {
  switch (row.kind) {
    case 'missing':
      return [lengthOf(row.backup[column])];
    case 'extra':
      return [lengthOf(row.live[column])];
    case 'changed':
      return [lengthOf(row.backup[column]), lengthOf(row.live[column])];
    case 'stale':
      return [lengthOf(row.backup ? row.backup[column] : row.key[column])];
    case 'conflict':
      return [lengthOf(row.cells[column])];
  }
}

function lengthOf(cell: Cell | undefined): number {
  return cell?.length ?? 4;
}
