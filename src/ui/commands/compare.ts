import path from 'node:path';
import { ownKeys, tableLabel } from '../../core/catalog/table';
import type { DumpOrigin } from '../../core/correction/planFile';
import { RecoveryError } from '../../core/errors';
import { dumpsIn } from '../../engine/dumpListing';
import { tableIn } from '../../engine/production';
import { runComparison } from '../../engine/reviewing';
import type { ScratchOnServer } from '../../engine/scratch';
import { keptVerificationOf } from '../dumps/keptVerificationOf';
import { newIncidentFolder } from '../incidents/incidentFolders';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { comparisonSettings, rowsReach } from '../settings';
import { pickComparison } from './pickComparison';
import { restoredTable, withRestored } from './restoredTable';

/**
 * Compares a table that was restored already with production. The scratch database stays.
 * @returns The new incident's folder.
 */
export async function compare(services: UiServices, node: unknown): Promise<string> {
  const restored = await restoredTable(services, node);
  const { database, table } = restored;
  const profile = await pickProduction(services.profiles, 'Which production is it compared with?');
  const out = await newIncidentFolder(table, new Date());
  const live = await services.profiles.settings(profile);
  const inBackup = await services.tasks.run('Looking at the restored table', (host) =>
    withRestored(restored, host, (backup) => tableIn(backup, table, host.work.signal)),
  );
  const { columns, scope } = await pickComparison(services, {
    ...{ profile, table },
    backup: inBackup.columns.map(({ name }) => name),
    backupKeys: ownKeys(inBackup),
  });
  const dump = await originOf(database, services);
  const verified = await keptVerificationOf(dump.path, services);
  const title = `Comparing ${tableLabel(table)} with ${profile.name}`;
  const { incident } = await services.tasks.run(title, (host) =>
    withRestored(restored, host, (backup) =>
      runComparison(
        {
          backup,
          live,
          table,
          dump,
          verified,
          columns,
          scope,
          out,
          rows: rowsReach(),
          ...comparisonSettings(),
        },
        host,
      ),
    ),
  );
  services.refresh();
  return incident.path;
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
