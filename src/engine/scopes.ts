import type { Column, Table } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import { comparedTable, matchedTable } from '../core/diff/comparedTable';
import { expectedKey } from '../core/diff/expectedKey';
import { type ColumnPair, nameInBackup } from '../core/diff/matchedColumns';
import { readKeyList } from '../core/diff/keys/keyLines';
import { checkScope, type Scope } from '../core/diff/scope';
import { linesOf } from '../files/lineFile';
import { openSnapshot } from '../postgres/compare/snapshot';
import type { ConnectionSettings } from '../recovery/connectionSettings';

export interface AskedScope {
  readonly table: TableName;
  /** The key's columns, where the operator has named them. */
  readonly key: readonly string[] | undefined;
  readonly scope: Scope;
  /** What the dump calls the table's columns; undefined where that is not known. */
  readonly backup?: readonly string[] | undefined;
  /** The columns of each of its keys, as the dump calls them; undefined as above. */
  readonly backupKeys?: readonly (readonly string[])[] | undefined;
  /** Columns that were renamed since. */
  readonly map?: readonly ColumnPair[] | undefined;
}

/**
 * Has production read a scope before anything is restored or compared. Of a list of keys nothing is read where it
 * is not known of which columns they are: the comparison does it first.
 * @throws {RecoveryError} `usage`, with what is wrong with it; those of finding the table.
 */
export async function tryScope(
  live: ConnectionSettings,
  { table, key, scope, ...known }: AskedScope,
  signal: AbortSignal,
): Promise<void> {
  if (scope.rows === 'all') {
    return;
  }
  const snapshot = await openSnapshot(live, signal);
  try {
    const found = await snapshot.findTable(table, signal);
    const backup = expectedBackup(found, known);
    const settled = key ?? keyOf(found, known);
    if (scope.rows === 'matching' && typeof settled === 'string') {
      checkScope(scope, 0);
      const matched = matchedTable(backup, found, {});
      const hashings = [noHashing, noHashing] as const;
      const rows = snapshot.readWithoutKey({ table: matched, side: 'live', hashings });
      await rows.settleScope(scope, signal);
      return;
    }
    if (settled === 'unknown') {
      return;
    }
    const compared = comparedTable(backup, found, settled === 'none' ? {} : { key: settled });
    checkScope(scope, compared.key.length);
    const { hashes } = snapshot.read({ table: compared, side: 'live', hashing: noHashing });
    await hashes.settleScope(scope, signal);
  } finally {
    await snapshot.close();
  }
}

function keyOf(
  live: Table,
  { backup, backupKeys, map }: Omit<AskedScope, 'table' | 'key' | 'scope'>,
): ReturnType<typeof expectedKey> {
  return expectedKey(live, { columns: backup, keys: backupKeys }, map);
}

/**
 * Production's table without the columns that the dump is known not to have. Where that is not known, what
 * is restored later has the same columns, or is refused then.
 */
function expectedBackup(
  live: Table,
  { backup: names, map = [] }: Pick<AskedScope, 'backup' | 'map'>,
): Table {
  if (!names) {
    return live;
  }
  const isThere = ({ name }: Column): boolean =>
    nameInBackup(name, { pairs: map, backup: names }) !== undefined;
  return { ...live, columns: live.columns.filter(isThere) };
}

/** No row is hashed where only a scope is read. */
const noHashing = { form: 'sha256', salt: 0n } as const;

/** The scope of the keys that a file lists. @throws {RecoveryError} `usage`. */
export async function keysInFile(path: string): Promise<Scope> {
  return { rows: 'keys', keys: readKeyList(await linesOf(path)) };
}
