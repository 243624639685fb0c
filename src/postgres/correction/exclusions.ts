import type { Cell } from '../../core/catalog/table';
import type { Correction } from '../../core/correction/plan';
import type { HoldsApart, Wait } from '../../core/correction/updateOrder';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { valueSource } from './valueSource';

/** An exclusion constraint that is checked row by row: no two rows of which all the operators are true. */
export interface Exclusion extends HoldsApart {
  /** Positions in the planned table's columns. */
  readonly columns: readonly number[];
  /** `operator(schema.=)`, one for each column. */
  readonly operators: readonly string[];
}

/** Above it the order is left to the server: each update is held against each other one. */
const mostCompared = 1_000;

/** Which update takes what another one gives up, as the server's own operators tell it. */
export async function exclusionWaits(
  line: Line,
  { columns }: FoundTable,
  corrections: readonly Correction[],
  exclusion: Exclusion,
): Promise<readonly Wait[]> {
  const moves = [...corrections.keys()].flatMap((position) =>
    moveOf(position, corrections[position], exclusion),
  );
  if (moves.length < 2 || moves.length > mostCompared) {
    return [];
  }
  const held = exclusion.columns.flatMap((position) => columns[position] ?? []);
  const source = valueSource([], held);
  const values = held.map((_, index) => `${source.value(index)} as c${index}`);
  const rows = (cells: readonly (readonly Cell[])[]): string =>
    `(select v.ord, ${values.join(', ')} from ${source.holding(cells)})`;
  const conflicts = exclusion.operators.map(
    (operator, index) => `taker.c${index} ${operator} giver.c${index}`,
  );
  const found = await line.rows(`
    select taker.ord::text, giver.ord::text
    from ${rows(moves.map(({ after }) => after))} as taker
    join ${rows(moves.map(({ before }) => before))} as giver
    on taker.ord <> giver.ord and ${conflicts.join(' and ')}`);
  const positionOf = (ord: Cell | undefined): number => moves[Number(ord) - 1]?.position ?? -1;
  return found.map(([taker, giver]) => ({
    ...{ taker: positionOf(taker), giver: positionOf(giver) },
    key: exclusion,
  }));
}

interface Move {
  readonly position: number;
  readonly before: readonly Cell[];
  readonly after: readonly Cell[];
}

function moveOf(
  position: number,
  correction: Correction | undefined,
  { columns }: Exclusion,
): readonly Move[] {
  if (correction?.action !== 'update') {
    return [];
  }
  const { seen, set } = correction;
  if (!set.some(({ column }) => columns.includes(column))) {
    return [];
  }
  const changed = new Map(set.map(({ column, value }) => [column, value]));
  const before = columns.map((column) => seen[column] ?? null);
  const after = columns.map((column, index) => {
    const value = changed.get(column);
    return value === undefined ? (before[index] ?? null) : value;
  });
  return [{ position, before, after }];
}
