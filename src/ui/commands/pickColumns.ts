import type * as vscode from 'vscode';
import { ownKeys, type Table, tableLabel } from '../../core/catalog/table';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import { expectedKey } from '../../core/diff/expectedKey';
import { type ColumnPair, nameInBackup } from '../../core/diff/matchedColumns';
import { chosen } from '../chosen';
import { columnsIn } from '../columnSettings';
import { pickMany } from '../asking';
import type { PickItem } from '../shownTexts';

/** What is known of the columns before the table is compared. */
export interface KnownColumns {
  readonly live: Table;
  /** What the backup calls its columns; undefined where it does not tell before the restore. */
  readonly backup: readonly string[] | undefined;
  /** The columns of each of the backup's keys, by its names; undefined as above. */
  readonly backupKeys: readonly (readonly string[])[] | undefined;
  /** Columns that have another name on either side. */
  readonly map: readonly ColumnPair[];
}

export interface PickedColumns {
  readonly choice: ColumnChoice;
  /** By production's names; undefined where rows are compared without a key, as far as is known. */
  readonly key: readonly string[] | undefined;
}

/**
 * What only the operator knows of the table: its key where it has none, what makes a row the same thing. The columns
 * to be ignored are those of the settings.
 */
export async function pickColumns(known: KnownColumns): Promise<PickedColumns> {
  const ownKey = ownKeyOf(known);
  const named = ownKey ? undefined : await pickKey(known.live, backupKeyOf(known));
  return withIdentity(known, { named, key: named ?? ownKey });
}

/** By other columns than the table's key, which may tell rows apart wrongly. None named: as before. */
export async function pickOtherColumns(
  known: KnownColumns,
  before: PickedColumns,
): Promise<PickedColumns> {
  const named = await pickOtherKey(known, before.key);
  return named ? withIdentity(known, { named, key: named }, before.choice.identity) : before;
}

/** Once the columns are matched otherwise: the backup's key may be other columns of production then. */
export async function withMatches(
  known: KnownColumns,
  { choice, key }: PickedColumns,
): Promise<PickedColumns> {
  return ownKeyOf(known) ? { key, choice: { ...choice, map: known.map } } : pickColumns(known);
}

/** Production's, unless the backup is known to lack its columns. */
function ownKeyOf({ live, backup, backupKeys, map }: KnownColumns): readonly string[] | undefined {
  const [own] = ownKeys(live);
  const expected = expectedKey(live, { columns: backup, keys: backupKeys }, map);
  return own && expected !== 'none' ? (expected === 'unknown' ? own : expected) : undefined;
}

/** By production's names, the key of the backup which production could be compared by. */
function backupKeyOf({ live, backupKeys, map }: KnownColumns): BackupKey {
  if (!backupKeys) {
    return 'unknown';
  }
  const liveName = (name: string): string =>
    map.find(({ backup }) => backup === name)?.live ?? name;
  const names = live.columns.map(({ name }) => name);
  return (
    backupKeys
      .map((key) => key.map(liveName))
      .find((key) => key.every((name) => names.includes(name))) ?? 'none'
  );
}

type BackupKey = readonly string[] | 'none' | 'unknown';

/**
 * @param backupKey That of the backup, which counts where none is named.
 * @returns Undefined where none is known: then rows are counted with their copies, unless the backup turns out to
 * have a key.
 */
export async function pickKey(
  live: Table,
  backupKey: BackupKey = 'none',
): Promise<readonly string[] | undefined> {
  const label = tableLabel(live.id);
  const picked = await pickNames(named(live.columns), {
    title:
      backupKey === 'none'
        ? `${label} has no key: what tells its rows apart?`
        : `${label} has no key in production: what tells its rows apart?`,
    placeHolder: `Columns that together do; it is checked on both sides. None: ${withoutNames(backupKey)}`,
  });
  return picked ?? (typeof backupKey === 'string' ? undefined : backupKey);
}

function withoutNames(backupKey: BackupKey): string {
  switch (backupKey) {
    case 'none':
      return 'rows are only counted, none can be corrected.';
    case 'unknown':
      return 'the backup’s key; where it has none either, rows are only counted.';
    default:
      return `the backup’s key (${backupKey.join(', ')}).`;
  }
}

/** Of the columns that both sides have. */
function pickOtherKey(
  { live, backup, map }: KnownColumns,
  key: readonly string[] = [],
): Promise<readonly string[] | undefined> {
  const ofBoth = live.columns.filter(
    ({ name }) => !backup || nameInBackup(name, { pairs: map, backup }) !== undefined,
  );
  return pickNames(named(ofBoth, { picked: key }), {
    title: `Compare ${tableLabel(live.id)} by other columns: what tells its rows apart?`,
    placeHolder: 'Columns that together do; rows that have the same in all of them are conflicts.',
  });
}

interface PickedKey {
  /** What the operator says, where it is not the table's own. */
  readonly named: readonly string[] | undefined;
  readonly key: readonly string[] | undefined;
}

/** Asks what makes a row the same thing, where it is told by a key. */
async function withIdentity(
  { live, map }: KnownColumns,
  { named: said, key }: PickedKey,
  before?: readonly string[],
): Promise<PickedColumns> {
  const ignore = ignoredIn(live, key ?? []);
  const identity = key && (await pickIdentity(live, key, before));
  return { choice: { key: said, map, ignore, identity }, key };
}

/** A column that is gone, or by which rows are told apart, is not ignored whatever is set. */
function ignoredIn({ id, columns }: Table, keyColumns: readonly string[]): readonly string[] {
  const may = columns.map(({ name }) => name).filter((name) => !keyColumns.includes(name));
  return (columnsIn('ignoredColumns', id) ?? []).filter((name) => may.includes(name));
}

/** Undefined where none is named: then no key is known to be reused. */
function pickIdentity(
  { id, columns }: Table,
  key: readonly string[],
  picked?: readonly string[],
): Promise<readonly string[] | undefined> {
  const others = columns.filter(({ name }) => !key.includes(name));
  return pickNames(named(others, { picked }), {
    title: `Compare ${tableLabel(id)}: identity (optional)`,
    placeHolder:
      'Columns that never change while a row is the same thing; where they differ, its key was reused. None: just continue.',
  });
}

/** Undefined where none is ticked. */
async function pickNames(
  items: readonly PickItem[],
  asked: Pick<vscode.QuickPickOptions, 'title' | 'placeHolder'>,
): Promise<readonly string[] | undefined> {
  const options = { ...asked };
  const picked = chosen(await pickMany(items, options));
  return picked.length === 0 ? undefined : picked.map(({ label }) => label);
}

function named(
  columns: Table['columns'],
  { picked = [] }: { readonly picked?: readonly string[] | undefined } = {},
): readonly PickItem[] {
  return columns.map(({ name, type }) => ({
    ...{ label: name, isName: true },
    description: type.label,
    picked: picked.includes(name),
  }));
}
