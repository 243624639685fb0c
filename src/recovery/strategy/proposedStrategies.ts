import type { CellShape } from '../../core/diff/found/cellShape';
import { cellText } from '../../core/diff/found/shapeText';
import { notedChanges } from '../../core/incident/notedPatterns';
import { holeIn } from '../../core/report/charts/rowSpread';
import { tellingRange } from '../../core/review/chart/tellsMost';
import type { JudgedRows } from '../../core/strategy/judgedRows';
import type { StrategyIs, Writer } from '../../core/strategy/strategy';
import { ScopeFinder } from '../../core/strategy/tellingValue';
import { datesChart } from '../report/rowSpread';
import type { CountedGroup } from '../review/groups/rowGroups';
import type { ReviewSession } from '../review/reviewSession';
import type { RowFilter, ShownRows } from '../review/shownRows';
import type { StrategyTakes } from './strategies';

/** What is known of the rows when strategies are proposed. */
export interface Known {
  /** What did the damage, as far as anybody can tell. */
  readonly done: readonly Writer[];
  readonly groups: readonly CountedGroup[];
  readonly judged: JudgedRows;
}

/** The strategies that the compared rows suggest; first the one that does no harm to what others wrote. */
export async function proposedStrategies(
  session: ReviewSession,
  known: Known,
  signal: AbortSignal,
): Promise<readonly StrategyTakes[]> {
  return [
    keepLater(known),
    { name: 'replace', is: { kind: 'replace' }, takes: [], deletes: true },
    ...(await byRange(session)),
    ...(await byValue(session, known.judged, signal)),
    ...byPatterns(known.groups, (name) => isMasked(name, session)),
    ...byTransactions(known),
  ];
}

function isMasked(name: string, { masked, comparison }: ReviewSession): boolean {
  return masked.has(comparison.table.columns.findIndex((column) => column.name === name));
}

function keepLater({ done, groups }: Known): StrategyTakes {
  const own = groups.filter(({ is }) => isOneOf(done, is));
  const damaged: ShownRows =
    own.length > 0
      ? { tab: 'all', filter: { groups: own.map(({ id }) => id) } }
      : { tab: 'changed', filter: { hides: ['later'] } };
  return {
    ...{ name: 'keep-later', is: { kind: 'keep-later' } },
    ...{ takes: [{ tab: 'missing' }, damaged], deletes: own.some(({ of }) => of !== 'changed') },
  };
}

/** How much greater a part of what differs than of all rows a range holds that is worth a strategy of its own. */
const leastApart = 0.25;

/** The hole that the histogram shows, else where most of what differs lies. */
async function byRange(session: ReviewSession): Promise<readonly StrategyTakes[]> {
  const chart = await datesChart(session);
  if (!chart) {
    return [];
  }
  const name = session.comparison.table.columns[chart.column]?.name ?? '';
  const telling = tellingRange(chart);
  const found =
    holeIn({ ...chart, column: name }) ?? (telling && telling.apart >= leastApart && telling);
  if (!found) {
    return [];
  }
  const { from, to } = found;
  const is: StrategyIs = { kind: 'range', column: name, from, to };
  const range = { column: chart.column, from, to };
  return [{ name: 'range', is, takes: withinFilter({ range }), deletes: false }];
}

/** The business scope that tells the damage from what others wrote. */
async function byValue(
  session: ReviewSession,
  { damaged, later }: JudgedRows,
  signal: AbortSignal,
): Promise<readonly StrategyTakes[]> {
  const { table } = session.comparison;
  const finder = new ScopeFinder(table, session.masked);
  if (finder.isIdle) {
    return [];
  }
  await session.aside.visit(
    damaged.or(later).without(session.rows.stale),
    (row, line) => {
      finder.add(row, damaged.has(line));
    },
    signal,
  );
  const found = finder.found();
  if (!found) {
    return [];
  }
  const { column, value } = found;
  const is: StrategyIs = { kind: 'value', column: table.columns[column]?.name ?? '' };
  const takes = withinFilter({ text: { words: value, column, matchCase: true } });
  return [{ name: 'value', is, value, takes, deletes: false }];
}

function withinFilter(filter: RowFilter): readonly ShownRows[] {
  return [
    { tab: 'missing', filter },
    { tab: 'changed', filter },
  ];
}

/** Patterns with at least this part of the changed rows, the largest. */
const muchOf = 0.05;
const mostPatterns = 5;

function byPatterns(
  groups: readonly CountedGroup[],
  isMasked: (column: string) => boolean,
): readonly StrategyTakes[] {
  const patterns = groups.flatMap(({ id, is, rows }) => {
    if (is.kind !== 'pattern' || 'others' in is) {
      return [];
    }
    const changes = 'changes' in is ? is.changes : { [is.column]: is.change };
    return [{ id, changes, rows, more: 'column' in is }];
  });
  const changed = patterns.reduce((sum, { rows, more }) => (more ? sum : sum + rows), 0);
  return patterns
    .filter(({ rows }) => rows > 1 && rows >= muchOf * changed)
    .slice(0, mostPatterns)
    .map(({ id, changes, more }) => ({
      name: id,
      is: { kind: 'pattern', changes: notedChanges({ changes }), ...(more ? { more } : {}) },
      ...valuesIn(changes, isMasked),
      ...{ takes: [{ tab: 'changed', filter: { groups: [id] } }], deletes: false },
    }));
}

/** `CONFIRME → ANNULE`: what tells patterns apart that are the same without their values. */
function valuesIn(
  changes: Readonly<Record<string, CellShape>>,
  isMasked: (column: string) => boolean,
): { readonly value?: string } {
  const told = Object.entries(changes).flatMap(([column, shape]) => {
    if (isMasked(column)) {
      return [];
    }
    if (shape.how === 'replaced') {
      return [`${cellText(shape.from)} → ${cellText(shape.to)}`];
    }
    return shape.how === 'set' ? [`… → ${cellText(shape.to)}`] : [];
  });
  return told.length === 0 ? {} : { value: told.join(', ') };
}

/** Those that did the damage. */
function byTransactions({ done, groups }: Known): readonly StrategyTakes[] {
  return groups.flatMap(({ id, is, of }): readonly StrategyTakes[] => {
    const writer = isOneOf(done, is);
    if (!writer) {
      return [];
    }
    const { xid, committedAt } = writer;
    const what = { xid, ...(committedAt === undefined ? {} : { committedAt }) };
    const takes: readonly ShownRows[] = [{ tab: 'all', filter: { groups: [id] } }];
    return [{ name: id, is: { kind: 'transaction', ...what }, takes, deletes: of !== 'changed' }];
  });
}

function isOneOf(writers: readonly Writer[], is: CountedGroup['is']): Writer | undefined {
  return is.kind === 'transaction' && 'xid' in is
    ? writers.find(({ xid }) => xid === is.xid)
    : undefined;
}
