import type { WireError } from '../../../src/protocol/requests';
import type { Tab } from '../../../src/protocol/rows';
import type { ReviewState } from '../../../src/protocol/state';
import { shownRows } from './counts';

/** What the webview shows. Only the host's facts and where the operator looks; it decides nothing. */
export interface View {
  readonly review: ReviewState;
  readonly tab: Tab;
  readonly changedOnly: boolean;
  /** Rows that are equal by type and only written differently are not shown. */
  readonly hidesSameValue: boolean;
  readonly cursor: Place;
  /** The other end of the range that ends at the cursor. */
  readonly anchor?: number | undefined;
  /** Asked before the whole tab is put in. */
  readonly asksForTab: boolean;
  readonly failure?: Failure | undefined;
}

/** What the operator switches on and off. */
export type ViewOption = 'changedOnly' | 'hidesSameValue';

/** A cell of the grid; counted from 0, the box being column 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A request that failed, and which of them it was. */
export interface Failure {
  readonly error: WireError;
  readonly during: 'rows' | 'request';
}

/** What survives a reload of the webview. */
export type KeptView = Pick<View, 'tab' | 'changedOnly' | 'hidesSameValue' | 'cursor'>;

export function openView(review: ReviewState, kept: KeptView | undefined): View {
  const [tab, hidesSameValue] = [kept?.tab ?? 'all', kept?.hidesSameValue ?? false];
  const shown = { review, tab, hidesSameValue };
  return {
    ...shown,
    changedOnly: kept?.changedOnly ?? true,
    cursor: within(kept?.cursor ?? { row: 0, column: 0 }, shownRows(shown)),
    asksForTab: false,
  };
}

export function keptOf({ tab, changedOnly, hidesSameValue, cursor }: View): KeptView {
  return { tab, changedOnly, hidesSameValue, cursor };
}

/** Whether the tab has rows that are on both sides, and so columns that need not be shown. */
export function hasBothSides(tab: Tab): boolean {
  return tab === 'all' || tab === 'changed';
}

/** The rows that the next Space puts in or out; one where no range is drawn. */
export function rangeOf({ cursor, anchor = cursor.row }: View): {
  readonly first: number;
  readonly last: number;
} {
  return { first: Math.min(anchor, cursor.row), last: Math.max(anchor, cursor.row) };
}

/** The place, as near as there are rows. */
export function within({ row, column }: Place, rowCount: number): Place {
  return { row: Math.max(0, Math.min(row, rowCount - 1)), column };
}
