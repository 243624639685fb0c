import {
  type CountedColumns,
  type CountedValues,
  countedText,
  readCounted,
} from '../../core/review/chart/countedValues';
import { chartColumns } from '../../core/review/chart/chartColumns';
import type { KeptComparison, StoredComparison } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import type { PlanningIncident } from '../ports/planningIncident';
import type { ValueCounter } from '../ports/snapshot';
import { textOf } from './comparisonFiles';

const countsFile = 'counted.json';

type Lines = Pick<KeptComparison, 'lines'>;

/** Production's rows by the values of some columns, as far as they were counted. */
export async function keptCounts(
  { lines }: Lines,
  incident: Pick<PlanningIncident, 'rows'>,
): Promise<CountedColumns> {
  return readCounted(await textOf(countsFile, incident), lines);
}

export async function saveCounts(
  counted: CountedColumns,
  { lines }: Lines,
  incident: Pick<PlanningIncident, 'saveRows'>,
): Promise<void> {
  await incident.saveRows(countsFile, [countedText(counted, lines)]);
}

/**
 * Counts production's rows for the charts of a review, in the snapshot that was compared, as many columns as
 * cost little beside the comparison itself. The last that the snapshot is used for.
 * @param seconds How long the comparison took.
 */
export async function countCheaply(
  { table, lines }: Pick<StoredComparison, 'table' | 'lines'>,
  { counter, seconds }: { readonly counter: ValueCounter; readonly seconds: number },
  incident: Pick<PlanningIncident, 'saveRows'>,
  signal: AbortSignal,
): Promise<void> {
  const counted = new Map<string, CountedValues>();
  try {
    for await (const [position, values] of cheapCounts(table, { counter, seconds }, signal)) {
      counted.set(table.columns[position]?.name ?? '', values);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    // The server broke it off, as when it takes longer than was thought: the comparison is whole without it.
  }
  if (counted.size > 0) {
    await saveCounts(counted, { lines }, incident);
  }
}

/** What counting may add to a comparison, of its own time; of a short one so many seconds. */
const part = 0.03;
const least = 0.25;
/** What a server takes for a row at most, unless it is very busy. */
const secondsARow = 0.4e-6;
const mostColumns = 8;

async function* cheapCounts(
  table: StoredComparison['table'],
  { counter, seconds }: { readonly counter: ValueCounter; readonly seconds: number },
  signal: AbortSignal,
): AsyncGenerator<readonly [position: number, values: CountedValues]> {
  let left = Math.max(least, seconds * part);
  const columns = chartColumns(table).slice(0, mostColumns);
  let expected = columns.length === 0 ? 0 : (await counter.estimatedRows(signal)) * secondsARow;
  for (const position of columns) {
    if (expected > left) {
      return;
    }
    const begun = performance.now();
    const values = await counter.countBy(position, { within: left }, signal);
    const took = (performance.now() - begun) / 1000;
    left -= took;
    expected = Math.max(took, 0.001);
    if (values) {
      yield [position, values];
    }
  }
}
