import type { NotedChange } from '../incident/notedPatterns';

/** A way of putting a damaged table right, without a value of any row. */
export type StrategyIs =
  /** The whole table becomes as the backup has it. */
  | { readonly kind: 'replace' }
  /** All that is missing or changed, where only a part was compared: by a condition, a period, or keys. */
  | { readonly kind: 'part' }
  /** All damage, and nothing that others wrote after the dump. */
  | { readonly kind: 'keep-later' }
  /** Rows with a date from `from` up to, but not including, `to`; on either side. */
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly from: string;
      readonly to: string;
    }
  /** Rows that have one value in the column, on either side. */
  | { readonly kind: 'value'; readonly column: string }
  /** Rows that changed alike; of `column` alone, whatever else changed in them. */
  | { readonly kind: 'pattern'; readonly changes: readonly NotedChange[]; readonly more?: true }
  /** Rows that one transaction wrote. */
  | { readonly kind: 'transaction'; readonly xid: string; readonly committedAt?: string };

/** Rows that a strategy writes, and what becomes of the others. */
export interface StrategyFigures {
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
  /** Updated rows whose version in production others wrote after the dump: it is gone then. */
  readonly overwritten: number;
  /** Deleted rows that others wrote after the dump. */
  readonly lost: number;
  /** Rows of other tables that refer to deleted ones. */
  readonly children: number;
  /** Damaged rows that stay as they are. */
  readonly left: number;
  /** Rows that it means and does not take, as each needs a decision of its own: stale, blocked, of a reused key. */
  readonly apart: number;
}

export interface WeighedStrategy {
  /** By which it is chosen: `replace`, `part`, `keep-later`, `range`, `value`, or a group's id (`p-1`, `t-812`). */
  readonly name: string;
  readonly is: StrategyIs;
  readonly figures: StrategyFigures;
}

/** What a transaction wrote of the rows that differ. */
export interface Writer {
  readonly xid: string;
  readonly rows: number;
  readonly committedAt?: string;
}

/** From what the strategies' figures follow. */
export interface WeighedFrom {
  /** When production was read, by its clock, ISO 8601; undefined in incidents of before it was kept. */
  readonly comparedAt: string | undefined;
  /** What was compared, where not the whole table. */
  readonly scope: string | undefined;
  /** Transactions that are taken for the damage; none where nobody can tell. */
  readonly damagedBy: readonly Writer[];
  /** Rows that are taken for damaged, and those that others wrote after the dump. */
  readonly damaged: number;
  readonly later: number;
}
