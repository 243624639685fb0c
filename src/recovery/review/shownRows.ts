import type { DifferingRow } from '../../core/diff/rows/rowChange';

export type RowKind = DifferingRow['kind'];

/** What the rows are looked at by; `all` has those that may be corrected, in the order compared. */
export type ReviewTab = 'all' | RowKind;

/** Which rows are looked at, and in what order: their numbers count these alone, from 0. */
export interface ShownRows {
  readonly tab: ReviewTab;
  readonly filter?: RowFilter;
  /** As compared where absent. */
  readonly order?: RowOrder;
}

/** A row is shown where it has all that is named here. */
export interface RowFilter {
  /** Has none of these. */
  readonly hides?: readonly RowFlag[];
  /** Has one of these. */
  readonly flags?: readonly RowFlag[];
  /** Changed rows that differ in one of these columns. */
  readonly columns?: readonly number[];
  /** Belongs to one of these groups. */
  readonly groups?: readonly string[];
  /** One side's value lies in it; `to` is exclusive. */
  readonly range?: { readonly column: number; readonly from?: string; readonly to?: string };
  readonly text?: { readonly words: string; readonly column?: number; readonly matchCase?: true };
}

export type RowFlag =
  | 'sameValue'
  | 'reused'
  | 'stale'
  | 'blocked'
  | 'children'
  | 'later'
  | 'unread'
  | 'selected'
  | 'notSelected';

export interface RowOrder {
  readonly column: number;
  readonly side: 'backup' | 'live';
  readonly descending?: true;
}
