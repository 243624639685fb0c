import { ownKeys, type Table } from '../catalog/table';
import type { DefinedTable } from '../restore/definedKeys';
import { type ColumnPair, nameInBackup } from './matchedColumns';

/** What a dump tells of the backup's table before it is restored; undefined where it does not. */
export type KnownBackup = Pick<DefinedTable, 'columns' | 'keys'>;

/**
 * By which columns, in production's names, the two sides will be compared where the operator names none; `unknown`
 * where only the restored table tells: which of several, or whether one holds NULL.
 */
export function expectedKey(
  live: Table,
  { columns, keys }: KnownBackup,
  pairs: readonly ColumnPair[] = [],
): readonly string[] | 'none' | 'unknown' {
  const ofBackup = (name: string): string | undefined =>
    columns ? nameInBackup(name, { pairs, backup: columns }) : name;
  const isMatched = (key: readonly string[]): boolean =>
    key.every((name) => ofBackup(name) !== undefined);
  const [own, ...others] = ownKeys(live).filter(isMatched);
  if (own) {
    const isShared = (key: readonly string[]): boolean =>
      keys === undefined || keys.some((other) => isSameKey(key.map(ofBackup), other));
    return !isShared(own) && others.some(isShared) ? 'unknown' : own;
  }
  if (!keys) {
    return 'unknown';
  }
  const names = live.columns.map(({ name }) => name);
  const usable = keys
    .map((key) => key.map((name) => names.find((own) => ofBackup(own) === name)))
    .filter((key) => key.every((name) => name !== undefined));
  const [only, ...more] = usable;
  return more.length > 0 ? 'unknown' : (only ?? 'none');
}

function isSameKey(a: readonly (string | undefined)[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((name) => a.includes(name));
}
