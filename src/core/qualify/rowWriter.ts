import type { WritingTransaction } from '../diff/storedTransactions';

/** A transaction that wrote rows of a table as they are now. */
export interface RowWriter extends WritingTransaction {
  /** Transactions that were begun since. */
  readonly age: number;
}
