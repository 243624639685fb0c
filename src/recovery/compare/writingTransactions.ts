import type { RowInIncident } from '../../core/diff/rows/rowChange';
import type { KeptComparison } from '../../core/diff/storedComparison';
import {
  readTransactions,
  transactionLines,
  type WritingTransaction,
} from '../../core/diff/storedTransactions';
import { RecoveryError } from '../../core/errors';
import type { PlanningIncident } from '../ports/planningIncident';
import type { Snapshot } from '../ports/snapshot';

const transactionsFile = 'transactions.jsonl';

/** Counts the rows of each production transaction over rows as they pass. */
export class TransactionCounter {
  private readonly rows = new Map<string, number>();

  add(row: RowInIncident): void {
    const xid = row.kind === 'changed' || row.kind === 'extra' ? row.xid : '0';
    // A row of another server has none.
    if (xid !== '0') {
      this.rows.set(xid, (this.rows.get(xid) ?? 0) + 1);
    }
  }

  /**
   * The one with most rows first.
   * @param known Of before: production forgets commit times, too.
   */
  async transactions(
    live: Pick<Snapshot, 'commitTimes'>,
    signal: AbortSignal,
    known: readonly WritingTransaction[] = [],
  ): Promise<readonly WritingTransaction[]> {
    const before = new Map(known.map(({ xid, committedAt }) => [xid, committedAt]));
    const others = [...this.rows.keys()].filter((xid) => before.get(xid) === undefined);
    const times = await live.commitTimes(others, signal);
    return [...this.rows]
      .sort(([, a], [, b]) => b - a)
      .map(([xid, rows]) => {
        const committedAt = times.get(xid) ?? before.get(xid);
        return { xid, ...(committedAt === undefined ? {} : { committedAt }), rows };
      });
  }
}

export async function saveTransactions(
  transactions: readonly WritingTransaction[],
  { lines }: Pick<KeptComparison, 'lines'>,
  incident: Pick<PlanningIncident, 'saveRows'>,
): Promise<void> {
  await incident.saveRows(transactionsFile, transactionLines(transactions, lines));
}

/** What was kept of who wrote these very rows; none in incidents of before it was, or where it was lost. */
export async function keptTransactions(
  { lines }: Pick<KeptComparison, 'lines'>,
  incident: Pick<PlanningIncident, 'rows'>,
): Promise<readonly WritingTransaction[]> {
  try {
    return (await readTransactions(incident.rows(transactionsFile), lines)) ?? [];
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'incident-unreadable') {
      return [];
    }
    throw error;
  }
}
