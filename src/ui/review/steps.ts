import type { Step } from '../../protocol/state';
import { apply, applyPlan } from '../commands/apply';
import { recoverAgain } from '../commands/recover';
import { rehearse, rehearsePlan } from '../commands/rehearse';
import { saveScript } from '../commands/saveScript';
import { compareStaleRows, findStaleRows, refreshRows } from '../commands/staleRows';
import { undo } from '../commands/undo';
import { verifyRecovery } from '../commands/verifyRecovery';
import type { UiServices } from '../services';
import type { OpenIncident } from './openIncident';
import { settle } from './settle';

/** While it is not known what became of a COMMIT, these find out, and do nothing else. */
const asking: readonly Step[] = ['apply', 'undo', 'verify'];

/** Does a step of an incident, whoever asks for it. Compared again, it is another incident: its folder. */
export async function runStep(
  step: Step,
  incident: OpenIncident,
  services: UiServices,
): Promise<string | undefined> {
  if (step !== 'compareAgain') {
    incident.session.refuseWithoutKey();
  }
  const { outcome } = await incident.status();
  if (outcome.state === 'unknown' && asking.includes(step)) {
    await settle(incident, services);
    return undefined;
  }
  if (outcome.state === 'partly' && (step === 'apply' || step === 'rehearse')) {
    // What is left of the plan, whatever is selected by now.
    await (step === 'apply' ? applyPlan : rehearsePlan)(incident, services);
    return undefined;
  }
  return steps[step](incident, services);
}

type Run = (incident: OpenIncident, services: UiServices) => Promise<string | undefined>;

const steps: Readonly<Record<Step, Run>> = {
  saveScript: inPlace(saveScript),
  rehearse: inPlace(rehearse),
  apply: inPlace(apply),
  verify: inPlace(verifyRecovery),
  undo: inPlace(undo),
  findStale: inPlace(findStaleRows),
  compareStale: inPlace(compareStaleRows),
  refresh: inPlace(refreshRows),
  compareAgain: recoverAgain,
};

/** A step that makes no other incident. */
function inPlace(step: (...args: Parameters<Run>) => Promise<void>): Run {
  return async (incident, services) => {
    await step(incident, services);
    return undefined;
  };
}
