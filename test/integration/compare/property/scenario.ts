import type { Manner } from './manners';

/** A table on both sides, and what became of its rows: plain data, so that a case can be kept. */
export interface Scenario {
  readonly rows: number;
  /** How many rows are alike, where no key tells them apart. */
  readonly copies: number;
  readonly key: readonly KeyColumn[];
  readonly proof: Proof;
  readonly columns: readonly ValueColumn[];
  readonly changes: readonly Change[];
  readonly layout: Layout;
  readonly scope: Scope | undefined;
  /** Positions in {@link columns}; one that only one side has is passed over, as in the next. */
  readonly ignored: readonly number[];
  readonly identity: readonly number[];
  readonly renamed: Renamed;
  /** As the program itself chooses, where it is not given. */
  readonly manner?: Manner | undefined;
  /** Whether the program is asked as well, as a process of its own. */
  readonly byProcess?: boolean | undefined;
}

/** Columns of both sides, by position among them: the backup has other names for them. */
export interface Renamed {
  readonly columns: readonly number[];
  /** Each has the name that the next of them has in production. */
  readonly areSwapped: boolean;
}

/**
 * What says that the key is unique: the operator alone where it is `chosen`, which is so of an index with
 * `nulls not distinct`, too; with `none` no key is compared by.
 */
export type Proof =
  'primary key' | 'unique index' | 'backup' | 'live' | 'chosen' | 'nulls not distinct' | 'none';

export interface KeyColumn {
  readonly kind: string;
  /** The type of the live column, where it is another. */
  readonly live?: string;
}

export interface ValueColumn {
  readonly kind: string;
  readonly live: string;
  readonly nullable: boolean;
  readonly on: 'both' | 'backup' | 'live';
}

/** Done on one side to the rows `from` … `to` whose number leaves `phase` when divided by `every`. */
export interface Change {
  readonly side: SideName;
  /**
   * `move`: to another key; `rewrite`: the same key, written otherwise where its type can; `share`: to
   * the key of the row before it, and `forget`: to NULL, both only where no index hinders it.
   */
  readonly kind: 'delete' | 'insert' | 'update' | 'swap' | 'move' | 'rewrite' | 'share' | 'forget';
  readonly every: number;
  readonly phase: number;
  readonly from: number;
  readonly to: number;
  /** For `update`: which column, and by how many places in the list of its type's values. */
  readonly column: number;
  readonly shift: number;
}

export type SideName = 'backup' | 'live';

export interface Layout {
  /** That of the live table's columns, seen from the backup's. */
  readonly order: 'same' | 'reversed' | 'rotated';
  /** By how many places each side's index has the key's columns rotated. */
  readonly keyOrder: Readonly<Record<SideName, number>>;
  /** How many columns the live table once had beside these. */
  readonly dropped: number;
  readonly parts: Readonly<Record<SideName, Parts>>;
  readonly generated: 'neither' | 'both' | SideName;
  /** Computed when read, rather than stored. */
  readonly virtual: boolean;
  readonly fillfactor: number;
}

/**
 * Where a side's rows lie: in `one` table, in a `default` partition alone, in partitions by `list`, `range`
 * or `hash` of the first key column, in partitions of partitions, or half of them in an `heir`; those of
 * production alone in `foreign` partitions on two more servers.
 */
export type Parts = 'one' | 'default' | 'list' | 'range' | 'hash' | 'nested' | 'heir' | 'foreign';

/** A list of keys, or a condition or period, or both. */
export interface Scope {
  readonly condition?: Condition;
  readonly period?: PeriodScope;
  readonly keys?: KeyList;
}

/** Over one column that both sides call alike, key columns first. */
export interface Condition {
  readonly column: number;
  readonly holds: 'some' | 'null' | 'all' | 'none';
}

/** Of a column of its own, from and to so many days since March began. */
export interface PeriodScope extends Readonly<Record<SideName, PeriodType>> {
  readonly from?: number;
  readonly to?: number;
}

export type PeriodType = 'date' | 'timestamp' | 'timestamptz';

/** The first key, and those of all numbers that leave `phase` when divided by `every`, also of rows that are not there. */
export interface KeyList {
  readonly every: number;
  readonly phase: number;
  /** How they are written: as {@link KeyKind.of} has it. */
  readonly form: 0 | 1;
}

/** Whether the operator names the key. */
export function isChosen(proof: Proof): boolean {
  return proof === 'chosen' || proof === 'nulls not distinct';
}

export function mayBeNull(proof: Proof): boolean {
  return isChosen(proof) || proof === 'none';
}

/** Whether rows of a side may have the key of others: no index of that very table hinders it. */
export function mayShare({ proof, layout }: Scenario, side: SideName): boolean {
  return proof === 'chosen' || proof === 'none' || layout.parts[side] === 'heir';
}

/** Whether rows may have a key that does not tell them apart. */
export function mayConflict(scenario: Scenario): boolean {
  const { changes, proof } = scenario;
  return changes.some(
    ({ kind, side }) =>
      (kind === 'share' && mayShare(scenario, side)) || (kind === 'forget' && isChosen(proof)),
  );
}
