import type { RowCounts, SideRows } from '../comparison';
import type { Difference, Differences } from './differences';
import type { KeyHashes } from '../keys/keyHashes';

/** What stands for a row without a key: its hashes under two salts, as decimal text. */
export type RowHashes = readonly [first: string, second: string];

/** How many more copies of one row a side has than the other. */
export interface Surplus {
  readonly kind: 'missing' | 'extra';
  readonly rows: number;
}

/** @param difference Of two multisets: what would be a row's hash is how many copies there are. */
export function surplusOf({
  backupHash,
  liveHash,
}: Pick<Difference, 'backupHash' | 'liveHash'>): Surplus {
  return backupHash > liveHash
    ? { kind: 'missing', rows: Number(backupHash - liveHash) }
    : { kind: 'extra', rows: Number(liveHash - backupHash) };
}

/** What stands for the row, which the two sides have in different numbers. */
export function rowHashesOf({ key: [first = '', second = ''] }: Difference): RowHashes {
  return [first, second];
}

/** How many rows the batch stands for, with all their copies. */
export function rowsIn({ hashes: copies }: KeyHashes): number {
  return Number(copies.reduce((sum, count) => sum + count, 0n));
}

/** Nothing is changed or in conflict where rows have no key: they are there as often, or not. */
export async function multisetCounts(differences: Differences, rows: SideRows): Promise<RowCounts> {
  const more = { missing: 0, extra: 0 };
  for await (const difference of differences) {
    const { kind, rows: copies } = surplusOf(difference);
    more[kind] += copies;
  }
  const { backup, live } = rows;
  return {
    ...{ backup, live, identical: backup - more.missing, ...more },
    ...{ changed: 0, conflicts: 0, liveConflicts: 0 },
  };
}
