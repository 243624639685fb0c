import type { Column, Row, TableId } from '../core/catalog/table';
import { baseTypesIn, baseTypesQueries, plainBase } from './baseTypes';
import type { Session } from './connection/session';
import { withQualifiedNames } from './expressions';
import type { Restored } from './restored';
import { typeRulesIn, typeRulesQuery } from './rules';
import { isUncheckedNotNull } from './versions';

/** What types are made of is asked only where there is one that may be: that takes longer than all the rest. */
export async function withTypes(
  session: Session,
  columns: readonly Column[],
  oid: string,
): Promise<readonly Column[]> {
  const plain = columns.map(({ type }) => plainBase(type));
  const [, found, , , rules] = plain.includes(undefined)
    ? await session.rowsOfEach([
        ...baseTypesQueries(oid),
        ...withQualifiedNames(typeRulesQuery(oid)),
      ])
    : [];
  const asked = baseTypesIn(found ?? []);
  const rulesOf = typeRulesIn(rules);
  return columns.map(({ type, ...each }, index) => {
    const ownRules = rulesOf.get(each.name);
    const base = plain[index] ?? asked.get(each.name);
    return { ...each, type: { ...type, base, ...(ownRules ? { rules: ownRules } : {}) } };
  });
}

/** Under the collation that “C” stands in for. */
export function asInDump(made: Column, table: TableId, restored: Restored | undefined): Column {
  const collation = restored?.collationOf(table, made.name);
  return collation === undefined ? made : { ...made, type: { ...made.type, collation } };
}

export function columnIn(row: Row): Column {
  const [name, label, castName, arrayCastName, builtIn, isEnum, ...rest] = row;
  const [collation, deterministic, notNull, hasDefault, generated, identity, unchecked] = rest;
  const type = {
    ...{ label: label ?? '', castName: castName ?? '' },
    arrayCastName: arrayCastName ?? undefined,
    builtIn: builtIn ?? undefined,
    ...(typeof collation !== 'string' ? {} : { collation }),
    deterministic: deterministic === 't',
    ...(isEnum === 't' ? { isEnum: true as const } : {}),
  };
  return {
    ...{ name: name ?? '', type },
    notNull: notNull === 't',
    ...(unchecked === 't' ? { notNullUnchecked: true as const } : {}),
    hasDefault: hasDefault === 't',
    generated: generated === 't',
    identity: identities[identity ?? ''],
  };
}

/** By `pg_attribute.attidentity`. */
const identities: Readonly<Record<string, Column['identity']>> = { a: 'always', d: 'by default' };

/** @param oid Of the table, in SQL. */
export const columnsQuery = (oid: string): string => `
  select a.attname,
         pg_catalog.format_type(a.atttypid, a.atttypmod),
         quote_ident(tn.nspname) || '.' || quote_ident(t.typname),
         quote_ident(an.nspname) || '.' || quote_ident(at.typname),
         case when base.oid < 16384 and base.typnamespace = 'pg_catalog'::regnamespace
              then base.typname
          end,
         base.typtype = 'e',
         case when a.attcollation <> t.typcollation
              then quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
          end,
         coalesce(co.collisdeterministic, true),
         a.attnotnull or base.is_not_null,
         a.attgenerated = '' and (a.atthasdef or base.has_default),
         a.attgenerated <> '',
         a.attidentity,
         ${isUncheckedNotNull('a')}
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
    left join pg_catalog.pg_type at on at.oid = t.typarray
    left join pg_catalog.pg_namespace an on an.oid = at.typnamespace
    left join pg_catalog.pg_collation co on co.oid = a.attcollation
    left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
    cross join lateral (
           with recursive below (oid, next, is_not_null, has_default) as (
             select t.oid, t.typbasetype, t.typnotnull, t.typdefault is not null
             union all
             select d.oid, d.typbasetype,
                    below.is_not_null or d.typnotnull,
                    below.has_default or d.typdefault is not null
               from below
               join pg_catalog.pg_type d on d.oid = below.next)
           select b.*, below.is_not_null, below.has_default
             from below
             join pg_catalog.pg_type b on b.oid = below.oid
            where below.next = 0) base
   where a.attrelid = ${oid}
     and a.attnum > 0
     and not a.attisdropped
   order by a.attnum`;
