import path from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import type { DumpOrigin } from '../../core/correction/planFile';
import { RecoveryError } from '../../core/errors';
import { withConnections } from '../../engine/connections';
import { dumpsIn } from '../../engine/dumpListing';
import { runComparison } from '../../engine/reviewing';
import { listScratch, type ScratchOnServer } from '../../engine/scratch';
import * as vscode from 'vscode';
import { chosen } from '../chosen';
import { newIncidentFolder } from '../incidents/incidentFolders';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';

/**
 * Compares a table that was restored into the private server with production. The scratch database stays.
 * @returns The new incident's folder.
 */
export async function compare(services: UiServices, node: unknown): Promise<string> {
  const scratch = await restoredDatabase(services, subjectOf(node, 'scratchDatabase')?.name);
  const { table } = scratch.origin;
  const profile = await pickProduction(services.profiles, 'Which production is it compared with?');
  const out = await newIncidentFolder(table, new Date());
  const live = await services.profiles.settings(profile);
  const dump = await originOf(scratch, services);
  const title = `Comparing ${tableLabel(table)} with ${profile.name}`;
  const { incident } = await services.tasks.run(title, (host) =>
    withConnections(host, async (connections) => {
      const backup = await connections.connection(scratch.conn);
      return runComparison({ ...{ backup, live, table, dump, out }, columns: {} }, host);
    }),
  );
  services.refresh();
  return incident.path;
}

async function restoredDatabase(
  services: UiServices,
  name: string | undefined,
): Promise<ScratchOnServer> {
  const listed = await services.tasks.run('Looking at the scratch databases', (host) =>
    listScratch(undefined, host),
  );
  const complete = listed.filter(({ state }) => state === 'complete');
  const named = complete.find((database) => database.name === name);
  if (named) {
    return named;
  }
  if (complete.length === 0) {
    throw new RecoveryError('usage', 'No table is restored in scratch.', {
      hint: 'Restore one first, or let PRA: Recover Table do both.',
    });
  }
  const items = complete.map((database) => ({
    label: `$(beaker) ${tableLabel(database.origin.table)}`,
    description: database.origin.dump,
    database,
  }));
  return chosen(await vscode.window.showQuickPick(items, { placeHolder: 'Which restored table?' }))
    .database;
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
