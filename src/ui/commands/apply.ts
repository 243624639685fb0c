import { confirmPlan } from '../../core/correction/confirmation';
import { countsLeft, type CorrectionPlan, sumOf } from '../../core/correction/plan';
import { DriftedRowsError } from '../../core/correction/refusal';
import { damagedState } from '../../core/incident/damagedState';
import type { JournalEntry } from '../../core/incident/journal';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { correcting } from '../../engine/correcting';
import { factsOf } from '../../engine/reviewing';
import { keepingDrift } from '../../engine/staleRows';
import { applyCorrection } from '../../recovery/correct/applyCorrection';
import type { ApplyResult, PartlyApplied } from '../../recovery/correct/results';
import { partlyApplied } from '../../recovery/correct/partly';
import { foreseeApply } from '../../recovery/correct/rehearse';
import { type Confirmation, confirmWriting, countsLine } from '../review/confirm';
import { batchesOf } from '../review/batches';
import { offerToGoOn, offerWithoutDrifted } from '../review/offerToGoOn';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import { batchRows, rehearsalHolds } from '../settings';
import { noted } from './rehearse';
import { planIfNeeded } from './saveScript';
import { complain, inform } from '../asking';

/** Writes what is selected into production, once the operator has typed the table's name. */
export async function apply(incident: OpenIncident, services: UiServices): Promise<void> {
  await planIfNeeded(incident, services);
  await applyPlan(incident, services);
}

/** The same of the plan that the incident holds, whatever is selected. */
export async function applyPlan(incident: OpenIncident, services: UiServices): Promise<void> {
  const stored = await incident.folder.plan();
  const production = await comparedProduction(incident, services.profiles);
  const { settings, moved } = production;
  const snapshot = snapshotOf(stored.plan, await incident.folder.entries());
  const steps = {
    ...correcting(incident.folder, settings, correctingOptions(moved, services)),
    rehearsalHolds: rehearsalHolds(),
  };
  const limits = await incident.run('apply', 'Looking at what it sets off', (host) =>
    foreseeApply(stored, steps, host.work),
  );
  const { inForce } = await factsOf(incident.folder);
  const counts = countsLeft(stored.counts, sumOf(inForce.map((part) => part.plan)));
  const batches = batchesOf(stored.plan, counts, batchRows());
  const asked = { action: 'Apply', plan: stored.plan, counts, snapshot, limits, batches };
  const { typed, declined, ...cut } = await confirmWriting(asked, production);
  const confirmed = { ...stored, plan: confirmPlan(stored.plan, typed) };
  await tellingDrift(incident, services, async () => {
    const result = await incident.run('apply', 'Applying the correction', async (host) => {
      if (declined !== undefined) {
        await incident.folder.note({ step: 'snapshot-declined', reason: declined });
      }
      const done = await keepingDrift(incident.folder, host, {
        write: () => applyCorrection(confirmed, { ...steps, ...cut }, host.work),
        kept: () => incident.reopen(host.work),
      });
      await noted(incident, services);
      return done;
    });
    await tell(incident, result, services);
  });
}

/** Whether the damaged table is kept before a plan, or a script of it, is applied. */
export function snapshotOf(
  { table, wholeTable }: CorrectionPlan,
  entries: readonly JournalEntry[],
): NonNullable<Confirmation['snapshot']> {
  const state = damagedState(entries, table.identity);
  if (wholeTable) {
    return state === 'kept' ? 'none' : 'first';
  }
  return state === 'open' ? 'unless-declined' : 'none';
}

/** Where drifted rows kept all of it from being written, that is said with its way out, where there is one. */
async function tellingDrift(
  incident: OpenIncident,
  services: UiServices,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof DriftedRowsError)) {
      throw error;
    }
    const said = [error.message, 'Nothing was written.'];
    const found = { said, drifted: error.drifted.length, partly: false };
    if (!offerWithoutDrifted(found, incident, services)) {
      throw error;
    }
  }
}

async function tell(
  incident: OpenIncident,
  result: ApplyResult,
  services: UiServices,
): Promise<void> {
  if (result.outcome === 'unknown') {
    tellUnknown('Apply', result.xid);
    return;
  }
  if (result.outcome === 'partly-applied') {
    tellPartly(incident, result, services);
    return;
  }
  const { outcome, written, seconds, notices, lockWaits } = result;
  const remarks = [...lockWaitSentences(lockWaits), ...notices];
  if (outcome === 'already-applied') {
    // Where another incident has written it, this one's review has nothing to show.
    void inform(['Already applied: nothing was written.', ...remarks]);
    return;
  }
  await incident.say(`Applied in ${seconds.toFixed(1)} s: ${countsLine(written)}.`, remarks);
}

function tellPartly(incident: OpenIncident, result: PartlyApplied, services: UiServices): void {
  const { message, hint = '' } = partlyApplied(result);
  if (result.why instanceof DriftedRowsError) {
    const found = { said: [message], drifted: result.why.drifted.length, partly: true };
    offerWithoutDrifted(found, incident, services);
  } else {
    offerToGoOn(incident, [message, hint], services);
  }
}

export function tellUnknown(command: string, xid: string): void {
  void complain(
    `The connection was lost at COMMIT: whether transaction ${xid} took place is not known yet. ${command} asks again once the server answers, and never writes twice.`,
  );
}
