import type { ChildColumn, KeptTable } from '../../core/correction/keptChildren';
import { freezeTriggerNames } from '../../core/sql/freezing';
import { arrayText } from './arrayText';
import type { ForeignKey } from './foreignKeys';
import type { Line } from './line';

/**
 * Undefined where they could not be given back.
 * @param all Foreign keys onto the same table: one that shares a column with those may be followed first, and so spare rows.
 */
export async function keptTable(
  line: Line,
  foreignKeys: readonly [ForeignKey, ...ForeignKey[]],
  all: readonly ForeignKey[],
): Promise<KeptTable | undefined> {
  const [first] = foreignKeys;
  const { child, oid, partitioned } = first;
  const became = becameBy(first);
  if (first.when !== 'delete' || !(await mayGiveBack(line, oid, became))) {
    return undefined;
  }
  const sparing = became === 'deleted' ? sparingKeys(foreignKeys, all) : [];
  const changing = became === 'changed' ? foreignKeys : sparing;
  const key = await childKey(line, oid, referringColumns(changing));
  if (changing.length > 0 && key.length === 0) {
    return undefined;
  }
  return {
    ...{ child, oid, partitioned, became, key },
    references: referringColumns([...foreignKeys, ...sparing]),
    constraints: foreignKeys.map(({ name }) => name),
    columns: await childColumns(line, oid),
    ...(sparing.length > 0 ? { mayStay: true } : {}),
  };
}

function referringColumns(foreignKeys: readonly ForeignKey[]): readonly string[] {
  const columns = foreignKeys.flatMap((foreignKey) => foreignKey.columns);
  return [...new Set(columns.map(({ child }) => child))];
}

/** PostgreSQL follows them one after the other: what refers to another row by then is not deleted any more. */
function sparingKeys(
  deleting: readonly ForeignKey[],
  all: readonly ForeignKey[],
): readonly ForeignKey[] {
  const shared = referringColumns(deleting);
  return all.filter(
    (other) =>
      other.when === 'delete' &&
      becameBy(other) === 'changed' &&
      deleting.some(({ oid }) => oid === other.oid) &&
      other.columns.some(({ child }) => shared.includes(child)),
  );
}

/** What comes to its children when rows are deleted. */
export function becameBy({ action }: ForeignKey): KeptTable['became'] {
  return action === 'delete' ? 'deleted' : 'changed';
}

/** The columns of a table that refers, in their order. */
export async function childColumns(line: Line, oid: string): Promise<readonly ChildColumn[]> {
  const rows = await line.rows(
    `
    select attname, format_type(atttypid, atttypmod), (attgenerated <> '')::text
    from pg_attribute
    where attrelid = $1::oid
    and attnum > 0
    and not attisdropped
    order by attnum`,
    [oid],
  );
  return rows.map(([name, type, generated]) => ({
    ...{ name: name ?? '', type: type ?? '' },
    generated: generated === 'true',
  }));
}

/** Columns that are never NULL, tell rows apart by an index, and are none of `references`; empty where there are none. */
async function childKey(
  line: Line,
  oid: string,
  references: readonly string[],
): Promise<readonly string[]> {
  const rows = await line.rows(
    `
    select i.indexrelid, a.attname
    from pg_index i
    cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = $1::oid
    and i.indisunique
    and i.indisvalid
    and i.indpred is null
    and i.indexprs is null
    and k.position <= i.indnkeyatts
    and not exists (
      select from unnest(i.indkey::int2[]) with ordinality as other(attnum, position)
      join pg_attribute b on b.attrelid = i.indrelid and b.attnum = other.attnum
      where other.position <= i.indnkeyatts
      and (not b.attnotnull or b.attname = any($2::text[]))
    )
    order by not i.indisprimary, i.indexrelid, k.position`,
    [oid, arrayText(references)],
  );
  const [first] = rows;
  return rows.filter(([index]) => index === first?.[0]).map(([, name]) => name ?? '');
}

/** True where this role may lock, read and put back what becomes of the rows. */
async function mayGiveBack(
  line: Line,
  oid: string,
  became: 'deleted' | 'changed',
): Promise<boolean> {
  const [may] = await line.row(
    `
    select (
      has_table_privilege($1::oid, 'select')
      and has_table_privilege($1::oid, 'update')
      and ($2 = 'changed' or has_table_privilege($1::oid, 'insert'))
    )::text`,
    [oid, became],
  );
  return may === 'true';
}

/** Names of the triggers that run when its rows are put back, as `trigger of schema.table`. */
export async function childTriggers(
  line: Line,
  { oid, became, mayStay }: KeptTable,
): Promise<readonly string[]> {
  const inserts = became === 'deleted';
  const updates = became === 'changed' || mayStay === true;
  const rows = await line.rows(
    `
    select distinct t.tgname || ' of ' || n.nspname || '.' || c.relname
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where t.tgrelid = $1::oid
    and not t.tgisinternal
    and t.tgname not in ${freezeTriggerNames}
    and t.tgenabled in ('O', 'A')
    and t.tgtype & $2::int2 <> 0
    order by 1`,
    [oid, String((inserts ? 4 : 0) + (updates ? 16 : 0))],
  );
  return rows.map(([name]) => name ?? '');
}
