import type { ComparedTable } from '../../core/diff/comparison';
import {
  type ChangedRow,
  type RowChange,
  type StaleRow,
  differingCellsOf,
  withWrittenDifferently,
} from '../../core/diff/rows/rowChange';
import type { ValueComparer, ValuePairs } from '../ports/snapshot';

/**
 * The same rows, told where their values are equal by type and only written differently. One question
 * to the server for all of them; none where no column that differs could be so.
 */
export async function withEqualValues<T extends RowChange | StaleRow>(
  changes: readonly T[],
  { table, values }: { readonly table: ComparedTable; readonly values: ValueComparer },
  signal: AbortSignal,
): Promise<readonly (T | ChangedRow)[]> {
  const lists = pairsIn(changes, values.columns);
  if (lists.length === 0) {
    return changes;
  }
  const answers = await values.equalPairs(lists, signal);
  const equalOf = new Map<ChangedRow, number[]>();
  for (const [index, { rows, column }] of lists.entries()) {
    for (const [no, row] of rows.entries()) {
      if (answers[index]?.[no] === true) {
        equalOf.set(row, [...(equalOf.get(row) ?? []), column]);
      }
    }
  }
  return changes.map((change) => {
    const equal = change.kind === 'changed' ? equalOf.get(change) : undefined;
    return equal && change.kind === 'changed' ? markedEqual(change, equal, table) : change;
  });
}

interface RowPairs extends ValuePairs {
  readonly rows: readonly ChangedRow[];
}

function pairsIn(
  changes: readonly (RowChange | StaleRow)[],
  columns: ReadonlySet<number>,
): readonly RowPairs[] {
  const changed = changes.filter((change) => change.kind === 'changed');
  return [...columns].flatMap((column) => {
    const pairs = changed.flatMap((row) => {
      const at = row.columns.indexOf(column);
      const { from, to } = differingCellsOf(row);
      const [backup, live] = [from[at] ?? null, to[at] ?? null];
      const isRead = row.unread?.includes(column) !== true;
      return backup !== null && live !== null && isRead ? [{ row, backup, live }] : [];
    });
    const list = {
      backup: pairs.map(({ backup }) => backup),
      live: pairs.map(({ live }) => live),
    };
    return pairs.length > 0 ? [{ column, rows: pairs.map(({ row }) => row), ...list }] : [];
  });
}

/** A key is not reused by another way of writing the same thing. */
function markedEqual(
  change: ChangedRow,
  equal: readonly number[],
  { identity }: ComparedTable,
): ChangedRow {
  const reused = change.columns.some((at) => identity.includes(at) && !equal.includes(at));
  return { ...withWrittenDifferently(change, equal), reused };
}
