import type { OfGeneration } from '../../../src/protocol/requests';
import type { ShownRows } from '../../../src/protocol/shown';
import type { ReviewCounts } from '../../../src/protocol/state';
import { hasFilter } from './filter';
import type { Place, View, ViewTab } from './view';

/** How many rows the tab has, whatever the filter. */
export function rowsOf(counts: ReviewCounts, tab: ViewTab): number {
  const all = counts.missing + counts.changed + counts.extra;
  return { ...counts, all, conflict: counts.conflicts }[tab];
}

/** How many rows of the tab are listed; undefined while the host counts them. */
export function shownRows(view: View): number | undefined {
  return view.tab === 'identical' ? 0 : rowsUnderFilter(view, view.tab);
}

function rowsUnderFilter(
  { review, filter, byTab }: View,
  tab: Exclude<ViewTab, 'identical'>,
): number | undefined {
  return hasFilter(filter) ? byTab?.[tab] : rowsOf(review.counts, tab);
}

/** How requests name the rows that are shown; undefined where none are. */
export function shownAs({ tab, filter, order }: View): ShownRows | undefined {
  return tab === 'identical'
    ? undefined
    : { tab, ...(hasFilter(filter) ? { filter } : {}), ...(order ? { order } : {}) };
}

/** Whether these are the rows that are looked at: an answer may come late. */
export function isShown(asked: OfGeneration & ShownRows, view: View): boolean {
  const now = { generation: view.review.generation, ...shownAs(view) };
  return JSON.stringify(now) === JSON.stringify(asked);
}

/**
 * How many rows the tab stands for: without a key with all their copies, where fewer are shown. Undefined
 * while the host counts them.
 */
export function countedRows(view: View, tab: ViewTab): number | undefined {
  const { withoutKey, counts } = view.review;
  if (tab === 'identical' || (withoutKey && !hasFilter(view.filter))) {
    return rowsOf({ ...counts, ...withoutKey }, tab);
  }
  return rowsUnderFilter(view, tab);
}

/** Whether any row of the tab can be selected. */
export function maySelect({ tab, review }: Pick<View, 'tab' | 'review'>): boolean {
  return tab !== 'conflict' && tab !== 'identical' && review.withoutKey === undefined;
}

/**
 * Whether all, some or none of the rows that are shown are selected, as `aria-checked` says it. All: those
 * that choosing all of them takes in, whatever cannot be chosen.
 */
export function tabSelection({ choice }: Pick<View, 'choice'>): 'true' | 'mixed' | 'false' {
  if (!choice || choice.selected === 0) {
    return 'false';
  }
  return choice.selectableSelected === choice.selectable ? 'true' : 'mixed';
}

/** The place, as near as there are rows; as it is while they are counted. */
export function within({ row, column }: Place, view: View): Place {
  const rows = shownRows(view);
  return { row: rows === undefined ? row : Math.max(0, Math.min(row, rows - 1)), column };
}
