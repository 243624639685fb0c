import type { ShownRows } from '../../../src/protocol/shown';
import type { Tab } from '../../../src/protocol/rows';
import type { ReviewCounts } from '../../../src/protocol/state';
import type { View } from './view';

/** How many differences the tab has. */
export function rowsOf(counts: ReviewCounts, tab: Tab): number {
  const all = counts.missing + counts.changed + counts.extra;
  return { ...counts, all, conflict: counts.conflicts }[tab];
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
  return { tab, ...(hidesSameValue ? { filter: { hides: ['sameValue'] } } : {}) };
}

/** How many rows the tab stands for: without a key with all their copies, where fewer are shown. */
export function countedRows(view: Pick<View, 'review' | 'hidesSameValue'>, tab: Tab): number {
  const { withoutKey } = view.review;
  const counts = shownCounts(view);
  return rowsOf(withoutKey ? { ...counts, ...withoutKey } : counts, tab);
}

/** Whether any row of the tab can be selected. */
export function maySelect({ tab, review }: Pick<View, 'tab' | 'review'>): boolean {
  return tab !== 'conflict' && review.withoutKey === undefined;
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
