import type { BaseType, Cell, ColumnType, Row } from '../core/catalog/table';

/** The types below any domains of a table's columns, by column name, from {@link baseTypesQuery}. */
export function baseTypesIn(rows: readonly Row[]): ReadonlyMap<string, BaseType> {
  return new Map(
    rows.map(
      ([name, castName, arrayCastName, equality, labels, madeOf, madeOfLabels, namesObjects]) => [
        name ?? '',
        {
          castName: castName ?? '',
          arrayCastName: arrayCastName ?? undefined,
          equality: equality ?? undefined,
          ...(labels === 'itself' || labels === 'elements' ? { labels } : {}),
          ...(typeof madeOf === 'string' ? { madeOf } : {}),
          ...(typeof madeOf === 'string' ? labelsIn(madeOfLabels) : {}),
          ...(namesObjects === 't' ? { namesObjects: true as const } : {}),
        },
      ],
    ),
  );
}

function labelsIn(json: Cell | undefined): Pick<BaseType, 'madeOfLabels'> {
  // What the query below makes an object of lists.
  return typeof json === 'string'
    ? { madeOfLabels: JSON.parse(json) as Readonly<Record<string, readonly string[]>> }
    : {};
}

/** Types of the system that are made of nothing else, and have an equality of their own. */
const plainTypes: ReadonlySet<string> = new Set([
  ...['bool', 'int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'uuid', 'bytea', 'jsonb'],
  ...['text', 'varchar', 'bpchar', 'inet', 'cidr', 'macaddr'],
  ...['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval'],
]);

/** What {@link baseTypesQuery} would find of one of them; undefined for any other, and for domains. */
export function plainBase({
  castName,
  arrayCastName,
}: Pick<ColumnType, 'castName' | 'arrayCastName'>): BaseType | undefined {
  const [, builtIn = ''] = /^pg_catalog\.(\w+)$/.exec(castName.replaceAll('"', '')) ?? [];
  return plainTypes.has(builtIn)
    ? { castName, arrayCastName, equality: 'operator(pg_catalog.=)' }
    : undefined;
}

/** The second of their answers is for {@link baseTypesIn}. Compiling the query would take far longer than it does. */
export function baseTypesQueries(tableOid: string): readonly string[] {
  return [
    `select set_config('pra.jit', current_setting('jit'), true), set_config('jit', 'off', true)`,
    baseTypesQuery(tableOid),
    `select set_config('jit', current_setting('pra.jit'), true)`,
  ];
}

/** @param tableOid An expression. */
export function baseTypesQuery(tableOid: string): string {
  return `
  with recursive columns (attnum, name, oid) as (
    select a.attnum, a.attname, a.atttypid
      from pg_catalog.pg_attribute a
     where a.attrelid = ${tableOid}
       and a.attnum > 0
       and not a.attisdropped),
${basesOfColumns}`;
}

/** What a type `t` is made of: below a domain, in an array, in a composite. */
export const typesWithin = `
           select t.typbasetype
            where t.typtype = 'd'
            union all
           select e.oid
             from pg_catalog.pg_type e
            where e.typarray = t.oid
            union all
           select a.atttypid
             from pg_catalog.pg_attribute a
            where t.typtype = 'c'
              and a.attrelid = t.typrelid
              and a.attnum > 0
              and not a.attisdropped`;

/**
 * `parts` are the base type itself and, where it is an array or composite, what it is made of: its `=`
 * fails on a part that has none. A name of an object (`regclass`) is only known where there is one.
 */
const basesOfColumns = `
  below (attnum, oid) as (
    select attnum, oid
      from columns
     union
    select below.attnum, d.typbasetype
      from below
      join pg_catalog.pg_type d on d.oid = below.oid and d.typtype = 'd'),
  bases as (
    select below.attnum, b.*
      from below
      join pg_catalog.pg_type b on b.oid = below.oid and b.typtype <> 'd'),
  parts (base, oid) as (
    select oid, oid
      from bases
     union
    select parts.base, made.oid
      from parts
      join pg_catalog.pg_type t on t.oid = parts.oid
     cross join lateral (${typesWithin}) made (oid)),
  equalities as (
    select p.oid, first.operator
      from (select distinct oid from parts) p
      join pg_catalog.pg_type t on t.oid = p.oid
     cross join lateral (
           select 'operator(' || quote_ident(n.nspname) || '.' || o.oprname || ')' as operator
             from pg_catalog.pg_opclass c
             join pg_catalog.pg_am m on m.oid = c.opcmethod and m.amname in ('btree', 'hash')
             join pg_catalog.pg_type i on i.oid = c.opcintype
             join pg_catalog.pg_amop ao
               on ao.amopfamily = c.opcfamily
              and ao.amoplefttype = c.opcintype
              and ao.amoprighttype = c.opcintype
              and ao.amopstrategy = case m.amname when 'btree' then 3 else 1 end
             join pg_catalog.pg_operator o on o.oid = ao.amopopr
             join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
            where c.opcdefault
              and t.typname !~ '^_?reg'
              and (i.oid = t.oid
                   or i.oid = 'pg_catalog.anyenum'::regtype and t.typtype = 'e'
                   or i.oid = 'pg_catalog.anyrange'::regtype and t.typtype = 'r'
                   or i.oid = to_regtype('pg_catalog.anymultirange') and t.typtype = 'm'
                   or i.oid = 'pg_catalog.record'::regtype and t.typtype = 'c'
                   or i.oid = 'pg_catalog.anyarray'::regtype
                      and exists (select
                                    from pg_catalog.pg_type e
                                   where e.typarray = t.oid)
                   or exists (select
                                from pg_catalog.pg_cast s
                               where s.castsource = t.oid
                                 and s.casttarget = i.oid
                                 and s.castmethod = 'b'
                                 and s.castcontext = 'i'))
            order by i.oid <> t.oid, m.amname, not i.typispreferred
            limit 1) first),
  made (base, name, is_made, labels, text) as (
    select p.base, t.typname, t.typtype <> 'e',
           (select json_agg(e.enumlabel order by e.enumsortorder)
              from pg_catalog.pg_enum e
             where e.enumtypid = t.oid),
           t.typname || case t.typtype
             when 'd' then ' over ' || ${typeText('t.typbasetype', 't.typtypmod')}
             when 'e' then (select ' of ' || string_agg(quote_literal(e.enumlabel), ', ' order by e.enumlabel)
                              from pg_catalog.pg_enum e
                             where e.enumtypid = t.oid)
             else (select ' (' || string_agg(a.attname || ' ' || ${typeText('a.atttypid', 'a.atttypmod')}, ', '
                                             order by a.attnum) || ')'
                     from pg_catalog.pg_attribute a
                    where a.attrelid = t.typrelid
                      and a.attnum > 0
                      and not a.attisdropped)
           end
      from parts p
      join pg_catalog.pg_type t on t.oid = p.oid and t.typtype in ('c', 'd', 'e'))
  select c.name,
         quote_ident(n.nspname) || '.' || quote_ident(b.typname),
         case when b.typtype <> 'c' and b.typdelim = ','
              then quote_ident(an.nspname) || '.' || quote_ident(at.typname)
          end,
         case when (select bool_and(d.typtype = 'd' or e.operator is not null)
                      from parts
                      join pg_catalog.pg_type d on d.oid = parts.oid
                      left join equalities e on e.oid = parts.oid
                     where parts.base = b.oid)
              then q.operator
          end,
         case when b.typtype = 'e' then 'itself'
              when exists (select
                             from pg_catalog.pg_type e
                            where e.typarray = b.oid
                              and e.typtype = 'e')
              then 'elements'
          end,
         (select case when bool_or(m.is_made) then string_agg(m.text, '; ' order by m.text) end
            from made m
           where m.base = b.oid),
         (select json_object_agg(m.name, m.labels)::text
            from made m
           where m.base = b.oid
             and m.labels is not null),
         exists (select
                   from parts
                   join pg_catalog.pg_type d on d.oid = parts.oid
                  where parts.base = b.oid
                    and d.typnamespace = 'pg_catalog'::regnamespace
                    and d.typname ~ '^reg(class|collation|config|dictionary|oper|operator|proc|procedure|type)$')
    from columns c
    join bases b on b.attnum = c.attnum
    join pg_catalog.pg_namespace n on n.oid = b.typnamespace
    left join equalities q on q.oid = b.oid
    left join pg_catalog.pg_type at on at.oid = b.typarray
    left join pg_catalog.pg_namespace an on an.oid = at.typnamespace`;

/** Without its schema, which may be another on either side. */
function typeText(oid: string, modifier: string): string {
  return `(select case n.nspname when 'pg_catalog' then format_type(t.oid, ${modifier}) else t.typname end
             from pg_catalog.pg_type t
             join pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where t.oid = ${oid})`;
}
