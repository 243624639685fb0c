import type { JournalEntry } from '../journal';
import type { IncidentFacts } from '../standing';
import { type Evidence, evidenceOf } from './evidence';
import { procedure, type StepName, type TaskName, taskNames } from './procedure';

/** `next`: of all that is open, this is to be done first. */
export type TaskState = 'done' | 'next' | 'open' | 'not-needed';

export interface TaskStanding {
  readonly task: TaskName;
  readonly state: TaskState;
  /** What did it, or said of it that it is done or not needed. */
  readonly entry: JournalEntry | undefined;
}

export interface StepStanding {
  readonly step: StepName;
  /** From 1. */
  readonly number: number;
  readonly state: TaskState;
  readonly tasks: readonly TaskStanding[];
}

/** How far an incident has come in the procedure: what is done, what is open, and which of it is next. */
export function stepsOf(facts: IncidentFacts): readonly StepStanding[] {
  const tasks = tasksOf(facts);
  return procedure.map(({ step, tasks: names }, at) => {
    const own = tasks.filter(({ task }) => (names as readonly TaskName[]).includes(task));
    return { step, number: at + 1, state: stateOf(own), tasks: own };
  });
}

export function openTasks(steps: readonly StepStanding[]): readonly TaskName[] {
  return steps
    .flatMap(({ tasks }) => tasks)
    .filter(({ state }) => state === 'open' || state === 'next')
    .map(({ task }) => task);
}

export function nextTask(steps: readonly StepStanding[]): TaskName | undefined {
  return steps.flatMap(({ tasks }) => tasks).find(({ state }) => state === 'next')?.task;
}

/** Who did a task, or said of it that it is done or not needed; undefined where the journal does not say. */
export function doerOf({ entry }: TaskStanding): string | undefined {
  return entry?.step === 'frozen' ? entry.owner : entry?.by;
}

/** The entry that closed it; undefined where it is open, or was opened again. */
export function closedBy(entries: readonly JournalEntry[]): JournalEntry | undefined {
  const entry = entries.findLast(
    (each) => each.step === 'closed' || (each.step === 'task' && each.task === 'close'),
  );
  return entry?.step === 'task' && entry.mark === 'open' ? undefined : entry;
}

function tasksOf(facts: IncidentFacts): readonly TaskStanding[] {
  const { entries, inForce } = facts;
  const isWritten = inForce.length > 0 || standingOfTask('apply', facts, false).state === 'done';
  const found = withoutFreeze(taskNames.map((task) => standingOfTask(task, facts, isWritten)));
  const next = closedBy(entries) ? undefined : firstOpen(found, isWritten);
  return found.map((each) => (each.task === next ? { ...each, state: 'next' } : each));
}

/** What was said of it last counts: by a step, or by a person. */
function standingOfTask(task: TaskName, facts: IncidentFacts, isWritten: boolean): TaskStanding {
  const evidence = evidenceOf(task, facts, isWritten);
  const mark = markOf(task, facts.entries);
  if (mark && isLater(mark, evidence, facts.entries)) {
    return { task, state: mark.mark, entry: mark };
  }
  return evidence === 'not-needed'
    ? { task, state: evidence, entry: undefined }
    : { task, state: evidence ? 'done' : 'open', entry: evidence };
}

function markOf(
  task: TaskName,
  entries: readonly JournalEntry[],
): Extract<JournalEntry, { readonly step: 'task' }> | undefined {
  return entries.findLast((entry) => entry.step === 'task' && entry.task === task) as
    Extract<JournalEntry, { readonly step: 'task' }> | undefined;
}

function isLater(
  mark: JournalEntry,
  evidence: Evidence,
  entries: readonly JournalEntry[],
): boolean {
  return (
    evidence === undefined ||
    evidence === 'not-needed' ||
    entries.indexOf(mark) > entries.indexOf(evidence)
  );
}

/** What was never frozen or suspended is not to be unfrozen or resumed. */
function withoutFreeze(tasks: readonly TaskStanding[]): readonly TaskStanding[] {
  const isSpared = (name: TaskName): boolean =>
    tasks.some(({ task, state }) => task === name && state === 'not-needed');
  const undoes: Partial<Record<TaskName, TaskName>> = { unfreeze: 'freeze', resume: 'suspend' };
  return tasks.map((each) => {
    const begun = undoes[each.task];
    return begun !== undefined && each.state === 'open' && !each.entry && isSpared(begun)
      ? { ...each, state: 'not-needed' }
      : each;
  });
}

/** In the order of the procedure; once rows are corrected what comes before that can wait. */
function firstOpen(tasks: readonly TaskStanding[], isWritten: boolean): TaskName | undefined {
  const open = tasks.filter(({ state }) => state === 'open');
  const after = taskNames.indexOf('apply');
  const due = open.find(({ task }) => !isWritten || taskNames.indexOf(task) >= after);
  return (due ?? open[0])?.task;
}

function stateOf(tasks: readonly TaskStanding[]): TaskState {
  const states = new Set(tasks.map(({ state }) => state));
  if (states.has('next')) {
    return 'next';
  }
  if (states.has('open')) {
    return 'open';
  }
  return states.has('done') ? 'done' : 'not-needed';
}
