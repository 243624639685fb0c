import type { RowFilter, RowOrder } from '../../../src/protocol/shown';
import type { ReviewState } from '../../../src/protocol/state';
import { asMade } from '../columns/look';
import { nothingSought } from '../finding/finding';
import { within } from './counts';
import type { View } from './view';

/** What survives a reload of the webview. */
export type KeptView = Pick<View, 'tab' | 'changedOnly' | 'filter' | 'order' | 'cursor'> &
  ChartLook;

/** What the operator chose of the histogram. */
export type ChartLook = Pick<View, 'chartColumn' | 'chartFolded'>;

export function openView(review: ReviewState, kept: KeptView = asOpened): View {
  const { tab, changedOnly, filter, order, cursor } = kept;
  const view: View = {
    ...{ review, tab, changedOnly, filter: toldFilter(review, filter) },
    ...{ order: orderIn(review, order), look: review.look ?? asMade, cursor },
    finding: nothingSought,
    ...chartLookOf(kept),
  };
  return { ...view, cursor: within(cursor, view) };
}

const asOpened: KeptView = {
  ...{ tab: 'all', changedOnly: true, filter: {}, order: undefined },
  cursor: { row: 0, column: 0 },
};

/** Without what was typed, and without values of personal columns: VS Code writes this to disk. */
export function keptOf(view: View): KeptView {
  const { review, tab, changedOnly, filter, order, cursor } = view;
  const { text, range, ...rest } = filter;
  const isPersonal = range && review.columns[range.column]?.revealed === true;
  const others = range && !isPersonal ? { ...rest, range } : rest;
  // Numbers among the rows that held the text mean others without it.
  const isOther = text !== undefined || isPersonal === true;
  return {
    tab,
    changedOnly,
    filter: others,
    order,
    cursor: isOther ? { row: 0, column: 0 } : cursor,
    ...chartLookOf(view),
  };
}

function chartLookOf({ chartColumn, chartFolded }: ChartLook): ChartLook {
  return { chartColumn, chartFolded };
}

function orderIn({ columns }: ReviewState, order: RowOrder | undefined): RowOrder | undefined {
  const column = order && columns[order.column];
  return column && !column.masked ? order : undefined;
}

/** What a masked column is filtered by, the host refuses. */
function toldFilter({ columns }: ReviewState, { range, text, ...rest }: RowFilter): RowFilter {
  const isMasked = (column = -1): boolean => columns[column]?.masked === true;
  return {
    ...rest,
    ...(range && !isMasked(range.column) ? { range } : {}),
    ...(text && !isMasked(text.column) ? { text } : {}),
  };
}
