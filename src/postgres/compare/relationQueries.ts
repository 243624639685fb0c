import type { Relation } from '../../core/catalog/relations';
import type { Column, Key } from '../../core/catalog/table';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import type { HistoryTable } from '../../recovery/ports/relatedRows';
import { keyTableOf } from './keyLookup';

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

/**
 * Of the rows that refer to each of these values, counted from 1, in each of the columns the latest time that is
 * later than the dump.
 */
export function latestQuery(
  { relation, columns, moments }: HistoryTable,
  own: readonly Column[],
  values: readonly Key[],
): string {
  const refers = relation.columns.map(
    ({ other, equality }, at) => `k.k${at} ${equality} o.${quoteIdentifier(other)}`,
  );
  const { local, utc } = moments.dumped;
  const times = columns.map(({ name, type }) => {
    const column = `o.${quoteIdentifier(name)}`;
    const after = type === 'timestamptz' ? `${utc}+00` : local;
    return { column, isLater: `${column} > ${quoteLiteral(after)}::pg_catalog.${type}` };
  });
  return `
  select k.no, ${times.map(({ column, isLater }) => `max(${column}) filter (where ${isLater})::text`).join(', ')}
    from ${keyTableOf(own, values)}
    join ${otherTable(relation)} o on ${refers.join(' and ')}
   where ${times.map(({ isLater }) => isLater).join(' or ')}
   group by 1
   order by 1`;
}

/**
 * The columns of times of the table $1, whose schema is $2 and name $3, with the latest value that ANALYZE has
 * sampled. A zone in its text is UTC, as it is pinned.
 */
export const timeColumnsQuery = `
  select a.attname, t.typname, sampled.latest::text
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid and t.typnamespace = 'pg_catalog'::regnamespace
    left join lateral (
           select max(at) latest
             from pg_stats s,
                  unnest(case when t.typname in ('date', 'timestamp', 'timestamptz')
                              then coalesce(s.histogram_bounds::text::timestamp[], '{}')
                                   || coalesce(s.most_common_vals::text::timestamp[], '{}')
                         end) at
            where s.schemaname = $2
              and s.tablename = $3
              and s.attname = a.attname) sampled on true
   where a.attrelid = $1::regclass
     and a.attnum > 0
     and not a.attisdropped
     and t.typname in ('date', 'timestamp', 'timestamptz')
   order by a.attnum`;

/**
 * Production's zone, and by its clocks and in UTC: the dump's time $1, the day after, and the day after the
 * snapshot. A time without an offset is one of that zone.
 */
export const momentsQuery = `
  select z.zone, ${['dump.made', `dump.made + interval '1 day'`, `now() + interval '1 day'`]
    .flatMap((at) =>
      ['z.zone', `'UTC'`].map(
        (zone) => `to_char((${at}) at time zone ${zone}, 'YYYY-MM-DD HH24:MI:SS')`,
      ),
    )
    .join(', ')}
    from (select reset_val zone from pg_settings where name = 'TimeZone') z
   cross join lateral (
           select case when $1::text ~ 'T.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$'
                       then $1::text::timestamptz
                       else $1::text::timestamp at time zone z.zone
                   end made) dump`;

/** As the server itself looks: rows of tables that inherit from it count for nothing. */
function otherTable({ other, isPartitioned }: Relation): string {
  return `${isPartitioned ? '' : 'only '}${quoteTable(other)}`;
}
