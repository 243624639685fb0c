import type { Column, TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { tableSize, withPartitions } from '../../core/sql/checkQueries';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import { isoTime } from '../compare/snapshotOpening';

/** The tables of that name in any schema, in whatever letters it is written. */
export function tablesCalledLike({ name }: TableName): string {
  return [
    'select n.nspname, c.relname',
    '  from pg_catalog.pg_class c',
    '  join pg_catalog.pg_namespace n on n.oid = c.relnamespace',
    ` where lower(c.relname) = lower(${quoteLiteral(name).trim()})`,
    `   and c.relkind in ('r', 'p')`,
    `   and n.nspname <> 'information_schema'`,
    `   and n.nspname !~ '^pg_'`,
    ' order by 1, 2',
  ].join('\n');
}

/** As the catalogue estimates them; NULL where nobody has analyzed the table. */
export function estimatedRows(table: TableId): string {
  const relation = `${quoteLiteral(quoteTable(table)).trim()}::regclass`;
  return [
    'select sum(c.reltuples) filter (where c.reltuples >= 0)::int8',
    '  from pg_catalog.pg_class c',
    ` where c.relkind = 'r'`,
    `   and (c.oid = ${relation}`,
    `        or c.oid in (select tree.relid from pg_catalog.pg_partition_tree(${relation}) tree))`,
  ].join('\n');
}

/** More days are no spread. */
export const mostDays = 40_000;
export const mostValues = 50;

export function rowsByDay(table: TableId, column: string): string {
  return [
    `select t.${quoteIdentifier(column)}::pg_catalog.date as day, count(*)`,
    `  from ${quoteTable(table)} t`,
    ' group by 1',
    ' order by 1',
    ` limit ${mostDays + 1}`,
  ].join('\n');
}

export function rowsByValue(table: TableId, column: string): string {
  return [
    // Without a cast: what COPY writes of the value, as a dump has it.
    `select t.${quoteIdentifier(column)} as value, count(*)`,
    `  from ${quoteTable(table)} t`,
    ' group by 1',
    ' order by 2 desc, 1',
    ` limit ${mostValues + 1}`,
  ].join('\n');
}

const firstRows = 10_000;

/** How many values each column has in the first rows, and how long they are. */
export function fewValues(table: TableId, columns: readonly Pick<Column, 'name'>[]): string {
  const names = columns.map(({ name }) => quoteIdentifier(name));
  const seen = names.map(
    (name) => `count(distinct ${name}::pg_catalog.text), max(length(${name}::pg_catalog.text))`,
  );
  return [
    `select ${seen.join(',\n       ')}`,
    `  from (select ${names.join(', ')}`,
    `          from ${quoteTable(table)}`,
    `         limit ${firstRows}) first`,
  ].join('\n');
}

const mostWriters = 12;

/** What wrote the rows as they are now, and how many transactions were begun since. */
export function writers(table: TableId): string {
  return [
    'select t.xmin, count(*), min(pg_catalog.age(t.xmin))',
    `  from ${quoteTable(table)} t`,
    ' group by t.xmin',
    ' order by 2 desc, 3',
    ` limit ${mostWriters}`,
  ].join('\n');
}

export function commitTimes(xids: readonly string[]): string {
  const list = xids.map((xid) => `'${xid}'`).join(', ');
  return [
    `select x, to_char(pg_catalog.pg_xact_commit_timestamp(x::xid), ${isoTime})`,
    `  from unnest(array[${list}]) x`,
    ' where pg_catalog.pg_xact_commit_timestamp(x::xid) is not null',
  ].join('\n');
}

/** What the server has counted of the table and its partitions. */
export function activityCounters(table: TableId): string {
  const time = (value: string): string => `to_char(${value} at time zone 'UTC', ${isoTime})`;
  return [
    'select sum(s.n_tup_ins), sum(s.n_tup_upd), sum(s.n_tup_del),',
    '       sum(s.n_live_tup), sum(s.n_dead_tup),',
    `       (${tableSize(table).replaceAll('\n', '\n        ')}),`,
    '       sum(s.seq_scan), sum(s.idx_scan),',
    `       ${time('max(greatest(s.last_vacuum, s.last_autovacuum))')},`,
    `       ${time('max(greatest(s.last_analyze, s.last_autoanalyze))')},`,
    `       (select ${time('d.stats_reset')}`,
    '          from pg_catalog.pg_stat_database d',
    '         where d.datname = current_database())',
    withPartitions(table),
  ].join('\n');
}

export const hasJobs = `
  select to_regclass('cron.job') is not null,
         to_regclass('cron.job_run_details') is not null`;

/** The jobs of pg_cron that run in this database, and how each ended last where that is kept. */
export function jobs({ name }: TableName, areRunsKept: boolean): string {
  const lastRun = areRunsKept
    ? [
        '  left join lateral (',
        '       select d.status, d.start_time',
        '         from cron.job_run_details d',
        '        where d.jobid = j.jobid',
        '        order by d.start_time desc nulls last',
        '        limit 1) run on true',
      ]
    : ['  left join (select null::text as status, null::timestamptz as start_time) run on true'];
  return [
    `select coalesce(to_jsonb(j) ->> 'jobname', 'job ' || j.jobid), j.schedule, j.username, j.active,`,
    `       position(lower(${quoteLiteral(name).trim()}) in lower(j.command)) > 0, j.command,`,
    `       to_char(run.start_time at time zone 'UTC', ${isoTime}), run.status`,
    '  from cron.job j',
    ...lastRun,
    ' where j.database = current_database()',
    ' order by j.jobid',
  ].join('\n');
}
