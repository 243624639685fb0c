import type { TableId } from '../catalog/table';
import type { DateOrder, ObservedColumn, UndeclaredReference } from '../checks/observedTable';
import { quoteIdentifier, quoteLiteral, quoteTable } from './quote';

/** The rows whose value is none of these. */
export function outsideDomain(
  table: TableId,
  column: Pick<ObservedColumn, 'name'>,
  values: readonly string[],
): string {
  const list = values.map((value) => quoteLiteral(value).trim()).join(',\n         ');
  const name = quoteIdentifier(column.name);
  return `select *\n  from ${quoteTable(table)}\n where ${name} not in (\n         ${list})`;
}

export function reversedDates(
  table: TableId,
  { earlier, later }: Pick<DateOrder, 'earlier' | 'later'>,
): string {
  return `select *\n  from ${quoteTable(table)}\n where ${quoteIdentifier(later)} < ${quoteIdentifier(earlier)}`;
}

export function orphans(
  table: TableId,
  { column, parent, parentColumn }: Pick<UndeclaredReference, 'column' | 'parent' | 'parentColumn'>,
): string {
  const own = `child.${quoteIdentifier(column)}`;
  return [
    'select child.*',
    `  from ${quoteTable(table)} child`,
    ` where ${own} is not null`,
    `   and not exists (`,
    `         select`,
    `           from ${quoteTable(parent)} parent`,
    `          where parent.${quoteIdentifier(parentColumn)} = ${own})`,
  ].join('\n');
}

export function nullRows(table: TableId, column: string): string {
  return `select *\n  from ${quoteTable(table)}\n where ${quoteIdentifier(column)} is null`;
}

/** Percent of the rows, with one decimal; of an empty table 0. */
export function nullShare(table: TableId, column: string): string {
  const share = `100.0 * count(*) filter (where ${quoteIdentifier(column)} is null) / nullif(count(*), 0)`;
  return `select coalesce(round(${share}, 1), 0)\n  from ${quoteTable(table)}`;
}

export function rowCount(table: TableId): string {
  return `select count(*)\n  from ${quoteTable(table)}`;
}

/** Bytes, with indexes, values stored apart and partitions. */
export function tableSize(table: TableId): string {
  return `select sum(pg_catalog.pg_total_relation_size(s.relid))\n${withPartitions(table)}`;
}

/** Rows inserted, updated and deleted since the server's statistics were reset. */
export function rowsWritten(table: TableId): string {
  return `select sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)\n${withPartitions(table)}`;
}

/** Sessions that are at work in the database, but for the one that asks. */
export const busySessions = [
  'select count(*)',
  '  from pg_catalog.pg_stat_activity a',
  ' where a.datname = current_database()',
  "   and a.state = 'active'",
  '   and a.pid <> pg_catalog.pg_backend_pid()',
].join('\n');

export function rowsOfLastWeek(table: TableId, column: string): string {
  const name = quoteIdentifier(column);
  return `select count(*)\n  from ${quoteTable(table)}\n where ${name} >= current_date - 7\n   and ${name} <= current_date`;
}

/** Its statistics, and those of its partitions, of which a table that has none is not one itself. */
export function withPartitions(table: TableId): string {
  const relation = `${quoteLiteral(quoteTable(table)).trim()}::regclass`;
  return [
    '  from pg_catalog.pg_stat_all_tables s',
    ` where s.relid = ${relation}`,
    `    or s.relid in (select tree.relid from pg_catalog.pg_partition_tree(${relation}) tree)`,
  ].join('\n');
}
