import { type TableId, tableLabel } from '../../core/catalog/table';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { chosen } from '../chosen';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';
import type { ConnectionProfile } from './profiles';
import { pickOne } from '../asking';

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
export async function liveTable(services: UiServices, node: unknown): Promise<LiveTable> {
  const { profiles } = services;
  const named = subjectOf(node, 'liveTable');
  const connection = subjectOf(node, 'connection')?.profile;
  const profile =
    named?.profile ?? connection ?? (await pickProduction(profiles, 'Which production?'));
  const settings = await profiles.settings(profile);
  const table = named?.table ?? (await pickTable(settings, services));
  return { profile, settings, table };
}

async function pickTable(settings: ConnectionSettings, { tasks }: UiServices): Promise<TableId> {
  const { schemasOf } = await import('../../engine/catalogue');
  const schemas = await tasks.run('Listing the tables', ({ work }) =>
    schemasOf(settings, work.signal),
  );
  const items = schemas
    .flatMap(({ tables }) => tables)
    .map(({ id }) => ({ label: `$(table) ${tableLabel(id)}`, id }));
  return chosen(await pickOne(items, { placeHolder: 'Which table?' })).id;
}
