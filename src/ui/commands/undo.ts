import { givenBackTexts } from '../../core/correction/keptChildren';
import { sumOf } from '../../core/correction/plan';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { isOpen } from '../../core/incident/outcome';
import { correcting } from '../../engine/correcting';
import { factsOf } from '../../engine/reviewing';
import { nothingToUndo } from '../../recovery/correct/nothingToUndo';
import { partlyUndone } from '../../recovery/correct/partly';
import { undoCorrection } from '../../recovery/correct/undoCorrection';
import type { UndoResult } from '../../recovery/correct/results';
import { foreseeLedger } from '../../recovery/ledger/appliedElsewhere';
import { confirmWriting, countsLine } from '../review/confirm';
import { offerToGoOn } from '../review/offerToGoOn';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import { tellUnknown } from './apply';
import { noted } from './rehearse';

/** Gives the corrected rows back as they were, after the same confirmation as for applying. */
export async function undo(incident: OpenIncident, services: UiServices): Promise<void> {
  await refuseUnapplied(incident);
  const { plan, digest, continues, counts: planned } = await incident.folder.plan();
  const { inForce } = await factsOf(incident.folder);
  const counts = inForce.length > 0 ? sumOf(inForce.map((part) => part.plan)) : planned;
  const production = await comparedProduction(incident, services.profiles);
  const { settings, moved } = production;
  // What was inserted is deleted, and what was deleted is inserted again.
  const inverse = { insert: counts.delete, update: counts.update, delete: counts.insert };
  const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
  const limits = await incident.run('undo', 'Looking at what it sets off', (host) =>
    foreseeLedger(plan, steps, host.work),
  );
  const asked = { action: 'Undo', plan, counts: inverse, limits };
  const { typed } = await confirmWriting(asked, production);
  const result = await incident.run('undo', 'Undoing the correction', async (host) => {
    const done = await undoCorrection(
      { plan, digest, continues, confirmedTable: typed },
      steps,
      host.work,
    );
    await noted(incident, services);
    return done;
  });
  await tell(incident, result, services);
}

async function refuseUnapplied({ folder }: OpenIncident): Promise<void> {
  const facts = await factsOf(folder);
  const { applied, undone, inForce } = facts;
  if (!isOpen(applied) && !isOpen(undone) && inForce.length === 0) {
    throw nothingToUndo(facts);
  }
}

async function tell(
  incident: OpenIncident,
  result: UndoResult,
  services: UiServices,
): Promise<void> {
  if (result.outcome === 'unknown') {
    tellUnknown('Undo', result.xid);
    return;
  }
  if (result.outcome === 'partly-undone') {
    const { message, hint = '' } = partlyUndone(result);
    offerToGoOn(incident, [message, hint], services);
    return;
  }
  const { outcome, written, givenBack, notGivenBack, lockWaits, seconds } = result;
  const sentence =
    outcome === 'undone'
      ? `Undone in ${seconds.toFixed(1)} s: ${countsLine(written)}.`
      : 'Already undone: nothing was written.';
  const kept = notGivenBack.map((what) => `Not given back: ${what}`);
  const remarks = [...givenBackTexts(givenBack), ...lockWaitSentences(lockWaits), ...kept];
  await incident.say(sentence, remarks);
}
