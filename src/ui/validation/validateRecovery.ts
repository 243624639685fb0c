import * as vscode from 'vscode';
import { batchesIn, batchesLeft } from '../../core/incident/batches';
import { languageOf } from '../../core/report/words/languages';
import { usualSeconds } from '../../engine/checks';
import {
  type FoundObjections,
  objectionsTo,
  objectionTexts,
  signOff,
  validate,
  validationText,
} from '../../engine/validating';
import type { Validation } from '../../recovery/validation/validateRecovery';
import { foundChecks } from '../checks/checksFolder';
import { chosen } from '../chosen';
import { noted } from '../commands/rehearse';
import { correctingOptions } from '../correctingOptions';
import { showBatches } from '../incidents/batches';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { beginWatch } from './beginWatch';
import { isStillFrozen } from './stillFrozen';
import type { Watches } from './watches';
import { askText, inform, warn } from '../asking';

/**
 * Leads from the applied correction back to work: proof, checks and indicators; who signs it off; a watch; unfreezing;
 * batches to resume. What was found and said stays in the journal wherever the operator leaves.
 * @throws {vscode.CancellationError} where the operator leaves.
 */
export async function validateRecovery(
  incident: OpenIncident,
  services: UiServices,
  watches: Watches,
): Promise<void> {
  const validation = await validated(incident, services);
  await showPage(incident, services);
  await askSignOff(incident, objectionsTo(validation), services);
  await showPage(incident, services);
  await beginWatch(incident, services, watches);
  await offerUnfreeze(incident);
  const { toResume } = batchesLeft(batchesIn(await incident.folder.entries()));
  if (toResume.length > 0 && !isStillFrozen(await incident.folder.entries())) {
    await showBatches(incident.folder.path, services, 'resumed');
  }
}

async function validated(incident: OpenIncident, services: UiServices): Promise<Validation> {
  const { settings: live, moved } = await comparedProduction(incident, services.profiles);
  const order = {
    ...{ dir: await foundChecks(), live, seconds: usualSeconds },
    options: correctingOptions(moved, services),
  };
  return incident.run('verify', 'Validating the recovery', async ({ work }) => {
    const validation = await validate(incident.folder, order, work);
    await noted(incident, services);
    if (validation.checked?.notKept) {
      services.log.warn(validation.checked.notKept.message);
    }
    return validation;
  });
}

async function showPage({ folder }: OpenIncident, { pages }: UiServices): Promise<void> {
  const text = await validationText(folder, languageOf(vscode.env.language));
  await pages.preview('Validation', text);
}

/** A name is needed; a reason, too, where something is not right. */
async function askSignOff(
  incident: OpenIncident,
  objections: FoundObjections,
  services: UiServices,
): Promise<void> {
  const texts = objectionTexts(objections);
  const despite = texts.length === 0 ? undefined : await askReason(texts);
  const title = 'Sign off the recovery';
  const prompt = 'The name of whoever answers for the result';
  const by = await askNeeded({ title, prompt, needed: 'A sign-off needs a name.' });
  await signOff(incident.folder, { by, despite }, objections);
  await noted(incident, services);
}

async function askReason(texts: readonly string[]): Promise<string> {
  const options = { modal: true, detail: texts.join('\n') };
  const button = 'Sign Off Nevertheless…';
  const question = 'Not everything is right. Sign it off nevertheless?';
  chosen(await warn(question, options, button));
  return askNeeded({
    title: 'Sign off the recovery',
    prompt: 'Why it is signed off though not everything is right',
    needed: 'Name a reason.',
  });
}

async function askNeeded(asked: {
  readonly title: string;
  readonly prompt: string;
  readonly needed: string;
}): Promise<string> {
  const { title, prompt, needed } = asked;
  const typed = await askText({
    title,
    prompt,
    validateInput: (text) => (text.trim() === '' ? needed : undefined),
  });
  return chosen(typed).trim();
}

/** Unfreezing asks once more by itself, and names the batches. */
async function offerUnfreeze({ folder }: OpenIncident): Promise<void> {
  if (!isStillFrozen(await folder.entries())) {
    return;
  }
  const options = { modal: true, detail: 'The table still refuses writes.' };
  const question = 'Signed off. Unfreeze the table?';
  const answer = await inform(question, options, 'Unfreeze…');
  if (answer !== undefined) {
    const subject = { kind: 'incident', dir: folder.path };
    await vscode.commands.executeCommand('pra.unfreezeTable', { subject });
  }
}
