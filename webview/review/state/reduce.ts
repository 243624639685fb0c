import type { Tab } from '../../../src/protocol/rows';
import type { ReviewState, ReviewStatus, SelectionCounts } from '../../../src/protocol/state';
import { shownRows } from './counts';
import {
  type Failure,
  keptOf,
  openView,
  type Place,
  type View,
  type ViewOption,
  within,
} from './view';

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

function withOption(view: View, option: ViewOption, on: boolean): View {
  const { row, column } = view.cursor;
  return option === 'changedOnly'
    ? { ...view, changedOnly: on, cursor: { row, column: 0 } }
    : { ...withoutRange(view), hidesSameValue: on, cursor: { row: 0, column } };
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
