import { type TableId, tableLabel } from '../catalog/table';
import { typedName } from '../catalog/tableName';
import {
  busySessions,
  nullRows,
  nullShare,
  orphans,
  outsideDomain,
  reversedDates,
  rowCount,
  rowsOfLastWeek,
  rowsWritten,
  tableSize,
} from '../sql/checkQueries';
import { counted, shownName, wordFor } from '../words';
import { type CheckSide, type Expectation, expectationText, type Severity } from './check';
import type { ObservedColumn, ObservedTable } from './observedTable';

/** A check that is to be written: a beginning, for whoever knows the data to read and change. */
export interface StarterCheck {
  readonly file: string;
  readonly text: string;
}

interface Draft {
  /** What the file is called, behind the table: `domain.statut`. */
  readonly part: string;
  readonly says: string;
  readonly expected: Expectation;
  readonly severity: Severity;
  readonly side?: CheckSide;
  readonly query: string;
  /** What was seen, as a remark. */
  readonly remark?: string;
}

/** What held in the table's rows when they were looked at, as checks. @param seenIn Where. */
export function starterChecks(observed: ObservedTable, seenIn: CheckSide): readonly StarterCheck[] {
  const drafts = [
    ...volumes(observed),
    ...observed.columns.flatMap((column) => domain(observed.table, column)),
    ...dateOrders(observed),
    ...references(observed),
    ...observed.columns.flatMap((column) => nulls(observed, column)),
    ...load(observed),
  ];
  const taken = new Set<string>();
  return drafts.map((draft) => ({
    file: fileOf(observed.table, draft.part, taken),
    text: textOf(draft, observed, seenIn),
  }));
}

function volumes({ table, rows }: ObservedTable): readonly Draft[] {
  return [
    {
      ...{ part: 'rows', says: 'at least four fifths of the rows seen', severity: 'warning' },
      expected: { kind: 'compared', by: '>=', to: Math.floor(rows * 0.8) },
      query: rowCount(table),
    },
  ];
}

const noRows: Expectation = { kind: 'no rows' };

function domain(table: TableId, column: ObservedColumn): readonly Draft[] {
  return column.domain === undefined
    ? []
    : [
        {
          part: `domain.${column.name}`,
          says: `${shownName(column.name)} is one of the values seen`,
          ...{ expected: noRows, severity: 'error' },
          query: outsideDomain(table, column, column.domain),
        },
      ];
}

/** One row in a hundred may break a rule that the others keep: it was damaged, or an exception. */
const mostExceptions = 0.01;

function dateOrders({ table, dateOrders: orders }: ObservedTable): readonly Draft[] {
  return orders
    .filter(
      ({ both, reversed, ordered }) => reversed <= both * mostExceptions && ordered * 2 >= both,
    )
    .filter(({ ordered }) => ordered > 0)
    .map((order) => ({
      part: `order.${order.earlier}.${order.later}`,
      says: `${shownName(order.later)} is not before ${shownName(order.earlier)}`,
      ...{ expected: noRows, severity: 'error' as const },
      query: reversedDates(table, order),
      ...exceptions(order.reversed),
    }));
}

function references({ table, references: found }: ObservedTable): readonly Draft[] {
  return found
    .filter(({ rows, orphans: lost }) => rows > 0 && lost <= rows * mostExceptions)
    .map((reference) => ({
      part: `reference.${reference.column}`,
      says: `${shownName(reference.column)} is in ${shownName(tableLabel(reference.parent))}, without a foreign key`,
      ...{ expected: noRows, severity: 'error' as const },
      query: orphans(table, reference),
      ...exceptions(reference.orphans),
    }));
}

function exceptions(rows: number): Pick<Draft, 'remark'> {
  return rows === 0
    ? {}
    : { remark: `${counted(rows, 'row')} ${wordFor(rows, 'does', 'do')} not keep it now.` };
}

/** Percent that the share of NULLs may move. */
const movement = 10;

function nulls({ table, rows }: ObservedTable, column: ObservedColumn): readonly Draft[] {
  if (column.notNull || column.nulls === rows) {
    return [];
  }
  const name = shownName(column.name);
  const part = `null.${column.name}`;
  if (column.nulls === 0) {
    const query = nullRows(table, column.name);
    return [{ part, says: `${name} is never NULL`, expected: noRows, severity: 'warning', query }];
  }
  const share = Math.round((1000 * column.nulls) / rows) / 10;
  const [least, most] = [Math.max(0, share - movement), Math.min(100, share + movement)];
  return [
    {
      ...{ part, says: `percent of the rows where ${name} is NULL`, severity: 'warning' },
      expected: { kind: 'between', least: tenths(least), most: tenths(most) },
      query: nullShare(table, column.name),
    },
  ];
}

function load({ table, dateColumn }: ObservedTable): readonly Draft[] {
  const measured = { expected: { kind: 'any number' }, severity: 'warning' } as const;
  const production = { ...measured, side: 'production' } as const;
  return [
    { part: 'load.size', says: 'bytes with indexes', ...production, query: tableSize(table) },
    {
      ...{ part: 'load.written', says: 'rows written since statistics began', ...production },
      query: rowsWritten(table),
    },
    { part: 'load.sessions', says: 'sessions at work', ...production, query: busySessions },
    ...(dateColumn === undefined
      ? []
      : [
          {
            part: `load.week.${dateColumn}`,
            says: `rows of the last seven days by ${shownName(dateColumn)}`,
            ...production,
            query: rowsOfLastWeek(table, dateColumn),
          },
        ]),
  ];
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function textOf(
  { says, expected, severity, side, query, remark }: Draft,
  { table, at, rows }: ObservedTable,
  seenIn: CheckSide,
): string {
  const typed = typedName(table);
  return [
    `-- name: ${shownName(tableLabel(table))}: ${says}`,
    `-- expect: ${expectationText(expected)}`,
    `-- severity: ${severity}`,
    // A name over several lines does not fit into one.
    ...(typed === shownName(typed) ? [`-- table: ${typed}`] : []),
    ...(side ? [`-- side: ${side}`] : []),
    `-- As seen in ${seenIn} at ${at.slice(0, 16).replace('T', ' ')} UTC, in ${counted(rows, 'row')}.`,
    ...(remark === undefined ? [] : [`-- ${remark}`]),
    `${query};`,
    '',
  ].join('\n');
}

/** A name for a file on any system; two that would be the same get a number. */
function fileOf(table: TableId, part: string, taken: Set<string>): string {
  const name = `${tableLabel(table)}.${part}`.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 120);
  const numbers = Array.from({ length: taken.size + 1 }, (_, at) => (at === 0 ? '' : `-${at + 1}`));
  const free = numbers
    .map((number) => `${name}${number}.sql`)
    .find((one) => !taken.has(lower(one)));
  const file = free ?? `${name}.sql`;
  taken.add(lower(file));
  return file;
}

/** Some systems do not tell capitals apart. */
function lower(name: string): string {
  return name.toLowerCase();
}
