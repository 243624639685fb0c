import { RecoveryError } from '../../core/errors';
import { holeIn } from '../../core/report/charts/rowSpread';
import { tellingRange } from '../../core/review/chart/tellsMost';
import { cellsIn } from '../../core/review/rowCells';
import type { JudgedRows } from '../../core/strategy/judgedRows';
import type { StrategyIs } from '../../core/strategy/strategy';
import { ScopeFinder, type TellingValue } from '../../core/strategy/tellingValue';
import { datesChart } from '../report/rowSpread';
import type { ReviewSession } from '../review/reviewSession';
import type { RowFilter, ShownRows } from '../review/shownRows';
import type { StrategyTakes } from './strategies';

/** Scopes that the operator names, by the names of columns. */
export interface NamedScopes {
  /** From inclusive to exclusive. */
  readonly range?: { readonly column: string; readonly from: string; readonly to: string };
  readonly value?: { readonly column: string; readonly value: string };
}

/** How much greater a part of what differs than of all rows a range holds that is worth a strategy of its own. */
const leastApart = 0.25;

/** The range that is named, else the hole that the histogram shows, else where most of what differs lies. */
export async function byRange(
  session: ReviewSession,
  own: NamedScopes['range'],
): Promise<readonly StrategyTakes[]> {
  const found = own ?? (await suggestedRange(session));
  if (!found) {
    return [];
  }
  const { column, from, to } = found;
  const is: StrategyIs = { kind: 'range', column, from, to };
  const range = { column: positionOf(column, session), from, to };
  return [{ name: 'range', is, takes: withinFilter({ range }), deletes: false }];
}

async function suggestedRange(session: ReviewSession): Promise<NamedScopes['range']> {
  const chart = await datesChart(session);
  const column = session.comparison.table.columns[chart?.column ?? -1]?.name;
  if (!chart || column === undefined) {
    return undefined;
  }
  const telling = tellingRange(chart);
  const found = holeIn({ ...chart, column }) ?? telling;
  return found && (found !== telling || telling.apart >= leastApart)
    ? { column, from: found.from, to: found.to }
    : undefined;
}

/** The business scope that is named, else the one that tells the damage from what others wrote. */
export async function byValue(
  session: ReviewSession,
  judged: JudgedRows,
  { own, signal }: { readonly own: NamedScopes['value']; readonly signal: AbortSignal },
): Promise<readonly StrategyTakes[]> {
  const found = own
    ? await namedValue(session, own, signal)
    : await suggestedValue(session, judged, signal);
  if (!found) {
    return [];
  }
  const { column, value } = found;
  const name = session.comparison.table.columns[column]?.name ?? '';
  const is: StrategyIs = { kind: 'value', column: name };
  return [{ name: 'value', is, value, takes: withinFilter(filterOf(found)), deletes: false }];
}

async function suggestedValue(
  session: ReviewSession,
  { damaged, later }: JudgedRows,
  signal: AbortSignal,
): Promise<TellingValue | undefined> {
  const finder = new ScopeFinder(session.comparison.table, session.masked);
  if (finder.isIdle) {
    return undefined;
  }
  await session.aside.visit(
    damaged.or(later).without(session.rows.stale),
    (row, line) => {
      finder.add(row, damaged.has(line));
    },
    signal,
  );
  return finder.found();
}

/** @throws {RecoveryError} `usage` where rows with another value would be taken with it: they are looked for by the text. */
async function namedValue(
  session: ReviewSession,
  { column: name, value }: NonNullable<NamedScopes['value']>,
  signal: AbortSignal,
): Promise<TellingValue> {
  const found = { column: positionOf(name, session), value };
  const lines = await session.aside.lines({ tab: 'all', filter: filterOf(found) });
  let others = 0;
  await session.aside.visit(
    lines,
    (row) => {
      others += cellsIn(found.column, row).includes(value) ? 0 : 1;
    },
    signal,
  );
  if (others > 0) {
    throw new RecoveryError('usage', `Other values of ${name} hold this text, too.`, {
      hint: 'Choose these rows in the review.',
    });
  }
  return found;
}

function positionOf(name: string, { comparison }: ReviewSession): number {
  const at = comparison.table.columns.findIndex((column) => column.name === name);
  if (at < 0) {
    throw new RecoveryError('usage', `No column ${name} was compared.`);
  }
  return at;
}

function filterOf({ column, value }: TellingValue): RowFilter {
  return { text: { words: value, column, matchCase: true } };
}

function withinFilter(filter: RowFilter): readonly ShownRows[] {
  return [
    { tab: 'missing', filter },
    { tab: 'changed', filter },
  ];
}
