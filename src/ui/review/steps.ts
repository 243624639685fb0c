import type { Step } from '../../protocol/state';
import { apply } from '../commands/apply';
import { recoverAgain } from '../commands/recover';
import { rehearse } from '../commands/rehearse';
import { saveScript } from '../commands/saveScript';
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
  const { outcome } = await incident.status();
  if (outcome.state === 'unknown' && asking.includes(step)) {
    await settle(incident, services);
    return undefined;
  }
  switch (step) {
    case 'saveScript':
      await saveScript(incident, services);
      return undefined;
    case 'rehearse':
      await rehearse(incident, services);
      return undefined;
    case 'apply':
      await apply(incident, services);
      return undefined;
    case 'verify':
      await verifyRecovery(incident, services);
      return undefined;
    case 'undo':
      await undo(incident, services);
      return undefined;
    case 'compareAgain':
      return recoverAgain(incident, services);
  }
}
