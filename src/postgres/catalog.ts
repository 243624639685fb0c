import { type Row, type Table, type TableId, tableLabel } from '../core/catalog/table';
import { type TableName, didYouMean, nearestTables, typedName } from '../core/catalog/tableName';
import { RecoveryError } from '../core/errors';
import { quoteLiteral } from '../core/sql/quote';
import { asInDump, columnIn, columnsQuery, withTypes } from './columns';
import type { Session } from './connection/session';
import { expressionsIn, expressionsQuery, withExpression, withQualifiedNames } from './expressions';
import { type Restored, restoredBy } from './restored';
import { tableRulesIn, tableRulesQuery } from './rules';
import { isUncheckedNotNull, takesNullsForEqual } from './versions';

/**
 * The table that a name means: of that schema, or the only one so called.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`.
 */
export async function resolveTable(session: Session, name: TableName): Promise<TableId> {
  const found = await findTable(session, name);
  if (!found) {
    throw await noSuchTable(session, name);
  }
  return found;
}

/**
 * The same; undefined where nothing is called so.
 * @throws {RecoveryError} as {@link resolveTable}, of what is no table also `table-not-found`.
 */
export async function findTable(session: Session, name: TableName): Promise<TableId | undefined> {
  const found = await session.rows(relationsQuery, [name.schema ?? null, name.name]);
  const [first, ...others] = found.map(relation);
  if (!first) {
    return undefined;
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

/** `table-not-found`, with the tables that come near. */
export async function noSuchTable(session: Session, name: TableName): Promise<RecoveryError> {
  const known = (await session.rows(tablesQuery)).map(tableId);
  const hint = didYouMean(nearestTables(name, known));
  return new RecoveryError(
    'table-not-found',
    `There is no table ${labelOf(name)} in ${session.settings.database}.`,
    hint === undefined ? {} : { hint },
  );
}

/** @throws {RecoveryError} as {@link resolveTable}. */
export async function readTable(session: Session, id: TableId): Promise<Table> {
  const oid = oidOf(id);
  return read(session, id, withQualifiedNames(expressionsQuery(oid), tableRulesQuery(oid)));
}

/** Without its rules, and what columns default to or are computed by, which the server writes only under a lock on the table. */
export async function readTableUnlocked(session: Session, id: TableId): Promise<Table> {
  return read(session, id, []);
}

async function read(session: Session, id: TableId, further: readonly string[]): Promise<Table> {
  const oid = oidOf(id);
  const [found = [], described = [], keys = [], heirs = [], , expressions, rules] =
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
  const [number = null, kind, comment] = table ?? [];
  const restored = restoredBy(comment);
  const asMade = described.map((row) => asInDump(columnIn(row), id, restored));
  const columns = await withTypes(session, asMade, oid);
  const expressionOf = expressionsIn(expressions);
  return {
    id,
    oid: number ?? '',
    columns: columns.map((each) => withExpression(each, expressionOf)),
    ...keysIn(keys),
    ...rulesIn(rules, restored, id),
    ...(kind === 'p' ? { kind: 'partitioned' } : { kind: 'table', ...heirsIn(heirs) }),
  };
}

/** Without rules, where they were not asked for. Those that a restore has left out are told by its mark. */
function rulesIn(
  rows: readonly Row[] | undefined,
  restored: Restored | undefined,
  table: TableId,
): Pick<Table, 'rules' | 'leftOut'> {
  const { rules: known } = restored ?? {};
  const leftOut = restored?.leftOut(table);
  const isKnown = (part: string): boolean =>
    known !== undefined && (part === 'foreign keys' || part === 'exclusion constraints');
  return {
    ...(rows && {
      rules: [...tableRulesIn(rows), ...(known ?? []).map((rule) => ({ ...rule, columns: [] }))],
    }),
    ...(leftOut && { leftOut: leftOut.filter((part) => !isKnown(part)) }),
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
  select c.oid::text, c.relkind, pg_catalog.shobj_description(d.oid, 'pg_database')
    from pg_catalog.pg_class c
    join pg_catalog.pg_database d on d.datname = current_database()
   where c.oid = ${oid}
     and c.relkind in ('r', 'p')`;

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
                          and not ${isUncheckedNotNull('a')}) as is_never_null,
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
