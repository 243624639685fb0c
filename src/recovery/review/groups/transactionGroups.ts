import type { WritingTransaction } from '../../../core/diff/storedTransactions';
import type { FilterSources } from '../filters/filterSources';
import { type GroupIs, type LineGroup, largestFirst, LinesBy } from './lineGroup';

/** A transaction with fewer rows is told with others of its kind, unless there are few of them in all. */
const fewRows = 10;
const fewTransactions = 8;
/** More are not told one by one. */
const mostTold = 20;

/**
 * Changed rows, and those only in production, by the transaction that wrote them last. Stale rows are of
 * none: who wrote them is not known.
 */
export async function transactionGroups(
  kept: () => Promise<readonly WritingTransaction[]>,
  sources: FilterSources,
): Promise<readonly LineGroup[]> {
  const times = new Map((await kept()).map(({ xid, committedAt }) => [xid, committedAt]));
  const told = toldSingly(rowsByXid(sources));
  const singly = new LinesBy<string>(sources.rows.length);
  const together = new LinesBy<string>(sources.rows.length);
  const xids = { changed: new Set<string>(), extra: new Set<string>() };
  for (const { xid, line } of writtenIn(sources)) {
    const kind = sources.facts.kindAt(line) === 'extra' ? 'extra' : 'changed';
    if (told.has(xid)) {
      singly.add(xid, line);
    } else {
      together.add(kind, line);
      xids[kind].add(xid);
    }
  }
  return largestFirst([
    ...singly.all().map(([xid, lines]) => ({ id: `t-${xid}`, is: isOf(xid, times), lines })),
    ...together.all().map(([kind, lines]) => {
      const is = areOf(kind === 'extra' ? xids.extra : xids.changed, times);
      return { id: `t-others-${kind}`, is, lines };
    }),
  ]);
}

/** Each row that a transaction of this server is known to have written. */
function* writtenIn({
  rows,
  facts,
}: FilterSources): Generator<{ readonly xid: string; readonly line: number }, void> {
  for (const line of rows.kinds.changed.or(rows.kinds.extra)) {
    const xid = facts.xidAt(line);
    if (xid !== undefined && xid !== '0') {
      yield { xid, line };
    }
  }
}

function rowsByXid(sources: FilterSources): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const { xid } of writtenIn(sources)) {
    rows.set(xid, (rows.get(xid) ?? 0) + 1);
  }
  return rows;
}

/** A single one is never told as others are. */
function toldSingly(rows: ReadonlyMap<string, number>): ReadonlySet<string> {
  const ordered = [...rows].sort(([, a], [, b]) => b - a);
  const large = ordered.filter(([, count]) => count >= fewRows).slice(0, mostTold);
  const told = ordered.length <= Math.max(fewTransactions, large.length + 1) ? ordered : large;
  return new Set(told.map(([xid]) => xid));
}

type Times = ReadonlyMap<string, string | undefined>;

function isOf(xid: string, times: Times): GroupIs {
  const committedAt = times.get(xid);
  return { kind: 'transaction', xid, ...(committedAt === undefined ? {} : { committedAt }) };
}

/** The first and the last commit, which are written alike. */
function areOf(xids: ReadonlySet<string>, times: Times): GroupIs {
  const [first, ...others] = [...xids].flatMap((xid) => times.get(xid) ?? []);
  const between = others.reduce<readonly [string, string] | undefined>(
    (found, at) => found && [at < found[0] ? at : found[0], at > found[1] ? at : found[1]],
    first === undefined ? undefined : [first, first],
  );
  return { kind: 'transaction', others: xids.size, ...(between ? { between } : {}) };
}
