import type { WritingTransaction } from '../diff/storedTransactions';

/** What a qualification found, as far as a journal says it: counts and names, but no value of a row. */
export interface NotedFigures {
  /** Production had no such table; absent where it had. */
  readonly gone?: { readonly table: string; readonly database: string };
  /** Absent where nobody could count. */
  readonly rows?: number;
  /** They are the catalogue's estimate. */
  readonly isEstimate?: true;
  /** The newest healthy dump, as far as anything told. */
  readonly dump?: { readonly path: string; readonly createdAt: string; readonly rows?: number };
  /** A range of days, of which the first after it is told, with fewer rows than that dump has. */
  readonly hole?: {
    readonly column: string;
    readonly from: string;
    readonly to: string;
    readonly rows: number;
  };
  /** Which wrote many of the rows as they were then, the latest first. */
  readonly transactions: readonly WritingTransaction[];
  readonly checksFailed: number;
  /** Sessions that were writing. */
  readonly writing: number;
}
