import type { KeptTable } from '../../diff/comparison';
import { backupColumns } from '../../diff/comparedTable';
import { chartKind } from './chartScale';

/**
 * Positions of the columns that can have a chart, those of dates first. An ignored one has none: what is
 * called identical may differ in it.
 */
export function chartColumns(table: KeptTable): readonly number[] {
  const backup = backupColumns(table);
  const kinds = table.columns.map((column, at) => {
    const kind = chartKind(column);
    const own = backup[at];
    return own && chartKind(own) === kind && !table.ignored.includes(at) ? kind : undefined;
  });
  const ofKind = (wanted: 'day' | 'number'): readonly number[] =>
    kinds.flatMap((kind, at) => (kind === wanted ? [at] : []));
  const isKey = (at: number): boolean => table.key.includes(at);
  const numbers = ofKind('number');
  return [
    ...ofKind('day'),
    ...numbers.filter((at) => !isKey(at)),
    ...numbers.filter((at) => isKey(at)),
  ];
}
