import type { WireError } from '../../src/protocol/messages';
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
  readonly cursor: Place;
  /** The other end of the range that ends at the cursor. */
  readonly anchor?: number | undefined;
  /** Asked before the whole tab is put in. */
  readonly asksForTab: boolean;
  readonly failure?: Failure | undefined;
}

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
  | { readonly kind: 'changedOnly'; readonly changedOnly: boolean }
  | { readonly kind: 'moved'; readonly to: Place; readonly extend: boolean }
  | { readonly kind: 'rangeLeft' }
  | { readonly kind: 'asked'; readonly asks: boolean };

/** What survives a reload of the webview. */
export type KeptView = Pick<View, 'tab' | 'changedOnly' | 'cursor'>;

export function openView(review: ReviewState, kept: KeptView | undefined): View {
  const tab = kept?.tab ?? 'all';
  return {
    review,
    tab,
    changedOnly: kept?.changedOnly ?? true,
    cursor: within(kept?.cursor ?? { row: 0, column: 0 }, rowsOf(review.counts, tab)),
    asksForTab: false,
  };
}

export function keptOf({ tab, changedOnly, cursor }: View): KeptView {
  return { tab, changedOnly, cursor };
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
    case 'changedOnly':
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
    case 'changedOnly':
      return { ...view, changedOnly: look.changedOnly, cursor: { ...view.cursor, column: 0 } };
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
  return tab === 'all' ? counts.missing + counts.changed + counts.extra : counts[tab];
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

/** Whether all, some or none of the tab's rows are selected, as `aria-checked` says it. */
export function tabSelection({ review, tab }: View): 'true' | 'mixed' | 'false' {
  const { insert, update, delete: deleted } = review.status.selection;
  const selected = {
    all: insert + update + deleted,
    missing: insert,
    changed: update,
    extra: deleted,
  }[tab];
  if (selected === 0) {
    return 'false';
  }
  return selected === rowsOf(review.counts, tab) ? 'true' : 'mixed';
}

function moved(view: View, to: Place, extend: boolean): View {
  const cursor = within(to, rowsOf(view.review.counts, view.tab));
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
