import * as vscode from 'vscode';
import { ownKeys, type Table, type TableId, tableLabel } from '../../core/catalog/table';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import type { ColumnPair } from '../../core/diff/matchedColumns';
import { tableIn } from '../../engine/production';
import { chosen } from '../chosen';
import type { ConnectionProfile } from '../connections/profiles';
import { ignoredColumns } from '../ignoredColumns';
import type { UiServices } from '../services';
import { matchColumns } from './matchColumns';

/** A table of production, with what is known of the backup's. */
export interface PickedTable {
  readonly profile: ConnectionProfile;
  readonly table: TableId;
  /** What the backup calls its columns; undefined where it cannot be told before the restore. */
  readonly backup: readonly string[] | undefined;
  /** The columns of each of the backup's keys, by its names; undefined as above. */
  readonly backupKeys: readonly (readonly string[])[] | undefined;
}

export interface PickedColumns {
  readonly choice: ColumnChoice;
  /** False where rows are compared without a key, as far as is known. */
  readonly hasKey: boolean;
}

/**
 * What only the operator knows of the table: which columns were renamed, its key where it has none, what makes a row
 * the same thing. The columns to be ignored are those of the settings.
 */
export async function pickColumns(
  services: UiServices,
  { profile, table, backup = [], backupKeys = [] }: PickedTable,
): Promise<PickedColumns> {
  const settings = await services.profiles.settings(profile);
  const live = await services.tasks.run(`Looking at ${tableLabel(table)}`, (host) =>
    tableIn(settings, table, host.work.signal),
  );
  const map = await matchColumns(live, backup, services.context.workspaceState);
  const [ownKey] = ownKeys(live);
  const backupKey = keyOfBackup(live, backupKeys, map);
  const key = ownKey ? undefined : await pickKey(live, backupKey);
  const keyColumns = key ?? ownKey;
  const ignore = ignoredIn(live, keyColumns ?? []);
  const identity = keyColumns && (await pickIdentity(live, keyColumns));
  return { choice: { key, map, ignore, identity }, hasKey: keyColumns !== undefined };
}

/** By production's names, that of the backup which production could be compared by. */
function keyOfBackup(
  { columns }: Table,
  keys: readonly (readonly string[])[],
  map: readonly ColumnPair[],
): readonly string[] | undefined {
  const liveName = (name: string): string =>
    map.find(({ backup }) => backup === name)?.live ?? name;
  const names = columns.map(({ name }) => name);
  return keys
    .map((key) => key.map(liveName))
    .find((key) => key.every((name) => names.includes(name)));
}

/**
 * @param backupKey That of the backup, which counts where none is named.
 * @returns Undefined where there is none at all: then rows are counted with their copies.
 */
export async function pickKey(
  live: Table,
  backupKey?: readonly string[],
): Promise<readonly string[] | undefined> {
  const none = backupKey
    ? `the backup’s key (${backupKey.join(', ')}).`
    : 'rows are only counted, none can be corrected.';
  const where = backupKey ? ' in production' : '';
  const picked = chosen(
    await vscode.window.showQuickPick(named(live, []), {
      canPickMany: true,
      ignoreFocusOut: true,
      title: `${tableLabel(live.id)} has no key${where}: what tells its rows apart?`,
      placeHolder: `Columns that together do; it is checked on both sides. None: ${none}`,
    }),
  );
  return picked.length === 0 ? backupKey : picked.map(({ label }) => label);
}

/** A column that is gone, or by which rows are told apart, is not ignored whatever is set. */
function ignoredIn({ id, columns }: Table, keyColumns: readonly string[]): readonly string[] {
  const may = columns.map(({ name }) => name).filter((name) => !keyColumns.includes(name));
  return (ignoredColumns(id) ?? []).filter((name) => may.includes(name));
}

/** Undefined where none is named: then no key is known to be reused. */
async function pickIdentity(
  live: Table,
  keyColumns: readonly string[],
): Promise<readonly string[] | undefined> {
  const picked = chosen(
    await vscode.window.showQuickPick(named(live, keyColumns), {
      canPickMany: true,
      ignoreFocusOut: true,
      title: `Compare ${tableLabel(live.id)}: identity (optional)`,
      placeHolder:
        'Columns that never change while a row is the same thing; where they differ, its key was reused. None: just continue.',
    }),
  );
  return picked.length === 0 ? undefined : picked.map(({ label }) => label);
}

function named(
  { columns }: Table,
  without: readonly string[],
): readonly { readonly label: string; readonly description: string }[] {
  return columns
    .filter(({ name }) => !without.includes(name))
    .map(({ name, type }) => ({ label: name, description: type.label }));
}
