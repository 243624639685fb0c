import { correcting } from '../../engine/correcting';
import { comparisonIn } from '../../engine/reviewing';
import { type Proof, proveCorrection } from '../../recovery/correct/proveCorrection';
import { undoProofTexts } from '../../recovery/correct/undoProofTexts';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import { count, counted, wordFor } from '../words';
import { noted } from './rehearse';

/** Counts in production what was planned and what was not; reads only. Settles an unknown outcome. */
export async function verifyRecovery(incident: OpenIncident, services: UiServices): Promise<void> {
  const { settings, moved } = await comparedProduction(incident, services.profiles);
  const proof = await incident.run('verify', 'Verifying the recovery', async (host) => {
    const { plan, digest, continues } = await incident.folder.plan();
    const { mark } = await comparisonIn(incident.folder);
    const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
    const done = await proveCorrection({ plan, digest, continues, since: mark }, steps, host.work);
    await noted(incident, services);
    return done;
  });
  const { undone } = proof;
  const sentence = undone ? undoProofTexts(undone).join(' ') : proofText(proof);
  if (undone?.proved ?? proof.proved) {
    await incident.say(sentence);
  } else {
    incident.warn(sentence);
  }
}

function proofText({ proved, selected, unselected, left }: Proof): string {
  const { equal, different } = selected;
  const { writtenByUs, changedByOthers } = unselected;
  if (left > 0 && different + writtenByUs === 0) {
    return `Partly applied: ${counted(equal, 'written row')} as planned, no other row was written; ${counted(left, 'planned row')} still to be written.`;
  }
  return proved
    ? `Proved: ${wordFor(equal, '', 'all ')}${counted(equal, 'planned row')} as planned; no other row was written by the correction; ${counted(changedByOthers, 'other row')} changed by others since the comparison.`
    : `Not proved: of ${counted(equal + different, 'planned row')}, ${count(different)} not as planned; ${counted(writtenByUs, 'row')} outside the plan written by the correction.`;
}
