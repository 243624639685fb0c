import path from 'node:path';
import { isOpen } from '../../core/incident/outcome';
import { correcting, reportNotices } from '../../engine/correcting';
import { lastOutcomes } from '../../recovery/correct/parts';
import { settleOutcome } from '../../recovery/correct/settleOutcome';
import { settledParts } from '../../recovery/correct/settledOutcomes';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import type { OpenIncident } from './openIncident';
import { comparedProduction } from './production';
import { inform } from '../asking';

/** Asks production what became of an attempt whose COMMIT was not answered, and tells the operator. */
export async function settle(incident: OpenIncident, services: UiServices): Promise<void> {
  const wasFile = isOpen(await incident.folder.outcome('file'));
  const isKnown = await askProduction(incident, services);
  const name = path.basename(incident.folder.path);
  const became = wasFile ? await ofFile(incident) : await ofCorrection(incident);
  void inform(
    isKnown
      ? `${name}: ${became}.`
      : `${name}: it is still not known what became of the last COMMIT.`,
  );
}

async function ofCorrection(incident: OpenIncident): Promise<string> {
  const { outcome } = await incident.status();
  const { state } = outcome;
  return state === 'none'
    ? 'nothing was written'
    : `the correction is ${state === 'partly' ? 'partly applied' : state}`;
}

async function ofFile({ folder }: OpenIncident): Promise<string> {
  const outcome = await folder.outcome('file');
  return outcome?.state === 'applied' ? 'the file was applied' : 'nothing of the file was written';
}

/** True where it is known now. */
async function askProduction(incident: OpenIncident, services: UiServices): Promise<boolean> {
  const { settings, moved } = await comparedProduction(incident, services.profiles);
  return incident.run('verify', 'Asking what became of the last COMMIT', async ({ work }) => {
    const stored = await incident.folder.plan();
    const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
    const { apply, undo } = lastOutcomes(await settledParts(stored, steps, work));
    const file = await settleOutcome('file', stored.plan, steps, work);
    for (const notice of await reportNotices(incident.folder)) {
      services.log.warn(notice);
    }
    return ![apply, undo, file].some(isOpen);
  });
}
