import { scopeText, wholeTable } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { LineSet } from '../../core/review/lineSet';
import { figuresOf, takenOf } from '../../core/strategy/figures';
import { type JudgedRows, judgedRows, standingOut } from '../../core/strategy/judgedRows';
import type { WeighedFrom, Writer } from '../../core/strategy/strategy';
import type { CountedGroup } from '../review/groups/rowGroups';
import type { ReviewSession } from '../review/reviewSession';
import { proposedStrategies } from './proposedStrategies';
import type { NamedScopes } from './scopeStrategies';
import type { Strategy, StrategyTakes } from './strategies';

/** Every strategy with what it would do, counted from the compared rows. */
export interface Weighing {
  readonly from: WeighedFrom;
  /** Transactions that may be taken for the damage, the largest first. */
  readonly writers: readonly Writer[];
  readonly strategies: readonly Strategy[];
}

/** What the operator knows better than the rows tell. */
export interface Weighed {
  /** Transactions that did the damage; those that stand out where not said. */
  readonly damagedBy?: readonly string[] | undefined;
  /** In place of those that the rows suggest. */
  readonly scopes?: NamedScopes | undefined;
}

/**
 * @throws {RecoveryError} `no-key` where no single row can be corrected; `usage` where such a transaction is not told, or
 * a scope cannot be chosen.
 */
export async function weighStrategies(
  session: ReviewSession,
  { damagedBy, scopes = {} }: Weighed,
  signal: AbortSignal,
): Promise<Weighing> {
  session.refuseWithoutKey();
  const groups = await session.groups();
  const writers = writersIn(groups);
  const done = damaging(writers, damagedBy, session);
  const judged = await judgedIn(session, done);
  const proposed = await proposedStrategies(session, { done, groups, judged, scopes }, signal);
  const strategies: Strategy[] = [];
  for (const strategy of proposed) {
    strategies.push(await weighed(strategy, judged, session));
  }
  return { from: weighedFrom(session, done, judged), writers, strategies };
}

function weighedFrom(
  { comparison }: ReviewSession,
  done: readonly Writer[],
  { damaged, later }: JudgedRows,
): WeighedFrom {
  const { figures, scope = wholeTable } = comparison;
  return {
    comparedAt: figures?.comparedAgainAt ?? figures?.readAt.live,
    scope: scopeText(scope),
    damagedBy: done,
    ...{ damaged: damaged.size, later: later.size },
  };
}

function writersIn(groups: readonly CountedGroup[]): readonly Writer[] {
  return groups.flatMap(({ is, rows }) => {
    if (is.kind !== 'transaction' || !('xid' in is)) {
      return [];
    }
    const { xid, committedAt } = is;
    return [{ xid, rows, ...(committedAt === undefined ? {} : { committedAt }) }];
  });
}

function damaging(
  writers: readonly Writer[],
  named: readonly string[] | undefined,
  { rows: { kinds } }: ReviewSession,
): readonly Writer[] {
  if (!named) {
    return standingOut(writers, kinds.changed.size + kinds.extra.size);
  }
  const unknown = named.find((xid) => !writers.some((writer) => writer.xid === xid));
  if (unknown !== undefined) {
    throw new RecoveryError(
      'usage',
      `Transaction ${unknown} is none that is told of the rows that differ.`,
      { hint: `They are ${writers.map(({ xid }) => xid).join(', ')}.` },
    );
  }
  return writers.filter(({ xid }) => named.includes(xid));
}

async function judgedIn(session: ReviewSession, done: readonly Writer[]): Promise<JudgedRows> {
  const groups = done.map(({ xid }) => `t-${xid}`);
  const lines =
    done.length === 0 ? undefined : await session.aside.lines({ tab: 'all', filter: { groups } });
  return judgedRows(session.rows, lines);
}

async function weighed(
  strategy: StrategyTakes,
  judged: JudgedRows,
  session: ReviewSession,
): Promise<Strategy> {
  const { rows, marks } = session;
  const { deletes, is } = strategy;
  const lines = await linesOf(strategy, session);
  const meant = { lines, deletes, ...(is.kind === 'replace' ? { all: true as const } : {}) };
  const deleted = takenOf(meant, rows).and(rows.kinds.extra);
  const children = marks.childrenOf(deleted).reduce((sum, each) => sum + each.rows, 0);
  return { ...strategy, figures: { ...figuresOf(meant, judged, rows), children } };
}

async function linesOf({ is, takes }: StrategyTakes, session: ReviewSession): Promise<LineSet> {
  let lines = LineSet.of(session.rows.length);
  for (const shown of is.kind === 'replace' ? [{ tab: 'all' as const }] : takes) {
    lines = lines.or(await session.aside.lines(shown));
  }
  return lines;
}
