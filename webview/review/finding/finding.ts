import type { TextFilter } from '../../../src/protocol/shown';

/** What is looked for, and what came of it. Never kept: VS Code would write the words to disk. */
export interface Finding {
  /** The bar that is open, if any. */
  readonly bar?: 'text' | 'key' | undefined;
  readonly sought: TextFilter;
  readonly told?: FindTold | undefined;
}

export type FindTold =
  | { readonly kind: 'searching' | 'none' | 'noSuchKey' }
  | {
      readonly kind: 'found';
      /** It went on past the last row, or before the first; or only this row holds it. */
      readonly went?: 'round' | 'roundBack' | 'nowhereElse' | undefined;
      /** The column that holds it, where it is not drawn. */
      readonly hidden?: number | undefined;
    }
  /** No row that is shown has the key, but one of all the differences. */
  | { readonly kind: 'keyElsewhere'; readonly key: readonly string[] };

export const nothingSought: Finding = { sought: { words: '' } };

/** Where the next search begins, and what finding this row again would mean. */
export interface SearchStart {
  readonly from: number;
  readonly back: boolean;
}

/** From the row at the cursor, itself included where something else is looked for than before. */
export function startOf(
  { row, rows }: { readonly row: number; readonly rows: number },
  { back, isNew }: { readonly back: boolean; readonly isNew: boolean },
): SearchStart {
  if (isNew) {
    return { from: row, back };
  }
  const next = row + (back ? -1 : 1);
  return { from: rows === 0 ? 0 : (next + rows) % rows, back };
}

/** How far a search went from the cursor's row to the one found. */
export function wayTo(
  found: number,
  at: number,
  { back, isNew }: { readonly back: boolean; readonly isNew: boolean },
): 'round' | 'roundBack' | 'nowhereElse' | undefined {
  if (found === at) {
    return isNew ? undefined : 'nowhereElse';
  }
  if (back) {
    return found > at ? 'roundBack' : undefined;
  }
  return found < at ? 'round' : undefined;
}
