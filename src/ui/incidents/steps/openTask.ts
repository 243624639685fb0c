import * as vscode from 'vscode';
import type { TaskMark, TaskName } from '../../../core/incident/steps/procedure';
import { stepsOf, type TaskStanding } from '../../../core/incident/steps/progress';
import { wordsIn } from '../../../core/report/words/language';
import { languageOf } from '../../../core/report/words/languages';
import { openIncident } from '../../../engine/incidents';
import { factsOf } from '../../../engine/reviewing';
import { chosen } from '../../chosen';
import type { UiServices } from '../../services';
import { markTask } from './markTask';
import { taskCommands } from './taskCommands';
import { taskHints, taskLabel } from './taskWords';
import { inWindow, pickOne } from '../../asking';
import type { PickItem } from '../../shownTexts';

interface Line extends PickItem {
  readonly run: () => Thenable<unknown>;
}

/** Shows a task with what can be done about it: the command that does it, or a mark by hand. Nothing is done by that alone. */
export async function openTask(dir: string, task: TaskName, services: UiServices): Promise<void> {
  const facts = await factsOf(await openIncident(dir));
  const standing = stepsOf(facts)
    .flatMap(({ tasks }) => tasks)
    .find((each) => each.task === task);
  const title = wordsIn(languageOf(vscode.env.language)).procedure.tasks[task];
  const isCompared = facts.entries.some(({ step }) => step === 'compared');
  const lines = [
    ...commandLines(dir, task, { isCompared, services }),
    ...markLines(standing).map(([mark, icon, label]) => ({
      label: `$(${icon}) ${label}`,
      run: () => markTask(dir, { task, mark }, services),
    })),
  ];
  const placeHolder = [standing && taskLabel(standing), inWindow(taskHints[task])]
    .filter((text) => text !== undefined && text !== '')
    .join(' – ');
  const picked = await pickOne(lines, { title, placeHolder, ignoreFocusOut: false });
  await chosen(picked).run();
}

interface Where {
  /** Some commands need an incident that holds a comparison. */
  readonly isCompared: boolean;
  readonly services: UiServices;
}

function commandLines(
  dir: string,
  task: TaskName,
  { isCompared, services }: Where,
): readonly Line[] {
  return taskCommands[task]
    .filter(({ when }) => when === undefined || when === (isCompared ? 'compared' : 'opened'))
    .map(({ command }) => ({
      label: `$(play) ${titleOf(command, services)}`,
      run: () => vscode.commands.executeCommand(command, { subject: { kind: 'incident', dir } }),
    }));
}

/** As the palette shows it; a VS Code that does not speak English keeps the original beside it. */
function titleOf(command: string, { context }: UiServices): string {
  const { contributes } = context.extension.packageJSON as {
    readonly contributes: {
      readonly commands: readonly { readonly command: string; readonly title: Title }[];
    };
  };
  const title = contributes.commands.find((each) => each.command === command)?.title;
  return typeof title === 'object' ? title.value : (title ?? command);
}

type Title = string | { readonly value: string };

function markLines(
  standing: TaskStanding | undefined,
): readonly (readonly [TaskMark, string, string])[] {
  return standing?.state === 'open' || standing?.state === 'next'
    ? [
        ['done', 'check', 'Mark as Done by Hand…'],
        ['not-needed', 'circle-slash', 'Mark as Not Needed…'],
      ]
    : [['open', 'discard', 'Open Again…']];
}
