import { confirmPlan } from '../../core/correction/confirmation';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { fileLimits, type ScriptFile } from '../../core/scriptFile/scriptFile';
import { correcting } from '../../engine/correcting';
import { plannedIn } from '../../engine/incidents';
import { scriptFile } from '../../engine/scriptFiles';
import {
  applyFile as applyScript,
  countsToConfirm,
  type FileResult,
} from '../../recovery/correct/applyFile';
import { foreseeLedger } from '../../recovery/ledger/appliedElsewhere';
import { correctingOptions } from '../correctingOptions';
import { savedFile } from '../incidents/scriptNamed';
import { confirmWriting, countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { rehearsalHolds } from '../settings';
import { snapshotOf, tellUnknown } from './apply';
import { noted } from './rehearse';
import { inform } from '../asking';

/** Runs a script of an incident in production and commits it, once the operator has typed the table's name. */
export async function applyFile(
  file: string,
  incident: OpenIncident,
  services: UiServices,
): Promise<void> {
  await savedFile(file);
  const { folder } = incident;
  const production = await comparedProduction(incident, services.profiles);
  const { settings, moved } = production;
  const stored = await plannedIn(folder);
  const script = await scriptFile(file, folder, stored);
  const steps = {
    ...correcting(folder, settings, correctingOptions(moved, services)),
    rehearsalHolds: rehearsalHolds(),
  };
  const counts = await countsToConfirm(script, steps);
  const ledger = await incident.run('apply', 'Looking at what it sets off', (host) =>
    foreseeLedger(stored.plan, steps, host.work),
  );
  const snapshot = snapshotOf(stored.plan, await folder.entries());
  const asked = { action: 'Apply', file: script.name, plan: stored.plan, counts, snapshot };
  const { typed, declined } = await confirmWriting(
    { ...asked, limits: [...fileLimits(script), ...ledger] },
    production,
  );
  const confirmed = { ...stored, plan: confirmPlan(stored.plan, typed), script };
  const result = await incident.run('apply', 'Applying the file', async (host) => {
    if (declined !== undefined) {
      await folder.note({ step: 'snapshot-declined', reason: declined });
    }
    const done = await applyScript(confirmed, steps, host.work);
    await noted(incident, services);
    return done;
  });
  tell(script, result);
}

function tell({ name }: ScriptFile, result: FileResult): void {
  if (result.outcome === 'unknown') {
    tellUnknown('Apply File', result.xid);
    return;
  }
  const { outcome, run, lockWaits, seconds, xid } = result;
  const sentence =
    outcome === 'applied'
      ? `Applied ${name} in ${seconds.toFixed(1)} s: ${countsLine(run.counts)}.`
      : `These very bytes of ${name} were applied last, by transaction ${xid}: nothing was written.`;
  void inform([sentence, ...lockWaitSentences(lockWaits)]);
}
