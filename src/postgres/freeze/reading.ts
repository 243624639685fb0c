import type { Row, TableId } from '../../core/catalog/table';
import type { Descendant, FoundTrigger } from '../../core/freeze/frozenTables';
import { freezeTriggerNames } from '../../core/sql/freezing';
import { arrayText } from '../correction/arrayText';
import type { Session } from '../connection/session';
import { truncatesForeignTables } from '../versions';

/** Who can be asked for rows: a session, or one that can be cancelled. */
export interface RowsSource {
  rows(text: string, values?: readonly (string | null)[]): Promise<readonly Row[]>;
}

/** A session that reads or changes what is frozen, and its server's major version. */
export interface Change {
  readonly session: Session;
  readonly major: number;
}

/** Every trigger of a freeze in the database. Any role may read them. */
export async function freezeTriggersIn(source: RowsSource): Promise<readonly FoundTrigger[]> {
  const rows = await source.rows(triggersQuery);
  return rows.map((cells) => {
    const [name = '', on = '', schema = '', table = '', enabled, args = ''] = texts(cells);
    return {
      ...{ name, on, table: { schema, name: table } },
      isAlways: enabled === 'A',
      // Each ends with its line end.
      args: args.split('\n').slice(0, -1),
    };
  });
}

/** The tables below these, and themselves; none of an oid that no table has. */
export async function descendantsOf(
  source: RowsSource,
  roots: readonly string[],
  major: number,
): Promise<readonly Descendant[]> {
  const rows = await source.rows(descendantsQuery, [arrayText(roots)]);
  return rows.map((cells) => {
    const [rootOid = '', oid = '', schema = '', name = '', kind] = texts(cells);
    return {
      ...{ rootOid, oid, table: { schema, name } },
      takesTruncateTrigger: kind !== 'f' || truncatesForeignTables(major),
    };
  });
}

export function tableOf([schema, name]: Row): TableId {
  return { schema: schema ?? '', name: name ?? '' };
}

function texts(row: Row): readonly string[] {
  return row.map((cell) => cell ?? '');
}

/**
 * The arguments are kept as bytes with a zero at the end of each; none of ours holds a line end, which stands for
 * it here. What is no text of the database's encoding cannot be ours, but a trigger of this name may have it: its
 * count of arguments is asked first.
 */
const triggersQuery = `
  select t.tgname, t.tgrelid::text, n.nspname, c.relname, t.tgenabled,
         case when t.tgnargs = 7
              then pg_catalog.convert_from(
                     pg_catalog.decode(
                       pg_catalog.replace(
                         pg_catalog.regexp_replace(pg_catalog.encode(t.tgargs, 'hex'), '(..)', E'\\\\1 ', 'g'),
                         '00 ', '0a '),
                       'hex'),
                     pg_catalog.getdatabaseencoding())
              else '' end
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_class c on c.oid = t.tgrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where t.tgname in ${freezeTriggerNames}
     and not t.tgisinternal
   order by n.nspname, c.relname, t.tgname`;

const descendantsQuery = `
  with recursive tree (root, oid) as (
    select c.oid, c.oid
      from pg_catalog.pg_class c
     where c.oid = any($1::oid[])
     union
    select tree.root, i.inhrelid
      from tree
      join pg_catalog.pg_inherits i on i.inhparent = tree.oid)
  select tree.root::text, tree.oid::text, n.nspname, c.relname, c.relkind
    from tree
    join pg_catalog.pg_class c on c.oid = tree.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   order by tree.root, n.nspname, c.relname`;
