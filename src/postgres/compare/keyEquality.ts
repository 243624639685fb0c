import type { Column } from '../../core/catalog/table';
import { quoteIdentifier } from '../../core/sql/quote';

/**
 * The comparison of a key column of the row called `row` with a value, by its type's own `=`: that of an
 * extension stands beside its type, where no search path needs to lead.
 */
export function keyEquals({ name, type }: Column, row: string, value: string): string {
  const schema = /^(.*)\.citext$/.exec(type.castName)?.[1] ?? 'pg_catalog';
  return `${row}.${quoteIdentifier(name)} operator(${schema}.=) ${value}`;
}
