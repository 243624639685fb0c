import type { CellShape } from '../../core/diff/found/cellShape';
import { cellText } from '../../core/diff/found/shapeText';
import { wholeTable } from '../../core/diff/scope';
import { notedChanges } from '../../core/incident/notedPatterns';
import type { JudgedRows } from '../../core/strategy/judgedRows';
import type { Writer } from '../../core/strategy/strategy';
import type { CountedGroup } from '../review/groups/rowGroups';
import type { ReviewSession } from '../review/reviewSession';
import type { ShownRows } from '../review/shownRows';
import { byRange, byValue, type NamedScopes } from './scopeStrategies';
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
  { scopes, ...known }: Known & { readonly scopes: NamedScopes },
  signal: AbortSignal,
): Promise<readonly StrategyTakes[]> {
  return [
    keepLater(known),
    wholeOrPart(session),
    ...(await byRange(session, scopes.range)),
    ...(await byValue(session, known.judged, { own: scopes.value, signal })),
    ...byPatterns(known.groups, (name) => isMasked(name, session)),
    ...byTransactions(known),
  ];
}

/** Only what was compared whole can be replaced whole. */
function wholeOrPart({ comparison: { scope = wholeTable } }: ReviewSession): StrategyTakes {
  return scope.rows === 'all'
    ? { name: 'replace', is: { kind: 'replace' }, takes: [], deletes: true }
    : {
        ...{ name: 'part', is: { kind: 'part' } },
        ...{ takes: [{ tab: 'missing' }, { tab: 'changed' }], deletes: false },
      };
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
