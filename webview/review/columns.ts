import type { ColumnLook } from '../../src/protocol/cells';
import type { Tab } from '../../src/protocol/rows';
import type { ReviewColumn } from '../../src/protocol/state';
import { ordered } from './columns/look';
import { hasBothSides } from './state/view';

/**
 * A column of the grid: the box and glyph, a key or in its place how many copies there are, one side of a
 * table's column or whichever side has the row; or where the sides are one above the other, which is which,
 * and both.
 */
export type GridColumn =
  | { readonly kind: 'pick' }
  | { readonly kind: 'copies' }
  | { readonly kind: 'side' }
  | { readonly kind: 'key'; readonly column: number }
  | { readonly kind: 'backup' | 'live'; readonly column: number; readonly paired: boolean }
  | { readonly kind: 'either'; readonly column: number; readonly paired: false }
  | { readonly kind: 'stacked'; readonly column: number; readonly paired: false };

/** Those that stay in sight while the others scroll. */
export type FrozenColumn = Extract<
  GridColumn,
  { readonly kind: 'pick' | 'copies' | 'key' | 'side' }
>;

/** How the cells of a frozen column, heads too, are drawn. */
export function frozenClass(column: FrozenColumn, next: GridColumn | undefined): string {
  const isLast = column.kind === 'key' && next?.kind !== 'key';
  return `cell ${column.kind} frozen${isLast ? ' last' : ''}`;
}

export function isFrozen(column: GridColumn): column is FrozenColumn {
  return ['pick', 'copies', 'key', 'side'].includes(column.kind);
}

export interface PlacedColumns {
  /** For `grid-template-columns`. */
  readonly template: string;
  readonly width: number;
  /** Where each frozen column stays, from the left. */
  readonly frozenAt: readonly number[];
  readonly frozenWidth: number;
}

/** What of the columns is shown. */
export interface ShownColumns {
  readonly changedOnly: boolean;
  readonly look: ColumnLook;
}

/** The grid's columns: what tells rows apart first, then the sides that the tab has. */
export function gridColumns(
  columns: readonly ReviewColumn[],
  tab: Tab,
  shown: ShownColumns,
): readonly GridColumn[] {
  const keys = columns.flatMap(({ isKey }, column) => (isKey ? [column] : []));
  const isByKey = keys.length > 0;
  const changedOnly = isByKey && shown.changedOnly;
  const others = shownColumns(columns, tab, { ...shown, changedOnly });
  if (!isByKey) {
    return [
      { kind: 'pick' },
      { kind: 'copies' },
      ...others.flatMap((column) => rowOf(column, tab)),
    ];
  }
  const stacked = shown.look.arrangement === 'stacked' && hasBothSides(tab);
  return [
    { kind: 'pick' },
    ...keys.map((column) => ({ kind: 'key', column }) as const),
    ...(stacked ? [{ kind: 'side' } as const] : []),
    ...others.flatMap((column) =>
      stacked ? [{ kind: 'stacked', column, paired: false } as const] : sidesOf(column, tab),
    ),
  ];
}

/** The last column, or pair, takes what room is left, where its width was not chosen. */
export function placeColumns(
  columns: readonly GridColumn[],
  widths: readonly number[],
  chosen: ReadonlySet<number> = new Set(),
): PlacedColumns {
  const last = tableColumn(columns.at(-1));
  const own = columns.map((column) => widths[tableColumn(column) ?? -1] ?? ownWidth(column));
  const starts = own.map((_, index) => sum(own.slice(0, index)));
  const frozen = columns.filter(isFrozen).length;
  return {
    template: columns
      .map((column, index) => {
        const width = `${own[index] ?? ownWidth(column)}px`;
        const takesRest = last !== undefined && !chosen.has(last) && tableColumn(column) === last;
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
  const widths: Readonly<Partial<Record<GridColumn['kind'], number>>> = {
    ...{ copies: copiesWidth, side: sideWidth },
  };
  return widths[kind] ?? pickWidth;
}

const pickWidth = 52;
/** For `× 1 234 567`, or fewer and a tag. */
const copiesWidth = 120;
/** For `sauvegarde`. */
const sideWidth = 92;

function shownColumns(
  columns: readonly ReviewColumn[],
  tab: Tab,
  { changedOnly, look }: ShownColumns,
): readonly number[] {
  const others = ordered(look, columns).filter(
    (column) => !look.hidden.includes(columns[column]?.name ?? ''),
  );
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
