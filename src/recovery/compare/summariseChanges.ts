import type { Column } from '../../core/catalog/table';
import { type Pattern, PatternCounter, type SharedShape } from '../../core/diff/found/patterns';
import type { DifferingRow, RowChange, StaleRow } from '../../core/diff/rows/rowChange';
import type { WritingTransaction } from '../../core/diff/storedTransactions';
import type { Comparison } from './compareTable';
import type { Snapshot } from '../ports/snapshot';
import { TransactionCounter } from './writingTransactions';

/** What needs every cell of the differences. */
export interface ChangeSummary {
  /** Changed rows by column, for the columns that changed in any. */
  readonly byColumn: Readonly<Record<string, number>>;
  readonly patterns: readonly Pattern[];
  /** What rows of several patterns have in common. */
  readonly sharedShapes: readonly SharedShape[];
  readonly transactions: readonly WritingTransaction[];
  /** Changed rows whose identity columns differ. */
  readonly reused: number;
  /** Changed rows that are equal by type and only written differently. */
  readonly sameValue: number;
  /** Rows with a value too large to be read: shown by a digest, not to be corrected here. */
  readonly unread: number;
  /** Rows that moved on before they were read: not among the others here. */
  readonly stale: number;
  /** Rows in conflict that were read; there may be more. */
  readonly conflicts: number;
}

/** Counts over changes as they pass, so that one reading serves several ends. */
export class ChangeCounter {
  private readonly byColumn = new Map<number, number>();
  private readonly transactions = new TransactionCounter();
  private readonly patterns: PatternCounter;
  private reused = 0;
  private sameValue = 0;
  private unread = 0;
  private stale = 0;
  private conflicts = 0;

  constructor(private readonly columns: readonly Column[]) {
    this.patterns = new PatternCounter(columns);
  }

  add(change: DifferingRow | StaleRow): void {
    if (change.kind === 'stale') {
      this.stale += 1;
      return;
    }
    if (change.kind === 'conflict') {
      this.conflicts += 1;
      return;
    }
    this.unread += change.unread ? 1 : 0;
    this.transactions.add(change);
    if (change.kind === 'changed') {
      this.reused += change.reused ? 1 : 0;
      this.sameValue += change.sameValue ? 1 : 0;
      this.patterns.add(change);
      for (const position of change.columns) {
        increase(this.byColumn, position);
      }
    }
  }

  async summary(live: Snapshot, signal: AbortSignal): Promise<ChangeSummary> {
    const byColumn = [...this.byColumn].sort(([, a], [, b]) => b - a);
    return {
      byColumn: Object.fromEntries(
        byColumn.map(([position, rows]) => [this.columns[position]?.name ?? '', rows]),
      ),
      patterns: this.patterns.patterns(),
      sharedShapes: this.patterns.shared(),
      transactions: await this.transactions.transactions(live, signal),
      ...{ reused: this.reused, sameValue: this.sameValue, unread: this.unread },
      ...{ stale: this.stale, conflicts: this.conflicts },
    };
  }
}

/** Reads all changes to their end and counts them. */
export async function summariseChanges(
  changes: AsyncIterable<RowChange | StaleRow>,
  { table }: Pick<Comparison, 'table'>,
  live: Snapshot,
  signal: AbortSignal,
): Promise<ChangeSummary> {
  const counter = new ChangeCounter(table.columns);
  for await (const change of changes) {
    counter.add(change);
  }
  return counter.summary(live, signal);
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
