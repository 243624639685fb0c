import type { RowOrder } from '../../../src/protocol/shown';
import type { GridColumn } from '../columns';
import type { View } from '../state/view';
import type { Texts } from '../texts';

/** By what rows can be ordered. */
export type SortedBy = Pick<RowOrder, 'column' | 'side'>;

/** What a column of the grid orders by; undefined where it shows no one side's values. */
export function sortedBy(column: GridColumn | undefined): SortedBy | undefined {
  if (!column || !('column' in column) || column.kind === 'either') {
    return undefined;
  }
  return { column: column.column, side: column.kind === 'live' ? 'live' : 'backup' };
}

/** Ascending, descending, and again by key, as compared. */
export function orderAfter(order: RowOrder | undefined, by: SortedBy): RowOrder | undefined {
  if (!order || !isBy(order, by)) {
    return by;
  }
  return order.descending ? undefined : { ...by, descending: true };
}

export function isBy(order: RowOrder | undefined, { column, side }: SortedBy): boolean {
  return order?.column === column && order.side === side;
}

/** `by statut, backup, descending`; nothing where they are as compared. */
export function orderWords(
  { order, review }: Pick<View, 'order' | 'review'>,
  texts: Texts,
): string {
  const column = order && review.columns[order.column];
  if (!column) {
    return '';
  }
  const name = column.isKey ? column.name : `${column.name}, ${texts.say(order.side)}`;
  return texts.say(order.descending ? 'by {column}, descending' : 'by {column}, ascending', {
    column: name,
  });
}
