import type { Column, Key, TableId } from '../../core/catalog/table';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { keyTableOf } from './keyLookup';

/** A foreign key of a table, or onto it. */
export interface Relation {
  readonly name: string;
  /** The table that it refers to, or that refers to it. */
  readonly other: TableId;
  readonly isPartitioned: boolean;
  /** False where this role may not read the other table, or not all of its rows. */
  readonly isReadable: boolean;
  readonly columns: readonly [RelatedColumn, ...RelatedColumn[]];
}

export interface RelatedColumn {
  readonly own: string;
  readonly other: string;
  /** By which the parent's value, on its left, is compared with the child's, whatever the search path. */
  readonly equality: string;
}

/**
 * A row for each column of each foreign key of the table whose oid is $1 (`parent`), and onto it (`child`); one that
 * refers to itself is both. Not those that are not enforced (18 and later), nor what the server makes for each partition
 * of the other table.
 */
export const relationsQuery = `
  select d.direction, con.oid::text, con.conname, con.confdeltype, n.nspname, o.relname, o.relkind = 'p',
         has_table_privilege(o.oid, 'select') and not row_security_active(o.oid),
         own.attname, other.attname, format('operator(%I.%s)', operators.nspname, equal.oprname)
    from pg_constraint con
   cross join lateral (values ('parent', con.conrelid, con.confrelid),
                              ('child', con.confrelid, con.conrelid)) d(direction, own, other)
    join pg_class o on o.oid = d.other
    join pg_namespace n on n.oid = o.relnamespace
   cross join unnest(con.conkey, con.confkey, con.conpfeqop) with ordinality k(child, parent, equal, place)
    join pg_attribute own
      on own.attrelid = d.own and own.attnum = case d.direction when 'parent' then k.child else k.parent end
    join pg_attribute other
      on other.attrelid = d.other and other.attnum = case d.direction when 'parent' then k.parent else k.child end
    join pg_operator equal on equal.oid = k.equal
    join pg_namespace operators on operators.oid = equal.oprnamespace
   where con.contype = 'f'
     and d.own = $1::oid
     and coalesce((to_jsonb(con) ->> 'conenforced')::bool, true)
     and not exists (select
                       from pg_constraint above
                      where above.oid = con.conparentid
                        and case d.direction when 'parent' then above.conrelid = con.conrelid
                                             else above.confrelid = con.confrelid
                             end)
   order by d.direction, con.conname, con.oid, k.place`;

/** Which of these values, counted from 1, the parent has not. @param own The table's columns that refer to it. */
export function missingParentsQuery(
  relation: Relation,
  own: readonly Column[],
  values: readonly Key[],
): string {
  const isThere = relation.columns.map(
    ({ other, equality }, at) => `o.${quoteIdentifier(other)} ${equality} k.k${at}`,
  );
  return `
  select k.no
    from ${keyTableOf(own, values)}
   where not exists (select
                       from ${otherTable(relation)} o
                      where ${isThere.join(' and ')})
   order by 1`;
}

/** How many rows refer to each of these values, counted from 1, where any does. */
export function childrenQuery(
  relation: Relation,
  own: readonly Column[],
  values: readonly Key[],
): string {
  const refers = relation.columns.map(
    ({ other, equality }, at) => `k.k${at} ${equality} o.${quoteIdentifier(other)}`,
  );
  return `
  select k.no, count(*)
    from ${keyTableOf(own, values)}
    join ${otherTable(relation)} o on ${refers.join(' and ')}
   group by 1
   order by 1`;
}

/** As the server itself looks: rows of tables that inherit from it count for nothing. */
function otherTable({ other, isPartitioned }: Relation): string {
  return `${isPartitioned ? '' : 'only '}${quoteTable(other)}`;
}
