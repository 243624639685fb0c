import type { ColumnLook } from '../../../src/protocol/cells';
import type { ReviewColumn } from '../../../src/protocol/state';

/** The columns as they are before anybody changes them. */
export const asMade: ColumnLook = { widths: {}, order: [], hidden: [], arrangement: 'paired' };

/** CSS pixels. A key is never so wide that nothing is left beside it. */
export const narrowest = 48;
const widest = { key: 320, other: 2000 };

/** What the operator does to how columns are looked at; columns by their names. */
export type LookChange =
  | { readonly kind: 'width'; readonly column: string; readonly width: number }
  /** Past the column that is shown before it, or after. */
  | {
      readonly kind: 'move';
      readonly column: string;
      readonly past: string;
      readonly after: boolean;
    }
  | { readonly kind: 'hide' | 'unhide'; readonly column: string }
  | { readonly kind: 'arrange'; readonly arrangement: ColumnLook['arrangement'] }
  | { readonly kind: 'reset' };

export function lookAfter(
  look: ColumnLook,
  change: LookChange,
  columns: readonly ReviewColumn[],
): ColumnLook {
  switch (change.kind) {
    case 'width': {
      const isKey = columns.some(({ name, isKey: is }) => is && name === change.column);
      const width = within(change.width, isKey ? widest.key : widest.other);
      return { ...look, widths: { ...look.widths, [change.column]: width } };
    }
    case 'move':
      return { ...look, order: moved(look, change, columns) };
    case 'hide':
      return { ...look, hidden: [...look.hidden, change.column] };
    case 'unhide':
      return { ...look, hidden: look.hidden.filter((name) => name !== change.column) };
    case 'arrange':
      return { ...look, arrangement: change.arrangement };
    case 'reset':
      return { ...asMade, arrangement: look.arrangement };
  }
}

/** Positions of the columns beside the key, in the order that they are looked at, hidden ones among them. */
export function ordered(
  { order }: ColumnLook,
  columns: readonly ReviewColumn[],
): readonly number[] {
  const place = (name: string): number => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  const hasKey = columns.some(({ isKey }) => isKey);
  return [...columns.keys()]
    .filter((column) => !hasKey || columns[column]?.isKey !== true)
    .sort((a, b) => place(columns[a]?.name ?? '') - place(columns[b]?.name ?? '') || a - b);
}

/** Columns that are hidden, and in which rows differ. */
export function hiddenDiffering(
  { hidden }: ColumnLook,
  columns: readonly ReviewColumn[],
): readonly ReviewColumn[] {
  return columns.filter(
    ({ name, isKey, differing }) => !isKey && differing > 0 && hidden.includes(name),
  );
}

function within(width: number, most: number): number {
  return Math.round(Math.min(most, Math.max(narrowest, width)));
}

function moved(
  look: ColumnLook,
  { column, past, after }: Extract<LookChange, { readonly kind: 'move' }>,
  columns: readonly ReviewColumn[],
): readonly string[] {
  const names = ordered(look, columns).map((at) => columns[at]?.name ?? '');
  const others = names.filter((name) => name !== column);
  const at = others.indexOf(past) + Number(after);
  return others.toSpliced(at, 0, column);
}
