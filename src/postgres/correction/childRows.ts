import type { KeptTable } from '../../core/correction/keptChildren';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';

/** Kept rows as a row source: `v.ord` counts them from 1, `x.kept` is the row. $1: their texts. */
export function linesOf({ child }: KeptTable): string {
  return `unnest($1::pg_catalog._text) with ordinality as v(kept_text, ord)
    cross join lateral (select v.kept_text::${quoteTable(child)} as kept offset 0) as x`;
}

/** ONLY, but for a partitioned table, whose rows are in its partitions. */
export function childRelation({ child, partitioned }: KeptTable): string {
  return `${partitioned ? '' : 'only '}${quoteTable(child)}`;
}

/** Joins the row `c` to the kept one. */
export function sameKey({ key }: KeptTable): string {
  return key.map((name) => `c.${quoteIdentifier(name)} = ${keptValue(name)}`).join(' and ');
}

export function keptValue(name: string): string {
  return `(x.kept).${quoteIdentifier(name)}`;
}
