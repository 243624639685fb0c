import type { Figure } from '../core/qualify/figure';
import type { QualifiedCheck, TableFigures } from '../core/qualify/qualification';
import type { ColumnCounts } from '../core/qualify/spread';
import { fieldsOf } from './commands/checks';

/** What JSON says of a table that was counted: each figure with the number of its query. */
export function tableFields(figures: TableFigures): object {
  return { ...figures, columns: figures.columns.map(columnFields) };
}

export function columnFields({ column, by, counts }: ColumnCounts): object {
  const values: Figure<unknown> =
    'value' in counts
      ? {
          query: counts.query,
          value: Array.from(counts.value, ([value, rows]) => ({ value, rows })),
        }
      : counts;
  return { column, by, ...values };
}

/** `query`: production’s, where it was asked. */
export function qualifiedCheckFields(one: QualifiedCheck): object {
  const { production: query } = one.queries;
  return { ...fieldsOf(one), ...(query === undefined ? {} : { query }), queries: one.queries };
}
