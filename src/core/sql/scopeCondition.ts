import type { Period } from '../diff/scope';
import { quoteIdentifier, quoteLiteral } from './quote';

/** Types whose columns have periods. */
const periodTypes = ['date', 'timestamp', 'timestamptz'] as const;

export type PeriodType = (typeof periodTypes)[number];

/** @param builtIn The built-in type below any domains. */
export function periodTypeOf(builtIn: string | undefined): PeriodType | undefined {
  return periodTypes.find((type) => type === builtIn);
}

/** True of the rows of a period. The ends are texts of the column's own type. */
export function periodCondition({ column, from, to }: Period, type: PeriodType): string {
  const name = quoteIdentifier(column);
  const end = (value: string): string => `${quoteLiteral(value)}::pg_catalog.${type}`;
  return [
    ...(from === undefined ? [] : [`${name} >= ${end(from)}`]),
    ...(to === undefined ? [] : [`${name} < ${end(to)}`]),
  ].join(' and ');
}
