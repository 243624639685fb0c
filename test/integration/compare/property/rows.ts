import { type Change, type Scenario, type SideName, mayBeNull, mayShare } from './scenario';

/** Rows that a change adds have numbers of their own. */
const firstInserted = 20_001;
const movedBy = 10_000;

/**
 * The rows of a side, as a table in SQL: `i` numbers them, `k` makes the key, `f` says how it is written,
 * `s` makes the values, `d0` … is what is added to the place of each column's value.
 */
export function rowsOf(scenario: Scenario, side: SideName): string {
  const { rows, columns } = scenario;
  const copies = scenario.proof === 'none' ? scenario.copies : 1;
  const here = changesOf(scenario, side);
  const of = (kind: Change['kind']): readonly Change[] =>
    here.filter((change) => change.kind === kind);
  const inserted = of('insert').map(({ shift }) => shift * 3);
  const series = [
    `select generate_series(1, ${rows}) i`,
    ...(inserted.length > 0
      ? [`select generate_series(${firstInserted}, ${firstInserted - 1 + Math.max(...inserted)})`]
      : []),
  ];
  const width = Math.max(1, columns.length);
  const shifts = Array.from({ length: width }, (_, at) => {
    const updates = of('update').filter(({ column }) => column % width === at);
    return `${updates.map((change) => `case when ${rowsIn(change)} then ${change.shift} else 0 end`).join(' + ') || '0'} d${at}`;
  });
  const kept = of('delete').map((change) => `not (${rowsIn(change)})`);
  return `(
    select i,
           ${anyOf(of('forget'), 'null', anyOf(of('share'), 'i - 1', anyOf(of('move'), `i + ${movedBy}`, 'i')))} / ${copies} k,
           ${anyOf(of('rewrite'), '1', '0')} f,
           ${swapped(of('swap'), rows)} / ${copies} s,
           ${shifts.join(', ')}
      from (${series.join(' union all ')}) n
     where ${['true', ...kept].join(' and ')})`;
}

/** Those of a side that its table can take. */
function changesOf(scenario: Scenario, side: SideName): readonly Change[] {
  const { proof, rows, changes } = scenario;
  const here = changes.filter((change) => change.side === side);
  const forgotten = here.filter(({ kind }) => kind === 'forget');
  return [
    ...here.filter(
      ({ kind }) => kind !== 'forget' && (kind !== 'share' || mayShare(scenario, side)),
    ),
    ...(proof === 'nulls not distinct'
      ? forgotten.slice(0, 1).map((change) => ofOneRow(change, rows))
      : mayBeNull(proof)
        ? forgotten
        : []),
  ];
}

/** A unique index may hold NULL once. */
function ofOneRow(change: Change, rows: number): Change {
  return {
    ...change,
    every: 30_000,
    phase: 1 + (change.phase % Math.max(1, rows)),
    from: 1,
    to: 9999,
  };
}

function rowsIn({ every, phase, from, to }: Change): string {
  return `i % ${every} = ${phase % every} and i between ${from} and ${to}`;
}

function anyOf(changes: readonly Change[], then: string, otherwise: string): string {
  return changes.length === 0
    ? otherwise
    : `case when ${changes.map((change) => `(${rowsIn(change)})`).join(' or ')} then ${then} else ${otherwise} end`;
}

/** Two neighbours each take the values of the other. */
function swapped([change]: readonly Change[], rows: number): string {
  if (!change) {
    return 'i';
  }
  const { phase, from } = change;
  const every = Math.max(2, change.every);
  return `case when i between ${from} and ${rows}
               then case i % ${every} when ${phase % every} then i + 1 when ${(phase + 1) % every} then i - 1 else i end
               else i end`;
}
