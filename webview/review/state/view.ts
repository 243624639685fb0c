import type { ShownRows, WireError } from '../../src/protocol/messages';
import type { Tab } from '../../src/protocol/rows';
import type {
  ReviewCounts,
  ReviewState,
  ReviewStatus,
  SelectionCounts,
} from '../../src/protocol/state';

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

export type Action =
  | { readonly kind: 'reviewed'; readonly review: ReviewState }
  | { readonly kind: 'status'; readonly status: ReviewStatus }
  | { readonly kind: 'selection'; readonly selection: SelectionCounts }
  | { readonly kind: 'failure'; readonly failure: Failure | undefined }
  | Look;

/** Where the operator looks. */
type Look =
  | { readonly kind: 'tab'; readonly tab: Tab }
  | { readonly kind: 'option'; readonly option: ViewOption; readonly on: boolean }
  | { readonly kind: 'moved'; readonly to: Place; readonly extend: boolean }
  | { readonly kind: 'rangeLeft' }
  | { readonly kind: 'asked'; readonly asks: boolean };

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

export function reduce(view: View, action: Action): View {
  switch (action.kind) {
    case 'reviewed':
      return openView(action.review, keptOf(view));
    case 'status':
      return { ...view, review: { ...view.review, status: action.status } };
    case 'selection':
      return withStatus(view, { selection: action.selection });
    case 'failure':
      return { ...view, failure: action.failure };
    case 'tab':
    case 'option':
    case 'moved':
    case 'rangeLeft':
    case 'asked':
      return looked(view, action);
  }
}

function looked(view: View, look: Look): View {
  switch (look.kind) {
    case 'tab':
      return { ...withoutRange(view), tab: look.tab, cursor: { row: 0, column: 0 } };
    case 'option':
      return withOption(view, look.option, look.on);
    case 'moved':
      return moved(view, look.to, look.extend);
    case 'rangeLeft':
      return withoutRange(view);
    case 'asked':
      return { ...view, asksForTab: look.asks };
  }
}

/** How many differences the tab has. */
export function rowsOf(counts: ReviewCounts, tab: Tab): number {
  const all = counts.missing + counts.changed + counts.extra;
  return { ...counts, all, conflict: counts.conflicts }[tab];
}

function withOption(view: View, option: ViewOption, on: boolean): View {
  const { row, column } = view.cursor;
  return option === 'changedOnly'
    ? { ...view, changedOnly: on, cursor: { row, column: 0 } }
    : { ...withoutRange(view), hidesSameValue: on, cursor: { row: 0, column } };
}

/** How many rows of the tab are shown. */
export function shownRows(view: Pick<View, 'review' | 'tab' | 'hidesSameValue'>): number {
  return rowsOf(shownCounts(view), view.tab);
}

/** The counts of the rows that are shown. */
export function shownCounts({
  review: { counts },
  hidesSameValue,
}: Pick<View, 'review' | 'hidesSameValue'>): ReviewCounts {
  return hidesSameValue ? { ...counts, changed: counts.changed - counts.sameValue } : counts;
}

/** How requests name the rows that are shown. */
export function shownAs({ tab, hidesSameValue }: View): ShownRows {
  return { tab, ...(hidesSameValue ? { hidesSameValue } : {}) };
}

/** How many rows the tab stands for: without a key with all their copies, where fewer are shown. */
export function countedRows(view: Pick<View, 'review' | 'hidesSameValue'>, tab: Tab): number {
  const { withoutKey } = view.review;
  const counts = shownCounts(view);
  return rowsOf(withoutKey ? { ...counts, ...withoutKey } : counts, tab);
}

/** Whether the tab has rows that are on both sides, and so columns that need not be shown. */
export function hasBothSides(tab: Tab): boolean {
  return tab === 'all' || tab === 'changed';
}

/** Whether any row of the tab can be selected. */
export function maySelect({ tab, review }: Pick<View, 'tab' | 'review'>): boolean {
  return tab !== 'conflict' && review.withoutKey === undefined;
}

/** The rows that the next Space puts in or out; one where no range is drawn. */
export function rangeOf({ cursor, anchor = cursor.row }: View): {
  readonly first: number;
  readonly last: number;
} {
  return { first: Math.min(anchor, cursor.row), last: Math.max(anchor, cursor.row) };
}

/** Whether all, some or none of the tab's rows are selected, as `aria-checked` says it. */
export function tabSelection(view: View): 'true' | 'mixed' | 'false' {
  const { review, tab } = view;
  const { insert, update, delete: deleted } = review.status.selection;
  const selected = {
    all: insert + update + deleted,
    missing: insert,
    changed: update,
    extra: deleted,
    conflict: 0,
  }[tab];
  if (selected === 0) {
    return 'false';
  }
  return selected === shownRows(view) ? 'true' : 'mixed';
}

function moved(view: View, to: Place, extend: boolean): View {
  const cursor = within(to, shownRows(view));
  return extend
    ? { ...view, cursor, anchor: view.anchor ?? view.cursor.row }
    : { ...withoutRange(view), cursor };
}

function withStatus(view: View, change: Partial<ReviewStatus>): View {
  const { review } = view;
  return { ...view, review: { ...review, status: { ...review.status, ...change } } };
}

function withoutRange(view: View): View {
  return { ...view, anchor: undefined, asksForTab: false };
}

function within({ row, column }: Place, rowCount: number): Place {
  return { row: Math.max(0, Math.min(row, rowCount - 1)), column };
}
