import type { ChildColumn, KeptTable } from '../../core/correction/keptChildren';
import { freezeTriggerNames } from '../../core/sql/freezing';
import { arrayText } from './arrayText';
import type { ForeignKey } from './foreignKeys';
import type { Line } from './line';

/** Undefined where they could not be given back. */
export async function keptTable(
  line: Line,
  foreignKeys: readonly [ForeignKey, ...ForeignKey[]],
): Promise<KeptTable | undefined> {
  const [first] = foreignKeys;
  const { child, oid, partitioned } = first;
  const became = becameBy(first);
  if (first.when !== 'delete' || !(await mayGiveBack(line, oid, became))) {
    return undefined;
  }
  const columns = foreignKeys.flatMap((foreignKey) => foreignKey.columns);
  const references = [...new Set(columns.map((column) => column.child))];
  const key = await childKey(line, oid, became === 'changed' ? references : []);
  if (became === 'changed' && key.length === 0) {
    return undefined;
  }
  return {
    ...{ child, oid, partitioned, became, references, key },
    constraints: foreignKeys.map(({ name }) => name),
    columns: await childColumns(line, oid),
  };
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
  oid: string,
  became: 'deleted' | 'changed',
): Promise<readonly string[]> {
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
    and t.tgtype & case $2 when 'deleted' then 4 else 16 end <> 0
    order by 1`,
    [oid, became],
  );
  return rows.map(([name]) => name ?? '');
}
