import path from 'node:path';
import { type TableId, tableLabel } from '../../core/catalog/table';
import type { DumpOrigin } from '../../core/correction/planFile';
import { wholeTable } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { schemasOf } from '../../engine/catalogue';
import { type ScratchPlace, withConnections } from '../../engine/connections';
import { dumpsIn } from '../../engine/dumpListing';
import { runComparison } from '../../engine/reviewing';
import { listScratch, type ScratchOnServer } from '../../engine/scratch';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import * as vscode from 'vscode';
import { chosen } from '../chosen';
import { scratchPlace } from '../connections/pickScratch';
import { newIncidentFolder } from '../incidents/incidentFolders';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';
import { pickColumns } from './pickColumns';

/**
 * Compares a table that was restored already with production. The scratch database stays.
 * @returns The new incident's folder.
 */
export async function compare(services: UiServices, node: unknown): Promise<string> {
  const restored = await restoredDatabase(services, node);
  const { place, database } = restored;
  const table = database.origin.table ?? (await pickTable(restored, services));
  const profile = await pickProduction(services.profiles, 'Which production is it compared with?');
  const out = await newIncidentFolder(table, new Date());
  const live = await services.profiles.settings(profile);
  const columns = await pickColumns(services, { profile, table });
  const dump = await originOf(database, services);
  const title = `Comparing ${tableLabel(table)} with ${profile.name}`;
  const { incident } = await services.tasks.run(title, (host) =>
    withConnections(host, async (connections) => {
      const { settings } = await connections.scratch(place);
      const backup = { ...settings, database: database.name };
      return runComparison({ backup, live, table, dump, columns, scope: wholeTable, out }, host);
    }),
  );
  services.refresh();
  return incident.path;
}

interface Restored {
  readonly place: ScratchPlace;
  readonly database: ScratchOnServer;
}

async function restoredDatabase(services: UiServices, node: unknown): Promise<Restored> {
  const subject = subjectOf(node, 'scratchDatabase');
  const place = await scratchPlace(services, node, 'Where was the table restored?');
  const listed = await services.tasks.run('Looking at the scratch databases', (host) =>
    listScratch(place, host),
  );
  const complete = listed.filter(({ state }) => state === 'complete');
  const named = complete.find((database) => database.name === subject?.name);
  if (named) {
    return { place, database: named };
  }
  if (complete.length === 0) {
    throw new RecoveryError('usage', 'No table is restored in scratch.', {
      hint: 'Restore one first, or let PRA: Recover Table do both.',
    });
  }
  const items = complete.map((database) => ({
    label: `$(beaker) ${restoredLabel(database.origin)}`,
    description: database.origin.dump,
    database,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which restored table or database?',
  });
  return { place, database: chosen(picked).database };
}

/** Of a database that was restored whole. */
async function pickTable({ place, database }: Restored, { tasks }: UiServices): Promise<TableId> {
  const schemas = await tasks.run('Listing the restored tables', (host) =>
    withConnections(host, async (connections) => {
      const { settings } = await connections.scratch(place);
      return schemasOf({ ...settings, database: database.name }, host.work.signal);
    }),
  );
  const items = schemas
    .flatMap(({ tables }) => tables)
    .map(({ id }) => ({ label: `$(table) ${tableLabel(id)}`, id }));
  return chosen(await vscode.window.showQuickPick(items, { placeHolder: 'Which table?' })).id;
}

/** The scratch database knows its dump's name only; its time is the dump's own, where it is found. */
async function originOf(
  { origin }: ScratchOnServer,
  { dumpFolders }: UiServices,
): Promise<DumpOrigin> {
  for (const folder of dumpFolders.all()) {
    const found = (await dumpsIn(folder)).find((dump) => path.basename(dump.path) === origin.dump);
    if (found && !(found.contents instanceof RecoveryError)) {
      return {
        ...{ path: found.path, createdAt: found.contents.createdAt.from },
        sha256: undefined,
      };
    }
  }
  return { path: origin.dump, createdAt: 'unknown', sha256: undefined };
}
