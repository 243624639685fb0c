import type { Cell, Row } from '../core/catalog/table';
import type { CompositeRule, TableRule, TypeRule } from '../core/catalog/rules';
import { typesWithin } from './baseTypes';
import { takesNullsForEqual } from './versions';

/** From {@link tableRulesQuery}. */
export function tableRulesIn(rows: readonly Row[] = []): readonly TableRule[] {
  return rows.map(([part, name, columns, definition, notValid]) => ({
    // The query names no others.
    part: part as TableRule['part'],
    name: name ?? '',
    columns: listIn(columns),
    definition: definition ?? '',
    ...(notValid === 't' ? { notValid: true as const } : {}),
  }));
}

/** By column name, from {@link typeRulesQuery}. */
export function typeRulesIn(rows: readonly Row[] = []): ReadonlyMap<string, readonly TypeRule[]> {
  const rules = new Map<string, TypeRule[]>();
  for (const [column, ...row] of rows) {
    const ofColumn = rules.get(column ?? '') ?? [];
    ofColumn.push(typeRule(row));
    rules.set(column ?? '', ofColumn);
  }
  return rules;
}

function typeRule([name, labels, over, notNull, checks, attributes]: Row): TypeRule {
  if (typeof attributes === 'string') {
    // What json_agg makes of the query's objects.
    const listed = JSON.parse(attributes) as CompositeRule['attributes'];
    return { kind: 'composite', name: name ?? '', attributes: listed };
  }
  return typeof labels === 'string'
    ? { kind: 'enum', name: name ?? '', labels: listIn(labels) }
    : {
        ...{ kind: 'domain', name: name ?? '', over: over ?? '', notNull: notNull === 't' },
        checks: listIn(checks),
      };
}

function listIn(json: Cell | undefined): readonly string[] {
  // What json_agg makes of names and texts.
  return JSON.parse(json ?? '[]') as readonly string[];
}

/**
 * Constraints and unique indexes; not those of 18 and later that are not enforced, nor what the server makes of
 * a foreign key for each partition that it refers to. @param oid Of the table, in SQL.
 */
export const tableRulesQuery = (oid: string): string => `
  select k.part,
         c.conname,
         (select json_agg(a.attname order by key.position)
            from unnest(c.conkey) with ordinality key(attnum, position)
            join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = key.attnum),
         regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', ''),
         not c.convalidated,
         k.place
    from pg_catalog.pg_constraint c
    left join pg_catalog.pg_index i on i.indexrelid = c.conindid and c.contype in ('p', 'u')
    join (values ('x', 3, 'exclusion constraints'), ('p', 3, 'exclusion constraints'),
                 ('u', 3, 'exclusion constraints'), ('c', 4, 'checks'), ('f', 5, 'foreign keys')) k(type, place, part)
      on k.type = c.contype::text
   where c.conrelid = ${oid}
     -- a key WITHOUT OVERLAPS, of 18 and later
     and (c.contype not in ('p', 'u') or i.indisexclusion)
     and not (c.contype = 'f' and c.conparentid <> 0)
     and coalesce((to_jsonb(c) ->> 'conenforced')::bool, true)
   union all
  select case when i.indpred is null and i.indexprs is null then 'keys' else 'indexes' end,
         x.relname,
         (select json_agg(a.attname order by key.position)
            from unnest(i.indkey::int2[]) with ordinality key(attnum, position)
            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum
           where key.position <= i.indnkeyatts),
         'UNIQUE'
         || case when ${takesNullsForEqual('i')} then ' NULLS NOT DISTINCT' else '' end
         || ' (' || (select string_agg(pg_get_indexdef(i.indexrelid, n, true), ', ' order by n)
                       from generate_series(1, i.indnkeyatts) n) || ')'
         || coalesce(' WHERE ' || pg_get_expr(i.indpred, i.indrelid), ''),
         false,
         case when i.indisprimary then 1 else 2 end
    from pg_catalog.pg_index i
    join pg_catalog.pg_class x on x.oid = i.indexrelid
   where i.indrelid = ${oid}
     and i.indisunique
     and not i.indisexclusion
     and i.indisready
   order by 6, 2`;

/** The enums, domains and composite types that each column's type is, or is made of. @param oid Of the table, in SQL. */
export const typeRulesQuery = (oid: string): string => `
  with recursive parts (attnum, name, oid, is_own) as (
    select a.attnum, a.attname, a.atttypid, true
      from pg_catalog.pg_attribute a
     where a.attrelid = ${oid}
       and a.attnum > 0
       and not a.attisdropped
     union
    select parts.attnum, parts.name, made.oid, parts.is_own and t.typtype = 'd'
      from parts
      join pg_catalog.pg_type t on t.oid = parts.oid
     cross join lateral (${typesWithin}) made (oid))
  select parts.name,
         quote_ident(n.nspname) || '.' || quote_ident(t.typname),
         (select json_agg(e.enumlabel order by e.enumsortorder)
            from pg_catalog.pg_enum e
           where e.enumtypid = t.oid),
         format_type(t.typbasetype, t.typtypmod),
         t.typnotnull and not parts.is_own,
         (select json_agg(regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', '') order by c.conname)
            from pg_catalog.pg_constraint c
           where c.contypid = t.oid
             and c.contype = 'c'),
         (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                          order by a.attnum)
            from pg_catalog.pg_attribute a
           where t.typtype = 'c'
             and a.attrelid = t.typrelid
             and a.attnum > 0
             and not a.attisdropped)
    from parts
    join pg_catalog.pg_type t on t.oid = parts.oid and t.typtype in ('c', 'd', 'e')
    join pg_catalog.pg_namespace n on n.oid = t.typnamespace
   where t.oid >= 16384
   order by parts.attnum, parts.is_own desc, 2`;
