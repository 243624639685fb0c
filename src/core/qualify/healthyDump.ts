import type { DumpCandidate } from '../dumpRanking/candidate';
import { rankDumps } from '../dumpRanking/rankDumps';
import type { Instants, ZoneClock } from '../dumpTime/zoneClock';
import type { RowWriter } from './rowWriter';

/** What tells when the damage happened. */
export interface DamageSigns {
  /** As somebody said. */
  readonly said: Instants | undefined;
  /** Production's rows; undefined where nobody knows. */
  readonly rows: DumpCandidate['rows'];
  readonly now: number;
  readonly transactions: readonly RowWriter[];
  readonly clock: ZoneClock;
}

export type ToldBy = 'said' | 'gone' | 'volume' | 'transaction' | 'nothing';

/** The newest dump that is of before the damage, as far as anything tells. */
export interface HealthyDump {
  readonly path: string;
  /** What told when the damage happened. */
  readonly toldBy: ToldBy;
}

/** Undefined where no dump is of before it. @param dumps With the rows that they hold of the table. */
export function healthyDump(
  dumps: readonly DumpCandidate[],
  signs: DamageSigns,
): HealthyDump | undefined {
  const { at, toldBy } = damageTime(dumps, signs);
  const [first] = rankDumps(dumps, { at, clock: signs.clock }).dumps;
  const isHealthy = first?.rank === 'usable' || first?.rank === 'not-verified';
  return isHealthy ? { path: first.dump.path, toldBy } : undefined;
}

function damageTime(
  dumps: readonly DumpCandidate[],
  signs: DamageSigns,
): { readonly at: Instants; readonly toldBy: ToldBy } {
  const fell = fallIn(dumps, signs);
  const wrote = firstWritten(dumps, signs);
  if (signs.said) {
    return { at: signs.said, toldBy: 'said' };
  }
  if (fell) {
    return { at: fell, toldBy: signs.rows === 'no such table' ? 'gone' : 'volume' };
  }
  return wrote === undefined
    ? { at: { from: signs.now, to: signs.now }, toldBy: 'nothing' }
    : { at: { from: wrote, to: wrote }, toldBy: 'transaction' };
}

/** When the first transaction since the oldest dump was committed that wrote many rows. */
function firstWritten(
  dumps: readonly DumpCandidate[],
  { transactions }: DamageSigns,
): number | undefined {
  const oldest = Math.min(...dumps.map(({ time }) => time.to));
  const times = notableWriters(transactions)
    .map(({ committedAt = '' }) => Date.parse(committedAt))
    .filter((time) => time > oldest);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What part of its rows a table loses at least where it is no everyday loss. */
const notableLoss = 0.02;

/** The last fall of the volume that is more than an everyday one: between which dumps, or dump and now. */
function fallIn(dumps: readonly DumpCandidate[], { rows, now }: DamageSigns): Instants | undefined {
  const counted = [
    ...dumps
      .filter(({ verification }) => verification !== 'damaged')
      .flatMap(({ time, rows: own }) =>
        typeof own === 'number' ? [{ at: time.to, rows: own }] : [],
      )
      .sort((one, other) => one.at - other.at),
    ...(rows === undefined ? [] : [{ at: now, rows: rows === 'no such table' ? 0 : rows }]),
  ];
  for (let last = counted.length - 1; last > 0; last -= 1) {
    const [before, after] = [counted[last - 1], counted[last]];
    if (before && after && before.rows - after.rows > before.rows * notableLoss) {
      return { from: before.at + 1, to: after.at };
    }
  }
  return undefined;
}

/** What part of the rows a transaction wrote at least that a first reading names. */
const notablePart = 0.005;
const fewestRows = 20;

/**
 * Transactions that wrote many of the rows as they are now, the one with most rows first; not the oldest one, by which
 * a table is filled for the first time.
 */
export function notableWriters(transactions: readonly RowWriter[]): readonly RowWriter[] {
  const all = transactions.reduce((sum, { rows }) => sum + rows, 0);
  const oldest = Math.max(...transactions.map(({ age }) => age));
  return transactions
    .filter(({ rows, age }) => rows >= Math.max(fewestRows, all * notablePart) && age < oldest)
    .toSorted((one, other) => other.rows - one.rows);
}
