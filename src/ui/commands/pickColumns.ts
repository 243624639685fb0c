import * as vscode from 'vscode';
import { type Table, type TableId, tableLabel } from '../../core/catalog/table';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import { productionTable } from '../../engine/reviewing';
import { chosen } from '../chosen';
import type { ConnectionProfile } from '../connections/profiles';
import type { UiServices } from '../services';

/** What only the operator knows of the table: its key where it has none, and what makes a row the same thing. */
export async function pickColumns(
  services: UiServices,
  { profile, table }: { readonly profile: ConnectionProfile; readonly table: TableId },
): Promise<ColumnChoice> {
  const settings = await services.profiles.settings(profile);
  const live = await services.tasks.run(`Looking at ${tableLabel(table)}`, (host) =>
    productionTable(settings, table, host.work.signal),
  );
  const key = live.keys.length > 0 ? undefined : await pickKey(live);
  const keyColumns = key ?? live.keys[0] ?? [];
  return { key, identity: await pickIdentity(live, keyColumns) };
}

async function pickKey(live: Table): Promise<readonly string[]> {
  return chosen(
    await vscode.window.showQuickPick(named(live, []), {
      canPickMany: true,
      ignoreFocusOut: true,
      title: `${tableLabel(live.id)} has no key`,
      placeHolder:
        'Columns that together tell its rows apart; whether they do is checked on both sides.',
    }),
  ).map(({ label }) => label);
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
