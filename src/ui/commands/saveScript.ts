import path from 'node:path';
import { planningIn } from '../../engine/incidents';
import type { PlanMade } from '../../recovery/correct/planFromComparison';
import type { OpenIncident } from '../review/openIncident';
import { openScript } from '../review/openScript';
import { countsLine } from '../review/confirm';
import type { UiServices } from '../services';
import { inform } from '../asking';

/** Plans what is selected, writes correction.sql and undo.sql, and opens the first. */
export async function saveScript(incident: OpenIncident, services: UiServices): Promise<void> {
  const made = await planSelected(incident, services);
  await openScript(path.join(incident.folder.path, 'correction.sql'));
  const sentence = `Saved: ${countsLine(made.counts)}. It ends in ROLLBACK until you write COMMIT.`;
  void inform([sentence, ...made.notices].join(' '));
}

/** Makes a plan of what is selected now, unless the present one is that. */
export async function planIfNeeded(incident: OpenIncident, services: UiServices): Promise<void> {
  const planned = incident.session.plannedDigest;
  if (planned === undefined || (await storedDigest(incident)) !== planned) {
    await planSelected(incident, services);
  }
}

async function planSelected(incident: OpenIncident, services: UiServices): Promise<PlanMade> {
  return incident.run('saveScript', 'Planning the correction', (host) =>
    incident.session.plan(planningIn(incident.folder, services.program()), host.work),
  );
}

async function storedDigest({ folder }: OpenIncident): Promise<string> {
  return (await folder.plan()).digest;
}
