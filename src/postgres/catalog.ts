import { type Column, type Row, type Table, type TableId, tableLabel } from '../core/catalog/table';
import { type TableName, didYouMean, nearestTables, typedName } from '../core/catalog/tableName';
import { RecoveryError } from '../core/errors';
import { quoteLiteral } from '../core/sql/quote';
import { baseTypesIn, baseTypesQueries, plainBase } from './baseTypes';
import type { Session } from './connection/session';
import { expressionQueries, expressionsIn, withExpression } from './expressions';
import { takesNullsForEqual } from './versions';

/**
 * The table that a name means: of that schema, or the only one so called.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`.
 */
export async function resolveTable(session: Session, name: TableName): Promise<TableId> {
  const found = await session.rows(relationsQuery, [name.schema ?? null, name.name]);
  const [first, ...others] = found.map(relation);
  if (!first) {
    const known = (await session.rows(tablesQuery)).map(tableId);
    const hint = didYouMean(nearestTables(name, known));
    throw new RecoveryError(
      'table-not-found',
      `There is no table ${labelOf(name)} in ${session.settings.database}.`,
      hint === undefined ? {} : { hint },
    );
  }
  if (others.length > 0) {
    const candidates = [first, ...others].map(({ id }) => typedName(id)).join(', ');
    throw new RecoveryError('ambiguous-table', `${name.name} is the name of several tables.`, {
      hint: `Name one with its schema: ${candidates}.`,
    });
  }
  refuseOtherRelations(first);
  return first.id;
}

/** @throws {RecoveryError} as {@link resolveTable}. */
export async function readTable(session: Session, id: TableId): Promise<Table> {
  return read(session, id, expressionQueries(oidOf(id)));
}

/** Without what columns default to or are computed by, which the server writes only under a lock on the table. */
export async function readTableUnlocked(session: Session, id: TableId): Promise<Table> {
  return read(session, id, []);
}

async function read(session: Session, id: TableId, further: readonly string[]): Promise<Table> {
  const oid = oidOf(id);
  const [found = [], described = [], keys = [], heirs = [], , expressions] =
    await session.rowsOfEach([
      tableQuery(oid),
      columnsQuery(oid),
      keysQuery(oid),
      heirsQuery(oid),
      ...further,
    ]);
  const [table] = found;
  if (!table) {
    // Says why it is none.
    await resolveTable(session, id);
  }
  const [number, kind] = table ?? [];
  const columns = await withBases(session, described.map(column), oid);
  const expressionOf = expressionsIn(expressions);
  return {
    id,
    oid: number ?? '',
    columns: columns.map((each) => withExpression(each, expressionOf)),
    ...keysIn(keys),
    ...(kind === 'p' ? { kind: 'partitioned' } : { kind: 'table', ...heirsIn(heirs) }),
  };
}

function keysIn(rows: readonly Row[]): Pick<Table, 'keys' | 'nullableKeys'> {
  const named = (isNeverNull: boolean): Table['keys'] =>
    rows
      .filter(([, flag]) => (flag === 't') === isNeverNull)
      .map(([names]) => JSON.parse(names ?? '[]') as readonly string[]);
  const nullableKeys = named(false);
  return { keys: named(true), ...(nullableKeys.length > 0 ? { nullableKeys } : {}) };
}

function heirsIn(rows: readonly Row[]): Pick<Table, 'heirs'> {
  const [first, ...others] = rows.map(tableId);
  return first ? { heirs: [first, ...others] } : {};
}

interface Relation {
  readonly id: TableId;
  /** `pg_class.relkind`. */
  readonly kind: string;
}

function relation([schema, name, kind]: Row): Relation {
  return { id: tableId([schema ?? '', name ?? '']), kind: kind ?? '' };
}

function tableId([schema, name]: Row): TableId {
  return { schema: schema ?? '', name: name ?? '' };
}

function labelOf({ schema, name }: TableName): string {
  return schema === undefined ? name : tableLabel({ schema, name });
}

const otherKinds: Readonly<Record<string, string>> = {
  v: 'a view',
  m: 'a materialized view',
  f: 'a foreign table',
  S: 'a sequence',
};

function refuseOtherRelations({ id, kind }: Relation): void {
  const what = otherKinds[kind];
  if (what !== undefined) {
    throw new RecoveryError('table-not-found', `${tableLabel(id)} is ${what}, not a table.`);
  }
}

/** What types are made of is asked only where there is one that may be: that takes longer than all the rest. */
async function withBases(
  session: Session,
  columns: readonly Column[],
  oid: string,
): Promise<readonly Column[]> {
  const plain = columns.map(({ type }) => plainBase(type));
  const [, found] = plain.includes(undefined)
    ? await session.rowsOfEach(baseTypesQueries(oid))
    : [];
  const asked = baseTypesIn(found ?? []);
  return columns.map((each, index) => ({
    ...each,
    type: { ...each.type, base: plain[index] ?? asked.get(each.name) },
  }));
}

function column(row: Row): Column {
  const [name, label, castName, arrayCastName, builtIn, isEnum, ...rest] = row;
  const [collation, deterministic, notNull, hasDefault, generated, identity] = rest;
  return {
    name: name ?? '',
    type: {
      label: label ?? '',
      castName: castName ?? '',
      arrayCastName: arrayCastName ?? undefined,
      builtIn: builtIn ?? undefined,
      ...(typeof collation !== 'string' ? {} : { collation }),
      deterministic: deterministic === 't',
      ...(isEnum === 't' ? { isEnum: true as const } : {}),
    },
    notNull: notNull === 't',
    hasDefault: hasDefault === 't',
    generated: generated === 't',
    identity: identity === 'a' ? 'always' : identity === 'd' ? 'by default' : undefined,
  };
}

/** A bare name means no table of the system, of a temporary schema, or of TOAST. */
const relationsQuery = `
  select n.nspname, c.relname, c.relkind
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.relname = $2
     and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
     and ($1::text = n.nspname
          or ($1::text is null and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'))
   order by n.nspname`;

const tablesQuery = `
  select n.nspname, c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p')
     and n.nspname <> 'information_schema'
     and n.nspname !~ '^pg_'
   order by 1, 2
   limit 20000`;

/** NULL where nothing is called so. */
function oidOf({ schema, name }: TableId): string {
  return `(select c.oid
             from pg_catalog.pg_class c
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ${quoteLiteral(schema)}
              and c.relname = ${quoteLiteral(name)})`;
}

const tableQuery = (oid: string): string => `
  select c.oid::text, c.relkind
    from pg_catalog.pg_class c
   where c.oid = ${oid}
     and c.relkind in ('r', 'p')`;

const columnsQuery = (oid: string): string => `
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
         a.attidentity
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

/** Those that inherit from it directly or not; of a partitioned table its partitions. */
const heirsQuery = (oid: string): string => `
  with recursive heirs (oid) as (
    select i.inhrelid
      from pg_catalog.pg_inherits i
     where i.inhparent = ${oid}
     union
    select i.inhrelid
      from heirs
      join pg_catalog.pg_inherits i on i.inhparent = heirs.oid)
  select n.nspname, c.relname
    from heirs
    join pg_catalog.pg_class c on c.oid = heirs.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   order by 1, 2`;

/**
 * Keys with whether they hold no NULL. On 18 a NOT NULL may be there without having been checked on the
 * rows that are there.
 */
const keysQuery = (oid: string): string => `
  select names::text, is_never_null
    from (select json_agg(a.attname order by k.position) as names,
                 bool_and(a.attnotnull
                          and not exists (select
                                            from pg_catalog.pg_constraint n
                                           where n.conrelid = ${oid}
                                             and n.contype = 'n'
                                             and not n.convalidated
                                             and n.conkey = array[a.attnum])) as is_never_null,
                 bool_and(${takesNullsForEqual('i')}) as takes_nulls_for_equal,
                 i.indexrelid, i.indisprimary, i.indnkeyatts
            from pg_catalog.pg_index i
            cross join lateral unnest(i.indkey::int2[]) with ordinality k(attnum, position)
            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
           where i.indrelid = ${oid}
             and i.indisunique
             and i.indisvalid
             and not i.indisexclusion
             and i.indpred is null
             and i.indexprs is null
             and k.position <= i.indnkeyatts
           group by i.indexrelid, i.indisprimary, i.indnkeyatts) keys
   where is_never_null
      or takes_nulls_for_equal
   order by indisprimary desc, indnkeyatts, indexrelid`;
