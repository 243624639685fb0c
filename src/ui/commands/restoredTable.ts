import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { schemasOf } from '../../engine/catalogue';
import { type ScratchPlace, withConnections } from '../../engine/connections';
import type { EngineHost } from '../../engine/engineHost';
import { listScratch, type ScratchOnServer } from '../../engine/scratch';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { chosen } from '../chosen';
import { scratchPlace } from '../connections/pickScratch';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { pickOne } from '../asking';

/** A table that stands in a scratch database. */
export interface RestoredTable {
  readonly place: ScratchPlace;
  readonly database: ScratchOnServer;
  readonly table: TableId;
}

/**
 * The scratch database and the table in it that the node is of; what it does not say is asked.
 * @throws {RecoveryError} `usage` where nothing is restored that may be meant.
 */
export async function restoredTable(services: UiServices, node: unknown): Promise<RestoredTable> {
  const named = (subjectOf(node, 'liveTable') ?? subjectOf(node, 'dumpTable'))?.table;
  const restored = await restoredDatabase(services, node, named);
  const table = named ?? restored.database.origin.table ?? (await pickTable(restored, services));
  return { ...restored, table };
}

/** Runs with a connection to the scratch database; the private server is let go at the end. */
export function withRestored<T>(
  {
    place,
    database,
  }: Pick<RestoredTable, 'place'> & { readonly database: Pick<ScratchOnServer, 'name'> },
  host: EngineHost,
  use: (backup: ConnectionSettings) => Promise<T>,
): Promise<T> {
  return withConnections(host, async (connections) => {
    const { settings } = await connections.scratch(place);
    return use({ ...settings, database: database.name });
  });
}

type RestoredDatabase = Pick<RestoredTable, 'place' | 'database'>;

async function restoredDatabase(
  services: UiServices,
  node: unknown,
  table: TableId | undefined,
): Promise<RestoredDatabase> {
  const subject = subjectOf(node, 'scratchDatabase');
  const place = await scratchPlace(services, node, 'Where was the table restored?');
  const listed = await services.tasks.run('Looking at the scratch databases', (host) =>
    listScratch(place, host),
  );
  const complete = listed.filter(
    ({ state, origin }) => state === 'complete' && holds(origin, table),
  );
  const named = complete.find((database) => database.name === subject?.name);
  if (named) {
    return { place, database: named };
  }
  if (complete.length === 0) {
    throw new RecoveryError(
      'usage',
      table
        ? `${tableLabel(table)} is not restored in scratch.`
        : 'No table is restored in scratch.',
      { hint: 'Restore one first, or let PRA: Recover Table do both.' },
    );
  }
  const items = complete.map((database) => ({
    label: `$(beaker) ${restoredLabel(database.origin)}`,
    description: database.origin.dump,
    database,
  }));
  const picked = await pickOne(items, {
    placeHolder: 'Which restored table or database?',
  });
  return { place, database: chosen(picked).database };
}

/** A database that was restored whole may hold it. */
function holds({ table }: ScratchOnServer['origin'], wanted: TableId | undefined): boolean {
  return !table || !wanted || tableLabel(table) === tableLabel(wanted);
}

/** Of a database that was restored whole. */
async function pickTable(restored: RestoredDatabase, { tasks }: UiServices): Promise<TableId> {
  const schemas = await tasks.run('Listing the restored tables', (host) =>
    withRestored(restored, host, (backup) => schemasOf(backup, host.work.signal)),
  );
  const items = schemas
    .flatMap(({ tables }) => tables)
    .map(({ id }) => ({ label: `$(table) ${tableLabel(id)}`, id }));
  return chosen(await pickOne(items, { placeHolder: 'Which table?' })).id;
}
