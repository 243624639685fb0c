import { type TableId, tableLabel } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { mostCharacters } from '../../core/volumes/groupOf';
import { mostValues } from '../../core/volumes/valueTally';
import type { ValueRows, Volume } from '../../core/volumes/volume';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { LiveVolume } from '../../recovery/ports/liveVolume';
import { resolveTable } from '../catalog';
import { cancellable } from '../connection/cancellable';
import { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import { beginReading } from './snapshotOpening';

/**
 * Counts a table's rows in a read-only snapshot, which ends with it.
 * @throws {RecoveryError} those of connecting and of finding the table, `row-security`, `usage` where it
 * has no such column.
 */
export async function countLiveRows(
  settings: ConnectionSettings,
  { table: name, by }: { readonly table: TableName; readonly by: string | undefined },
  signal: AbortSignal,
): Promise<LiveVolume> {
  const session = await Session.connect(settings, signal);
  try {
    return await cancellable(session, signal, async () => {
      const table = await resolveTable(session, name);
      const { time } = await beginReading(session, { table });
      const volume = by === undefined ? rowsOf(session, table) : valuesOf(session, table, by);
      return { table, at: time, volume: await volume };
    });
  } finally {
    await session.close();
  }
}

async function rowsOf(session: Session, table: TableId): Promise<Volume> {
  const [rows] = await session.row(`select count(*)::text from ${quoteTable(table)}`);
  return { rows: Number(rows), by: undefined };
}

async function valuesOf(session: Session, table: TableId, column: string): Promise<Volume> {
  await requireColumn(session, table, column);
  // What pg_dump sets where the pinned settings differ from it.
  await session.query(setLocal({ intervalstyle: 'postgres' }));
  const found = await session.rows(valuesQuery(quoteTable(table), quoteIdentifier(column)));
  const rows = Number(found[0]?.[2] ?? 0);
  const values = found
    .map(([value = null, count]) => ({ value, rows: Number(count) }))
    .toReversed();
  const kept = values.reduce((sum, { rows: own }) => sum + own, 0);
  const by: ValueRows = { values, otherRows: rows - kept };
  return { rows, by };
}

async function requireColumn(session: Session, table: TableId, column: string): Promise<void> {
  const names = (await session.rows(columnsQuery, [quoteTable(table)])).map(([name]) => name ?? '');
  if (!names.includes(column)) {
    throw new RecoveryError('usage', `${tableLabel(table)} has no column ${column}.`, {
      hint: `It has ${names.join(', ')}.`,
    });
  }
}

const columnsQuery = `
  select attname
    from pg_catalog.pg_attribute
   where attrelid = $1::regclass
     and attnum > 0
     and not attisdropped
   order by attnum`;

/** What groupOf makes of the text that a dump has; NULL and then the last values come first. */
function valuesQuery(table: string, column: string): string {
  return `
    select g.value, g.rows::text, (sum(g.rows) over ())::text
      from (select case
                     when c.cell is null then null
                     when c.text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]|$)'
                     then left(c.text, 10) || case when c.text like '% BC' then ' BC' else '' end
                     else left(c.text, ${mostCharacters})
                   end as value,
                   count(*) as rows
              from (select t.${column} as cell, format('%s', t.${column}) as text
                      from ${table} t
                    offset 0) c
             group by 1) g
     order by g.value collate "C" desc nulls first
     limit ${mostValues + 1}`;
}
