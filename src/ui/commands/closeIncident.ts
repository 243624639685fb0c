import path from 'node:path';
import * as vscode from 'vscode';
import { wordsIn } from '../../core/report/words/language';
import { languageOf } from '../../core/report/words/languages';
import { reportNotices } from '../../engine/correcting';
import { openIncident } from '../../engine/incidents';
import {
  closeIncident as noteClosed,
  damageWithoutWord,
  leftBeforeClosing,
} from '../../engine/procedure';
import { chosen } from '../chosen';
import type { UiServices } from '../services';
import { askText, warn } from '../asking';

/** Closes an incident once the operator has seen what is still open, and has said why it stays so. */
export async function closeIncident(dir: string, services: UiServices): Promise<void> {
  const incident = await openIncident(dir);
  const { tasks } = wordsIn(languageOf(vscode.env.language)).procedure;
  const open = await leftBeforeClosing(incident);
  const damage = await damageWithoutWord(incident);
  const detail = [
    ...(open.length === 0
      ? ['Nothing of the procedure is open.']
      : ['Still open:', ...open.map((task) => `– ${tasks[task]}`)]),
    ...(damage === undefined ? [] : [damage]),
  ].join('\n');
  const question = `Close the incident ${path.basename(dir)}?`;
  chosen(await warn(question, { modal: true, detail }, 'Close Incident'));
  const reason = open.length === 0 && damage === undefined ? undefined : await askReason();
  await noteClosed(incident, { reason });
  for (const notice of await reportNotices(incident)) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
}

async function askReason(): Promise<string> {
  const typed = await askText({
    title: 'Close Incident',
    prompt: 'Why is it closed although something is open or left? The report has it.',
    validateInput: (text) => (text.trim() === '' ? 'Name a reason.' : undefined),
  });
  return chosen(typed).trim();
}
