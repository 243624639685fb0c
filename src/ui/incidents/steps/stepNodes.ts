import * as vscode from 'vscode';
import type { TaskName } from '../../../core/incident/steps/procedure';
import {
  type StepStanding,
  stepsOf,
  type TaskStanding,
  type TaskState,
} from '../../../core/incident/steps/progress';
import type { IncidentFacts } from '../../../core/incident/standing';
import { wordsIn } from '../../../core/report/words/language';
import { languageOf } from '../../../core/report/words/languages';
import { itemOf } from '../../views/node';
import type { ViewNode } from '../../views/subject';
import { taskHints, taskLabel } from './taskWords';

/** The steps of the procedure under an incident: what is done, by whom and when, and what is next. */
export function stepNodes(dir: string, facts: IncidentFacts): readonly ViewNode[] {
  return stepsOf(facts).map((step) => stepNode(dir, step));
}

function stepNode(dir: string, { step, number, state, tasks }: StepStanding): ViewNode {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const label = `${number}. ${names().steps[step]}`;
  const item = itemOf(
    {
      // By its state, too: a step that becomes the next one opens by itself.
      ...{ id: `step/${dir}/${step}/${state}`, label, icon: iconOf(state) },
      description: stepLabel(state, tasks),
      tooltip: [label, ...tasks.map((task) => `${names().tasks[task.task]}: ${taskLabel(task)}`)],
      ...{ context: 'pra.step', state: state === 'next' ? Expanded : Collapsed },
    },
    true,
  );
  return { item, children: () => Promise.resolve(tasks.map((task) => taskNode(dir, task))) };
}

/** What is next of it; of a finished one the word of the last task that was done. */
function stepLabel(state: TaskState, tasks: readonly TaskStanding[]): string {
  const last = tasks.findLast((task) => task.state === 'done' && task.entry !== undefined);
  switch (state) {
    case 'next':
      return 'next';
    case 'open':
      return '';
    case 'done':
      return last ? taskLabel(last) : '';
    case 'not-needed':
      return 'not needed';
  }
}

function taskNode(dir: string, standing: TaskStanding): ViewNode {
  const { task, state, entry } = standing;
  const label = names().tasks[task];
  const item = itemOf(
    {
      ...{ id: `task/${dir}/${task}`, label, icon: iconOf(state) },
      description: taskLabel(standing),
      tooltip: [label, taskHints[task], ...(entry?.step === 'task' ? [entry.text] : [])],
      context: state === 'open' || state === 'next' ? 'pra.task.open' : 'pra.task.ended',
    },
    false,
  );
  const args = [{ subject: { kind: 'task', dir, task } }];
  item.command = { command: 'pra.openTask', title: label, arguments: args };
  return { item, subject: { kind: 'task', dir, task } };
}

function names(): {
  readonly steps: Readonly<Record<StepStanding['step'], string>>;
  readonly tasks: Readonly<Record<TaskName, string>>;
} {
  return wordsIn(languageOf(vscode.env.language)).procedure;
}

/** Told apart by their shapes; the colours only help. */
const icons: Readonly<Record<TaskState, readonly [icon: string, color?: string]>> = {
  done: ['pass-filled', 'testing.iconPassed'],
  next: ['arrow-circle-right', 'charts.blue'],
  open: ['circle-large-outline'],
  'not-needed': ['circle-slash', 'disabledForeground'],
};

function iconOf(state: TaskState): vscode.ThemeIcon {
  const [icon, color] = icons[state];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
