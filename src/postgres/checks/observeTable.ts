import type {
  DateOrder,
  ObservedColumn,
  ObservedTable,
  UndeclaredReference,
} from '../../core/checks/observedTable';
import type { Column, Row, Table, TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { readTable, resolveTable } from '../catalog';
import { beginReading } from '../compare/snapshotOpening';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';

/** Reads the table a few times in one read-only snapshot, which ends with it. */
export function observeTable(
  settings: ConnectionSettings,
  name: TableName,
  signal: AbortSignal,
): Promise<ObservedTable> {
  const observe = (session: Session): Promise<ObservedTable> =>
    cancellable(session, signal, async () => {
      const id = await resolveTable(session, name);
      const { time } = await beginReading(session, { table: id });
      return observed(session, await readTable(session, id), time);
    });
  return withSession(settings, observe, signal);
}

async function observed(session: Session, table: Table, at: string): Promise<ObservedTable> {
  const { id, columns } = table;
  const [rows = 0, ...filled] = await numbers(
    session,
    `select count(*), ${columns.map(({ name }) => `count(${quoteIdentifier(name)})`).join(', ')}
       from ${quoteTable(id)}`,
  );
  const seen: ObservedColumn[] = [];
  for (const [place, column] of columns.entries()) {
    const { name, notNull } = column;
    const domain = isFree(table, column) ? await domainOf(session, id, name) : undefined;
    const values = filled[place] ?? 0;
    const isDomain = domain !== undefined && domain.length * rowsAValue <= values;
    seen.push({
      ...{ name, notNull, nulls: rows - values },
      domain: isDomain ? domain : undefined,
    });
  }
  const dates = columns.filter(({ type }) => dateTypes.has(type.builtIn ?? ''));
  return {
    ...{ table: id, at, rows, columns: seen, dateColumn: dates[0]?.name },
    dateOrders: await dateOrders(session, id, dates),
    references: await references(session, id),
  };
}

const dateTypes = new Set(['date', 'timestamp', 'timestamptz']);
const textTypes = new Set(['text', 'varchar', 'bpchar']);

/** Whether no constraint of the table and no enum says which texts it may hold. */
function isFree({ rules = [], keys }: Table, { name, type }: Column): boolean {
  const isRuled = rules.some(
    ({ part, columns }) => (part === 'checks' || part === 'foreign keys') && columns.includes(name),
  );
  const isKey = keys.some((key) => key.length === 1 && key[0] === name);
  return textTypes.has(type.builtIn ?? '') && type.isEnum === undefined && !isRuled && !isKey;
}

/** More are no domain. */
const mostValues = 20;
const longestValue = 64;
/** Rows that there are at least for each value: else what was seen is no rule. */
const rowsAValue = 5;
/** By which a column with many values is known without reading all of it. */
const firstRows = 10_000;

/** Its values in their order, where they are few and short. */
async function domainOf(
  session: Session,
  table: TableId,
  column: string,
): Promise<readonly string[] | undefined> {
  const name = quoteIdentifier(column);
  const few = (from: string): Promise<readonly (readonly (string | null)[])[]> =>
    session.rows(
      `select value
         from (select distinct ${name}::text as value
                 from ${from}
                where ${name} is not null
                limit ${mostValues + 1}) found
        order by value collate "C"`,
    );
  const first = await few(`(select ${name} from ${quoteTable(table)} limit ${firstRows}) first`);
  const found = first.length > mostValues ? first : await few(quoteTable(table));
  const values = found.map(([value]) => value ?? '');
  const isDomain = values.length > 0 && values.length <= mostValues;
  return isDomain && values.every((value) => value.length <= longestValue) ? values : undefined;
}

/** Pairs are many: of more columns only the first ones are compared. */
const mostDates = 6;

async function dateOrders(
  session: Session,
  table: TableId,
  columns: readonly Column[],
): Promise<readonly DateOrder[]> {
  const dates = columns.slice(0, mostDates);
  const pairs = dates.flatMap((one) =>
    dates
      .filter((other) => other !== one && other.type.builtIn === one.type.builtIn)
      .map((other) => ({ earlier: one.name, later: other.name })),
  );
  if (pairs.length === 0) {
    return [];
  }
  const counts = pairs.map(({ earlier, later }) => {
    const [a, b] = [quoteIdentifier(earlier), quoteIdentifier(later)];
    return `count(*) filter (where ${a} is not null and ${b} is not null),
            count(*) filter (where ${a} > ${b}),
            count(*) filter (where ${a} < ${b})`;
  });
  const found = await numbers(session, `select ${counts.join(', ')} from ${quoteTable(table)}`);
  return pairs.map((pair, at) => {
    const [both = 0, reversed = 0, ordered = 0] = found.slice(at * 3, at * 3 + 3);
    return { ...pair, both, reversed, ordered };
  });
}

/** Of several tables that a column may refer to, the one that holds most of its values. */
async function references(
  session: Session,
  table: TableId,
): Promise<readonly UndeclaredReference[]> {
  const found = new Map<string, UndeclaredReference>();
  for (const row of await session.rows(referencesQuery, [quoteTable(table)])) {
    const reference = await referenceIn(session, table, row);
    const other = found.get(reference.column);
    if (!other || reference.orphans < other.orphans) {
      found.set(reference.column, reference);
    }
  }
  return [...found.values()];
}

/** With its rows counted. @param row Of {@link referencesQuery}. */
async function referenceIn(
  session: Session,
  table: TableId,
  row: Row,
): Promise<UndeclaredReference> {
  const [column, schema, name, parentColumn] = row.map(String);
  const parent = { schema: schema ?? '', name: name ?? '' };
  const [own, key] = [column, parentColumn].map((one) => quoteIdentifier(one ?? ''));
  const [rows = 0, orphans = 0] = await numbers(
    session,
    `select count(child.${own}),
            count(*) filter (where child.${own} is not null and parent.${key} is null)
       from ${quoteTable(table)} child
       left join ${quoteTable(parent)} parent on parent.${key} = child.${own}`,
  );
  return { column: column ?? '', parent, parentColumn: parentColumn ?? '', rows, orphans };
}

async function numbers(session: Session, query: string): Promise<readonly number[]> {
  return (await session.row(query)).map(Number);
}

/**
 * Columns without a foreign key that are called and typed as the one-column primary key of another table
 * that may be read: `citoyen_id`, or `canal` beside `code_canal`.
 */
const referencesQuery = `
  select a.attname, n.nspname, p.relname, k.attname
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    join pg_catalog.pg_index i on i.indisprimary and i.indnkeyatts = 1
    join pg_catalog.pg_class p on p.oid = i.indrelid and p.oid <> a.attrelid
    join pg_catalog.pg_namespace n on n.oid = p.relnamespace
    join pg_catalog.pg_attribute k on k.attrelid = p.oid and k.attnum = i.indkey[0]
    join pg_catalog.pg_type kt on kt.oid = k.atttypid
   where a.attrelid = $1::regclass
     and a.attnum > 0
     and not a.attisdropped
     and a.attname not in ('id', 'code')
     and (t.oid = kt.oid or (t.typcategory = kt.typcategory and t.typcategory in ('N', 'S')))
     and k.attname in (a.attname, 'id_' || a.attname, 'code_' || a.attname,
                       a.attname || '_id', a.attname || '_code')
     and p.relkind in ('r', 'p')
     and not p.relispartition
     and pg_catalog.has_table_privilege(p.oid, 'select')
     and pg_catalog.has_schema_privilege(n.oid, 'usage')
     and not pg_catalog.row_security_active(p.oid)
     and not exists (
           select
             from pg_catalog.pg_constraint c
            where c.conrelid = a.attrelid
              and (c.contype = 'f' and a.attnum = any (c.conkey)
                   or c.contype = 'p' and c.conkey = array[a.attnum]))
   order by a.attnum, 2, 3`;
