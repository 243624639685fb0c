import * as vscode from 'vscode';
import { foreseenSentences } from '../../core/incident/foreseen';
import { type Rehearsal, succeeded } from '../../core/incident/rehearsal';
import { correcting, reportNotices } from '../../engine/correcting';
import { keepDrifted } from '../../engine/staleRows';
import { foreseeRehearsal, rehearseCorrection } from '../../recovery/correct/rehearse';
import { chosen } from '../chosen';
import { inLanguage } from '../french/sentences';
import { countsLine } from '../review/confirm';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import { reasonsOf } from '../review/status';
import { correctingOptions } from '../correctingOptions';
import type { UiServices } from '../services';
import { counted } from '../words';
import { planIfNeeded } from './saveScript';

/** Rehearses what is selected, after saying what that does. */
export async function rehearse(incident: OpenIncident, services: UiServices): Promise<void> {
  await planIfNeeded(incident, services);
  const { profile, settings, moved } = await comparedProduction(incident, services.profiles);
  const steps = correcting(incident.folder, settings, correctingOptions(moved, services));
  const announced = await incident.run('rehearse', 'Looking at what it sets off', async (host) => {
    const stored = await incident.folder.plan();
    const foreseen = await foreseeRehearsal(stored, steps, host.work);
    return foreseenSentences(stored.counts, foreseen);
  });
  const say = inLanguage(vscode.env.language);
  const question = say(`Rehearse in production, ${profile.name}?`);
  const options = { modal: true, detail: announced.map(say).join('\n') };
  chosen(await vscode.window.showWarningMessage(question, options, say('Rehearse')));
  const rehearsal = await incident.run('rehearse', 'Rehearsing the correction', async (host) => {
    const done = await rehearseCorrection(await incident.folder.plan(), steps, host.work);
    await noted(incident, services);
    if (done.drifted.length > 0) {
      await keepDrifted(incident.folder, done, host);
      await incident.reopen(host.work);
    }
    return done;
  });
  if (succeeded(rehearsal)) {
    await incident.say(rehearsedSentence(rehearsal));
  } else {
    incident.warn(
      `Rolled back: the correction cannot be applied. ${reasonsOf(rehearsal).join(' ')}`,
    );
    if (rehearsal.drifted.length > 0) {
      offerWithoutDrifted(rehearsal.drifted.length, incident);
    }
  }
}

function rehearsedSentence({ seconds, plan, sample }: Rehearsal): string {
  const time = seconds.toFixed(1);
  return sample
    ? `Rehearsed in ${time} s and rolled back: a sample of ${sample.rows} of ${sample.of} rows. Nothing was written.`
    : `Rehearsed in ${time} s and rolled back: ${countsLine(plan)}. Nothing was written.`;
}

/** Those are stale by now, and not selected any more: what is left needs its own rehearsal. Does not wait for the answer. */
export function offerWithoutDrifted(drifted: number, { folder, session }: OpenIncident): void {
  if (session.selection.lines.isEmpty) {
    return;
  }
  const say = inLanguage(vscode.env.language);
  const text = say(`Moved on in production, and no longer selected: ${counted(drifted, 'row')}.`);
  const again = say('Rehearse Without Them');
  void vscode.window.showWarningMessage(text, again).then(async (answer) => {
    if (answer === again) {
      const subject = { kind: 'incident', dir: folder.path };
      await vscode.commands.executeCommand('pra.rehearse', { subject });
    }
  });
}

/** The report says what has just been done; where it cannot, the log says so. */
export async function noted({ folder }: OpenIncident, { log }: UiServices): Promise<void> {
  for (const notice of await reportNotices(folder)) {
    log.warn(notice);
  }
}
