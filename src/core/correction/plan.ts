import type { Cell, Column, Key, Row, TableId, TableKind } from '../catalog/table';
import type { ChildrenConsent } from './lostChildren';
import type { ServerAddress } from './serverAddress';

/** Which production, which database, which table: what a plan is bound to. */
export interface TableIdentity {
  readonly systemIdentifier: string;
  readonly databaseOid: string;
  readonly database: string;
  /** The database's, as PostgreSQL calls it. Undefined where nobody kept it. */
  readonly encoding?: string | undefined;
  readonly tableOid: string;
  readonly table: TableId;
  /** Where it was compared. Undefined where nobody kept it. */
  readonly address?: ServerAddress | undefined;
}

/**
 * What a correction writes into and what it checks: all of the live table's columns, first those
 * compared ({@link ComparedTable.columns}), then those that only production has.
 */
export interface PlannedTable {
  readonly identity: TableIdentity;
  readonly kind: TableKind;
  readonly columns: readonly Column[];
  /** Positions in {@link columns}. */
  readonly key: readonly [number, ...number[]];
}

/** A row of which some cells are not known beforehand (`undefined`); those are not checked. */
export type KnownRow = readonly (Cell | undefined)[];

/**
 * What to do to one live row. `seen` is the whole live row that the plan was made from, in the order
 * of the planned table's columns; a row that is no longer so is not touched. An insert names the
 * columns it writes, its key among them; the others take their defaults.
 */
export type Correction<Seen extends KnownRow = Row> =
  | { readonly action: 'insert'; readonly key: Key; readonly set: readonly SetCell[] }
  | {
      readonly action: 'update';
      readonly key: Key;
      readonly seen: Seen;
      readonly set: readonly SetCell[];
    }
  | { readonly action: 'delete'; readonly key: Key; readonly seen: Seen };

export interface SetCell {
  /** Position in the planned table's columns. */
  readonly column: number;
  readonly value: Cell;
}

export interface ActionCounts {
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
}

/** Corrections of one table: deletes, then updates, then inserts, each in key order. Never empty. */
export interface CorrectionPlan<Seen extends KnownRow = Row> {
  readonly id: string;
  readonly table: PlannedTable;
  readonly corrections: readonly Correction<Seen>[];
  /** Present where all of the table is put back: every difference, and deletes with what they take along. */
  readonly wholeTable?: WholeTable | undefined;
}

export interface WholeTable {
  readonly children: readonly ChildrenConsent[];
}

export function countActions(corrections: readonly Correction<KnownRow>[]): ActionCounts {
  const known = counted.get(corrections);
  if (known) {
    return known;
  }
  const counts = { insert: 0, update: 0, delete: 0 };
  for (const { action } of corrections) {
    counts[action]++;
  }
  counted.set(corrections, counts);
  return counts;
}

/** Each walk over the many rows of a plan costs milliseconds, and most plans have rows of one action only. */
const counted = new WeakMap<readonly Correction<KnownRow>[], ActionCounts>();

/** Those of one action, in their order. */
export function withAction(
  corrections: readonly Correction[],
  wanted: Correction['action'],
): readonly Correction[] {
  const counts = countActions(corrections);
  return counts[wanted] === corrections.length
    ? corrections
    : counts[wanted] === 0
      ? []
      : corrections.filter(({ action }) => action === wanted);
}

export function sumOf(all: readonly ActionCounts[]): ActionCounts {
  const sum = { insert: 0, update: 0, delete: 0 };
  for (const counts of all) {
    sum.insert += counts.insert;
    sum.update += counts.update;
    sum.delete += counts.delete;
  }
  return sum;
}

/** Never below zero. */
export function countsLeft(all: ActionCounts, done: ActionCounts): ActionCounts {
  return {
    insert: Math.max(0, all.insert - done.insert),
    update: Math.max(0, all.update - done.update),
    delete: Math.max(0, all.delete - done.delete),
  };
}

export function rowsIn({ insert, update, delete: deleted }: ActionCounts): number {
  return insert + update + deleted;
}

declare const confirmed: unique symbol;
/** A plan whose table the operator has named; only this can be written to production. */
export type ConfirmedPlan = CorrectionPlan & { readonly [confirmed]: true };
