import { type TableId, tableLabel } from '../../core/catalog/table';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import type { ConnectionProfile } from './profiles';
import { pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

/** A table of a production of the operator's. */
export interface LiveTable {
  readonly profile: ConnectionProfile;
  readonly settings: ConnectionSettings;
  readonly table: TableId;
}

/**
 * The table of the node that a command was called on; asked where there is none.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function liveTable(
  services: UiServices,
  node: unknown,
  ask: AskTable = pickTable,
): Promise<LiveTable> {
  const { profiles } = services;
  const named = subjectOf(node, 'liveTable');
  const connection = subjectOf(node, 'connection')?.profile;
  const profile =
    named?.profile ?? connection ?? (await pickProduction(profiles, 'Which production?'));
  const settings = await profiles.settings(profile);
  const table = named?.table ?? (await ask(settings, services));
  return { profile, settings, table };
}

/** Asks for a table of that production. */
export type AskTable = (settings: ConnectionSettings, services: UiServices) => Promise<TableId>;

async function pickTable(settings: ConnectionSettings, services: UiServices): Promise<TableId> {
  const items = (await tablesIn(settings, services)).map(tableItem);
  return chosen(await pickOne(items, { placeHolder: 'Which table?' })).id;
}

export async function tablesIn(
  settings: ConnectionSettings,
  { tasks }: UiServices,
): Promise<readonly TableId[]> {
  const { schemasOf } = await import('../../engine/catalogue');
  const schemas = await tasks.run('Listing the tables', ({ work }) =>
    schemasOf(settings, work.signal),
  );
  return schemas.flatMap(({ tables }) => tables).map(({ id }) => id);
}

export function tableItem(id: TableId): PickItem & { readonly id: TableId } {
  return { label: `$(table) ${tableLabel(id)}`, isName: true, id };
}
