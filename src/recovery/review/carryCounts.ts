import { readChangeLine } from '../../core/diff/rows/changeLine';
import type { RowInIncident } from '../../core/diff/rows/rowChange';
import { sealedLines, type StoredComparison } from '../../core/diff/storedComparison';
import { CountedAgain } from '../../core/review/chart/countedAgain';
import { changesFileOf, type ComparisonFiles } from '../compare/comparisonFiles';
import { keptCounts, saveCounts } from '../compare/keptCounts';

/**
 * Keeps what production's rows were counted by true of the rows that were compared again, in whose place the
 * new ones are. Reads both, before the first are taken away.
 */
export async function carryCounts(
  before: StoredComparison,
  made: StoredComparison,
  files: ComparisonFiles,
): Promise<void> {
  const { columns } = before.table;
  const counted = [...(await keptCounts(before, files.incident))].map(([name, values]) => {
    const column = columns.findIndex((own) => own.name === name);
    return [name, new CountedAgain(column, values)] as const;
  });
  if (counted.length === 0) {
    return;
  }
  const now = rowsOf(made, files);
  try {
    let next = await now.next();
    for await (const row of rowsOf(before, files)) {
      const is = next.done !== true && isOfKey(next.value, row) ? next.value : undefined;
      for (const [, values] of counted) {
        values.pass(row, is);
      }
      next = is ? await now.next() : next;
    }
  } finally {
    await now.return(undefined);
  }
  const after = counted.map(([name, values]) => [name, values.counted] as const);
  await saveCounts(new Map(after), made, files.incident);
}

/** As they were compared, whatever was found to have moved on since. */
async function* rowsOf(
  comparison: StoredComparison,
  { incident, newHash }: ComparisonFiles,
): AsyncGenerator<RowInIncident, undefined> {
  const { table, lines } = comparison;
  let number = 0;
  for await (const line of sealedLines(incident.rows(changesFileOf(comparison)), lines, newHash)) {
    number += 1;
    yield readChangeLine(line, table, number);
  }
  return undefined;
}

/** Rows in conflict share a key, but all of them are in both. */
function isOfKey(one: RowInIncident, other: RowInIncident): boolean {
  return JSON.stringify(one.key) === JSON.stringify(other.key);
}
