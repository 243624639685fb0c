import * as vscode from 'vscode';
import type { TaskMark, TaskName } from '../../../core/incident/steps/procedure';
import { openTasks, stepsOf } from '../../../core/incident/steps/progress';
import { wordsIn } from '../../../core/report/words/language';
import { languageOf } from '../../../core/report/words/languages';
import { reportNotices } from '../../../engine/correcting';
import { openIncident } from '../../../engine/incidents';
import { markTask as noteMark } from '../../../engine/procedure';
import { factsOf } from '../../../engine/reviewing';
import { chosen } from '../../chosen';
import type { UiServices } from '../../services';
import { askText, pickOne } from '../../asking';

/** Asks for a few words and a name, and notes in the journal what is said of the task. */
export async function markTask(
  dir: string,
  { task, mark }: { readonly task: TaskName; readonly mark: TaskMark },
  services: UiServices,
): Promise<void> {
  const needed = 'The journal needs a few words.';
  const title = taskTitle(task);
  const text = chosen(
    await askText({
      title,
      prompt: prompts[mark],
      validateInput: (typed) => (typed.trim() === '' ? needed : undefined),
    }),
  );
  const by = chosen(
    await askText({
      title,
      prompt: 'Who? Empty: you',
    }),
  ).trim();
  const incident = await openIncident(dir);
  await noteMark(incident, { task, mark, text, ...(by === '' ? {} : { by }) });
  for (const notice of await reportNotices(incident)) {
    services.log.warn(notice);
  }
  services.incidents.refresh();
}

/** One of those that are open. */
export async function pickOpenTask(dir: string): Promise<TaskName> {
  const open = openTasks(stepsOf(await factsOf(await openIncident(dir))));
  const lines = open.map((task) => ({ label: taskTitle(task), task }));
  const placeHolder = 'What was done?';
  return chosen(await pickOne(lines, { placeHolder })).task;
}

function taskTitle(task: TaskName): string {
  return wordsIn(languageOf(vscode.env.language)).procedure.tasks[task];
}

const prompts: Readonly<Record<TaskMark, string>> = {
  done: 'What was done by hand',
  'not-needed': 'Why it is not needed',
  open: 'Why it is to be done after all',
};
