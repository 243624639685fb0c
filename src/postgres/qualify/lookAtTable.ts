import { statementText } from '../../core/activity/statementText';
import type { Column, Row, Table, TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { type Figure, mapped, valueOf } from '../../core/qualify/figure';
import type {
  Counters,
  Job,
  LiveFigures,
  RowCount,
  TableFigures,
} from '../../core/qualify/qualification';
import type { RowWriter } from '../../core/qualify/rowWriter';
import type { ColumnCounts, ValueCounts } from '../../core/qualify/spread';
import { rowCount } from '../../core/sql/checkQueries';
import { quoteLiteral, quoteTable } from '../../core/sql/quote';
import { tableRulesIn, tableRulesQuery } from '../rules';
import {
  activityCounters,
  commitTimes,
  estimatedRows,
  fewValues,
  hasJobs,
  jobs,
  mostDays,
  mostValues,
  rowsByDay,
  rowsByValue,
  writers,
} from './queries';
import type { TimedQueries } from './timedQueries';

type CountedColumn = Pick<ColumnCounts, 'column' | 'by'>;

/** What a database holds of a table, by those columns. */
export async function contentOf(
  table: TableId,
  counted: readonly CountedColumn[],
  queries: TimedQueries,
): Promise<Pick<TableFigures, 'rows' | 'columns' | 'rules'>> {
  const rows = await rowsOf(table, queries);
  const columns: ColumnCounts[] = [];
  for (const { column, by } of counted) {
    const text = by === 'day' ? rowsByDay(table, column) : rowsByValue(table, column);
    const found = await queries.rows(text, 'table');
    const most = by === 'day' ? mostDays : mostValues;
    if ((valueOf(found)?.length ?? 0) <= most) {
      columns.push({ column, by, counts: mapped(found, countsIn) });
    }
  }
  const oid = `${quoteLiteral(quoteTable(table)).trim()}::regclass`;
  const rules = mapped(await queries.rows(tableRulesQuery(oid), 'catalogue'), tableRulesIn);
  return { rows, columns, rules };
}

/** What else production says of it. */
export async function workOn(
  table: TableId,
  keepsCommitTimes: boolean,
  queries: TimedQueries,
): Promise<Pick<LiveFigures, 'counters' | 'transactions' | 'keepsCommitTimes' | 'jobs'>> {
  const counters = mapped(await queries.rows(activityCounters(table), 'catalogue'), countersIn);
  return {
    counters,
    transactions: await writersOf(table, keepsCommitTimes, queries),
    keepsCommitTimes,
    jobs: await jobsOf(table, queries),
  };
}

async function rowsOf(table: TableId, queries: TimedQueries): Promise<Figure<RowCount>> {
  const exact = mapped(await queries.rows(rowCount(table), 'table'), ([row]): RowCount => ({
    rows: Number(row?.[0]),
  }));
  if (!('missing' in exact) || exact.missing.why === 'refused') {
    return exact;
  }
  const estimate = await queries.rows(estimatedRows(table), 'catalogue');
  const rows = valueOf(estimate)?.[0]?.[0] ?? undefined;
  return rows === undefined
    ? exact
    : { query: estimate.query, value: { rows: Number(rows), isEstimate: true } };
}

function countsIn(rows: readonly Row[]): ValueCounts {
  return new Map(rows.map(([value = null, count]) => [value, Number(count)]));
}

const mostDates = 3;
const mostDomains = 4;
/** Values beyond which a column is no list of states. */
const fewest = 20;
const longestValue = 40;

/** The columns by which the table is counted: those of dates, and those that have few values. */
export async function countedColumns(
  table: Table,
  personal: readonly string[],
  queries: TimedQueries,
): Promise<readonly CountedColumn[]> {
  const open = table.columns.filter(({ name }) => !personal.includes(name));
  const isKey = (name: string): boolean => table.keys.some((key) => key.includes(name));
  const dates = open.filter(({ type }) => dateTypes.has(type.builtIn ?? ''));
  const states = open.filter(({ name, type }) => isState(type) && !isKey(name));
  const found =
    states.length === 0
      ? undefined
      : valueOf(await queries.rows(fewValues(table.id, states), 'table'));
  const seen = found?.[0] ?? [];
  const few = states.filter((_, at) => {
    const [values, longest] = [Number(seen[at * 2] ?? 0), Number(seen[at * 2 + 1] ?? 0)];
    return values > 0 && values <= fewest && longest <= longestValue;
  });
  return [
    ...dates.slice(0, mostDates).map(({ name }) => ({ column: name, by: 'day' as const })),
    ...few.slice(0, mostDomains).map(({ name }) => ({ column: name, by: 'value' as const })),
  ];
}

const dateTypes = new Set(['date', 'timestamp', 'timestamptz']);
const stateTypes = new Set(['text', 'varchar', 'bpchar', 'bool']);

function isState({ builtIn, isEnum }: Column['type']): boolean {
  return isEnum === true || stateTypes.has(builtIn ?? '');
}

async function writersOf(
  table: TableId,
  keepsCommitTimes: boolean,
  queries: TimedQueries,
): Promise<Figure<readonly RowWriter[]>> {
  const found = await queries.rows(writers(table), 'table');
  const xids = (valueOf(found) ?? []).map(([xid]) => xid ?? '');
  const times =
    keepsCommitTimes && xids.length > 0
      ? valueOf(await queries.rows(commitTimes(xids), 'catalogue'))
      : undefined;
  const committed = new Map(times?.map(([xid, time]) => [xid, time]));
  return mapped(found, (rows) =>
    rows.map(([xid, count, age]): RowWriter => {
      const committedAt = committed.get(xid);
      return {
        ...{ xid: xid ?? '', rows: Number(count), age: Number(age) },
        ...(typeof committedAt === 'string' ? { committedAt } : {}),
      };
    }),
  );
}

function countersIn([row = []]: readonly Row[]): Counters {
  const [inserted, updated, deleted, liveRows, deadRows, bytes, sequential, index] =
    row.map(Number);
  const [vacuumedAt, analyzedAt, since] = row.slice(8).map((time) => time ?? undefined);
  return {
    ...{ inserted: inserted ?? 0, updated: updated ?? 0, deleted: deleted ?? 0 },
    ...{ liveRows: liveRows ?? 0, deadRows: deadRows ?? 0, bytes: bytes ?? 0 },
    ...{ sequentialScans: sequential ?? 0, indexScans: index ?? 0 },
    ...{ vacuumedAt, analyzedAt, since },
  };
}

/** The jobs of the database’s scheduler, those that name the table marked. */
export async function jobsOf(
  table: TableName,
  queries: TimedQueries,
): Promise<LiveFigures['jobs']> {
  const [[hasScheduler, areRunsKept] = []] =
    valueOf(await queries.rows(hasJobs, 'catalogue')) ?? [];
  if (hasScheduler !== 't') {
    return undefined;
  }
  return mapped(await queries.rows(jobs(table, areRunsKept === 't'), 'catalogue'), (rows) =>
    rows.map(jobIn),
  );
}

function jobIn([name, schedule, user, isActive, namesTable, command, at, status]: Row): Job {
  return {
    ...{ name: name ?? '', schedule: schedule ?? '', user: user ?? '' },
    ...{ isActive: isActive === 't', namesTable: namesTable === 't' },
    command: statementText(command ?? ''),
    lastRun: typeof at === 'string' ? { at, status: status ?? '' } : undefined,
  };
}
