import path from 'node:path';
import * as vscode from 'vscode';
import { drillReport } from '../../core/drill/drillReport';
import { RecoveryError } from '../../core/errors';
import { withConnections } from '../../engine/connections';
import { type DrillDone, runDrill } from '../../engine/drill';
import { assumedZone } from '../../engine/dumpRanking';
import { inLanguage } from '../../french/sentences';
import { foundChecks } from '../checks/checksFolder';
import { chosen } from '../chosen';
import { pickScratch } from '../connections/pickScratch';
import { zoneOfFolder } from '../dumps/dumpZones';
import { allowingProductionServer } from '../connections/productionServers';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { complain, inform, pickName } from '../asking';

/** Proves that the newest dump of a folder is usable, and shows the page about it. Touches no production. */
export async function recoveryDrill(services: UiServices, node: unknown): Promise<void> {
  const folder = subjectOf(node, 'dumpFolder')?.folder ?? (await pickFolder(services));
  const order = {
    ...{ folder, tables: [], allowSuperuser: false, maxAge: maxAge() },
    zone: assumedZone(zoneOfFolder(folder)),
    checks: await foundChecks(),
    scratch: await pickScratch(services.profiles, 'Where is the dump to be restored for a moment?'),
  };
  const done = await allowingProductionServer(services.profiles, (productions) =>
    services.tasks.run(`Recovery drill on ${path.basename(folder)}`, (host) =>
      withConnections(host, (connections) =>
        runDrill({ ...order, productions }, connections, host),
      ),
    ),
  );
  const language = vscode.env.language.startsWith('fr') ? 'fr' : 'en';
  const page = drillReport(done.drill, {
    ...{ language, said: inLanguage(language), tool: services.program().tool },
  });
  await services.pages.preview(`Recovery drill: ${path.basename(folder)}`, page);
  tell(done, services);
}

/** Hours; undefined, which is any, for a setting that is none. */
function maxAge(): number | undefined {
  const hours = vscode.workspace.getConfiguration('pra').get<unknown>('drillMaxAge');
  return typeof hours === 'number' && hours > 0 ? hours : undefined;
}

/** The only folder of dumps there is, or one of several. */
async function pickFolder({ dumpFolders }: UiServices): Promise<string> {
  const [first, ...others] = dumpFolders.all();
  if (first === undefined) {
    throw new RecoveryError('usage', 'No folder of dumps has been added.', {
      hint: 'Add one by PRA: Add Dump Folder.',
    });
  }
  const placeHolder = 'The newest dump of which folder is to be proved usable?';
  return others.length === 0 ? first : chosen(await pickName([first, ...others], { placeHolder }));
}

function tell({ failure }: DrillDone, { log }: UiServices): void {
  if (failure) {
    log.warn(`Recovery drill: ${failure.message}`);
    void complain(`Recovery drill: ${failure.message}`);
  } else {
    void inform('Recovery drill: the backup is usable.');
  }
}
