import path from 'node:path';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import { requireSafeRunner, type RunnerSettings } from '../../core/restore/externalRunner';
import type { KnownProduction } from '../../recovery/restore/knownProductions';
import type { RestoredByRunner } from '../../recovery/restore/restoreWithRunner';
import { pickScratch } from '../connections/pickScratch';
import type { Profiles } from '../connections/profiles';
import { pickDump } from '../dumps/pickDump';
import { failureWords, logFailure } from '../errors';
import type { UiServices } from '../services';
import { externalRunner } from '../settings';
import { subjectOf } from '../views/subject';
import { counted } from '../words';
import { complain, inform } from '../asking';

/** Has the site's own script restore a whole dump into a new scratch database. */
export async function restoreWithRunner(services: UiServices, node: unknown): Promise<void> {
  const settings = externalRunner();
  if (!settings) {
    await offerSettings();
    return;
  }
  // What is refused is refused before anything is asked.
  requireSafeRunner(settings);
  const dump = subjectOf(node, 'dump')?.path ?? (await pickDump(services));
  if (dump === undefined) {
    return;
  }
  try {
    const restored = await run(services, settings, dump);
    services.refresh();
    tell(restored, dump, services);
  } catch (error) {
    services.refresh();
    await alarm(error, services);
  }
}

async function run(
  { profiles, tasks, log }: UiServices,
  settings: RunnerSettings,
  dump: string,
): Promise<RestoredByRunner> {
  const { withConnections } = await import('../../engine/connections');
  const { runExternalRunner } = await import('../../engine/runnerRestoring');
  const name = path.basename(dump);
  const scratch = await pickScratch(profiles, `Where is ${name} to be restored?`);
  const productions = await knownProductions(profiles);
  const checked = productions.map((production) => production.name).join(', ');
  log.info(`Restoring ${dump} by ${[settings.program, ...settings.args].join(' ')}`);
  log.info(`Production that must be as it was afterwards: ${checked || 'none is known'}`);
  const order = { dump, settings, scratch, productions };
  return tasks.run(`Restoring ${name} with the external runner`, (host) =>
    withConnections(host, (connections) => runExternalRunner(order, connections, host)),
  );
}

function knownProductions(profiles: Profiles): Promise<readonly KnownProduction[]> {
  return Promise.all(
    profiles.ofRole('production').map(async (profile) => ({
      name: profile.name,
      connection: await profiles.settings(profile),
    })),
  );
}

function tell(
  { database, tables, warnings, seconds }: RestoredByRunner,
  dump: string,
  { log }: UiServices,
): void {
  log.info(`${dump} restored into ${database} by the external runner`);
  warnings.forEach((warning) => {
    log.warn(warning);
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const what = `${counted(tables.length, 'table')}, ${counted(rows, 'row')}`;
  void inform([
    `${path.basename(dump)} was restored into scratch in ${seconds.toFixed(1)} s: ${what}.`,
    warnings.length === 0
      ? 'All is there as the dump holds it.'
      : `${counted(warnings.length, 'table')} could not be compared: see the log.`,
  ]);
}

/** That production is gone must not be overlooked: it stays on the screen until it is answered. */
async function alarm(error: unknown, { log }: UiServices): Promise<void> {
  if (!(error instanceof RecoveryError) || error.code !== 'production-gone') {
    throw error;
  }
  logFailure(error, log);
  const { message, hint = '' } = failureWords(error);
  const options = { modal: true, detail: hint };
  if (await complain(message, options, 'Show Log')) {
    log.show();
  }
}

async function offerSettings(): Promise<void> {
  const open = 'Open Settings';
  const answer = await inform(
    'No external runner is set: name your site’s own restore script, with the dump and the scratch database as its arguments.',
    open,
  );
  if (answer === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'pra.externalRunner');
  }
}
