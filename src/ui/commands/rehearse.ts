import * as vscode from 'vscode';
import { succeeded } from '../../core/incident/rehearsal';
import { correcting, reportNotices } from '../../engine/correcting';
import { keepDrifted } from '../../engine/staleRows';
import { rehearseCorrection } from '../../recovery/correct/rehearse';
import { chosen } from '../chosen';
import { inLanguage } from '../french/sentences';
import { countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import { reasonsOf } from '../review/status';
import type { UiServices } from '../services';
import { planIfNeeded } from './saveScript';

const announced =
  'The whole correction is made in production and rolled back. It locks the selected rows for a moment, leaves dead rows behind, and may use up sequence values.';

/** Rehearses what is selected, after saying what that does. */
export async function rehearse(incident: OpenIncident, services: UiServices): Promise<void> {
  await planIfNeeded(incident, services);
  const { profile, settings, moved } = await comparedProduction(incident, services.profiles);
  const say = inLanguage(vscode.env.language);
  const question = say(`Rehearse in production, ${profile.name}?`);
  const options = { modal: true, detail: say(announced) };
  chosen(await vscode.window.showWarningMessage(question, options, say('Rehearse')));
  const rehearsal = await incident.run('rehearse', 'Rehearsing the correction', async (host) => {
    const stored = await incident.folder.plan();
    const done = await rehearseCorrection(
      stored,
      correcting(incident.folder, settings, moved, services.tokens),
      host.work,
    );
    await noted(incident, services);
    if (done.drifted.length > 0) {
      await keepDrifted(incident.folder, done, host);
      await incident.reopen(host.work);
    }
    return done;
  });
  if (succeeded(rehearsal)) {
    await incident.say(
      `Rehearsed in ${rehearsal.seconds.toFixed(1)} s and rolled back: ${countsLine(rehearsal.plan)}. Nothing was written.`,
    );
  } else {
    incident.warn(
      `Rolled back: the correction cannot be applied. ${reasonsOf(rehearsal).join(' ')}`,
    );
  }
}

/** The report says what has just been done; where it cannot, the log says so. */
export async function noted({ folder }: OpenIncident, { log }: UiServices): Promise<void> {
  for (const notice of await reportNotices(folder)) {
    log.warn(notice);
  }
}
