import path from 'node:path';
import * as vscode from 'vscode';
import { languageOf, wordsIn } from '../../core/report/words/language';
import { reportNotices } from '../../engine/correcting';
import { openIncident } from '../../engine/incidents';
import { closeIncident as noteClosed, leftBeforeClosing } from '../../engine/procedure';
import { chosen } from '../chosen';
import { inLanguage } from '../../french/sentences';
import type { UiServices } from '../services';

/** Closes an incident once the operator has seen what is still open. */
export async function closeIncident(dir: string, services: UiServices): Promise<void> {
  const say = inLanguage(vscode.env.language);
  const incident = await openIncident(dir);
  const { tasks } = wordsIn(languageOf(vscode.env.language)).procedure;
  const open = await leftBeforeClosing(incident);
  const detail =
    open.length === 0
      ? say('Nothing of the procedure is open.')
      : [say('Still open:'), ...open.map((task) => `– ${tasks[task]}`)].join('\n');
  const question = say(`Close the incident ${path.basename(dir)}?`);
  const button = say('Close Incident');
  chosen(await vscode.window.showWarningMessage(question, { modal: true, detail }, button));
  await noteClosed(incident);
  for (const notice of await reportNotices(incident)) {
    services.log.warn(notice);
  }
  services.refresh();
}
