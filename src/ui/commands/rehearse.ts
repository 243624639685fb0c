import { foreseenSentences } from '../../core/incident/foreseen';
import { type Rehearsal, succeeded } from '../../core/incident/rehearsal';
import { correcting, reportNotices } from '../../engine/correcting';
import { keepDrifted } from '../../engine/staleRows';
import { foreseeRehearsal, rehearseCorrection } from '../../recovery/correct/rehearse';
import { planningIn } from '../../engine/incidents';
import { planFromComparison } from '../../recovery/correct/planFromComparison';
import { chosen } from '../chosen';
import { countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { offerToGoOn, offerWithoutDrifted } from '../review/offerToGoOn';
import { comparedProduction } from '../review/production';
import { reasonsOf } from '../review/status';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import { planIfNeeded } from './saveScript';
import { warn } from '../asking';

/** Rehearses what is selected, after saying what that does. */
export async function rehearse(incident: OpenIncident, services: UiServices): Promise<void> {
  await planIfNeeded(incident, services);
  await rehearsePlan(incident, services);
}

/** What an offer to go on without drifted rows does: of a plan that is partly applied all the rest is planned. */
export async function rehearseWithoutDrifted(
  incident: OpenIncident,
  services: UiServices,
): Promise<void> {
  if (await isPartlyApplied(incident)) {
    const request = { choices: [], withoutDrifted: true };
    await incident.run('saveScript', 'Planning the correction', (host) =>
      planFromComparison(request, planningIn(incident.folder, services.program()), host.work),
    );
  } else {
    await planIfNeeded(incident, services);
  }
  await rehearsePlan(incident, services);
}

/** The plan that the incident holds, or what is left of it, whatever is selected. */
export async function rehearsePlan(incident: OpenIncident, services: UiServices): Promise<void> {
  const { profile, settings, moved } = await comparedProduction(incident, services.profiles);
  const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
  const announced = await incident.run('rehearse', 'Looking at what it sets off', async (host) => {
    const stored = await incident.folder.plan();
    const foreseen = await foreseeRehearsal(stored, steps, host.work);
    return foreseenSentences(stored.counts, foreseen);
  });
  const question = `Rehearse in production, ${profile.name}?`;
  const options = { modal: true, detail: announced.join('\n') };
  chosen(await warn(question, options, 'Rehearse'));
  const rehearsal = await incident.run('rehearse', 'Rehearsing the correction', async (host) => {
    const done = await rehearseCorrection(await incident.folder.plan(), steps, host.work);
    await noted(incident, services);
    if (done.drifted.length > 0) {
      await keepDrifted(incident.folder, done, host);
      await incident.reopen(host.work);
    }
    return done;
  });
  await tell(incident, rehearsal, services);
}

async function tell(
  incident: OpenIncident,
  rehearsal: Rehearsal,
  services: UiServices,
): Promise<void> {
  const partly = await isPartlyApplied(incident);
  if (!succeeded(rehearsal)) {
    const text = `Rolled back: the correction cannot be applied. ${reasonsOf(rehearsal).join(' ')}`;
    const drifted = rehearsal.drifted.length;
    // A review in sight shows the reasons; else one notification says all.
    const found = { said: incident.isWatched ? [] : [text], drifted, partly };
    const isOffered = drifted > 0 && offerWithoutDrifted(found, incident, services);
    if (!isOffered || incident.isWatched) {
      incident.warn(text);
    }
  } else if (partly) {
    offerToGoOn(incident, [rehearsedSentence(rehearsal), partlySentence], services);
  } else {
    await incident.say(rehearsedSentence(rehearsal));
  }
}

const partlySentence =
  'The correction is partly applied: apply it to write what is left, or undo what is written.';

async function isPartlyApplied(incident: OpenIncident): Promise<boolean> {
  return (await incident.status()).outcome.state === 'partly';
}

function rehearsedSentence({ seconds, plan, sample }: Rehearsal): string {
  const time = seconds.toFixed(1);
  return sample
    ? `Rehearsed in ${time} s and rolled back: a sample of ${sample.rows} of ${sample.of} rows. Nothing was written.`
    : `Rehearsed in ${time} s and rolled back: ${countsLine(plan)}. Nothing was written.`;
}

/** The report says what has just been done; where it cannot, the log says so. */
export async function noted({ folder }: OpenIncident, { log }: UiServices): Promise<void> {
  for (const notice of await reportNotices(folder)) {
    log.warn(notice);
  }
}
