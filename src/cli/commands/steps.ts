import { closedBy, doerOf, nextTask, openTasks, stepsOf } from '../../core/incident/steps/progress';
import type { StepStanding, TaskStanding } from '../../core/incident/steps/progress';
import { Moments } from '../../core/report/moments';
import { wordsIn } from '../../core/report/words/language';
import { thisMachinesClock } from '../../engine/dumpRanking';
import { openIncident } from '../../engine/incidents';
import { factsOf } from '../../engine/reviewing';
import { command, operand } from '../command';
import type { Answer, Command, CommandHost, CommandSpec } from '../commandSpec';
import { aligned, asIs, paragraphs } from '../text';

const spec = {
  name: 'steps',
  summary: 'Shows the steps of an incident: what is done, by whom and when, and what is next.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: {},
} as const satisfies CommandSpec;

export const steps: Command = command(spec, async (call) => {
  const facts = await factsOf(await openIncident(operand(call)));
  const found = stepsOf(facts);
  const closed = closedBy(facts.entries);
  return {
    fields: {
      steps: found.map(({ tasks, ...step }) => ({ ...step, tasks: tasks.map(taskFields) })),
      next: nextTask(found) ?? null,
      open: openTasks(found),
      closed: closed ? { at: closed.at, by: closed.by ?? null } : null,
    },
    text: textOf(found, closed?.at, call.language),
  };
});

function taskFields(standing: TaskStanding): Answer['fields'] {
  const { task, state, entry } = standing;
  const by = doerOf(standing);
  return {
    ...{ task, state, byHand: entry?.step === 'task' },
    ...(entry ? { at: entry.at } : {}),
    ...(by === undefined ? {} : { by }),
    ...(entry?.step === 'task' ? { text: entry.text } : {}),
  };
}

function textOf(
  found: readonly StepStanding[],
  closedAt: string | undefined,
  language: CommandHost['language'],
): string {
  const words = wordsIn(language);
  const moments = new Moments(thisMachinesClock(), words);
  const lines = found.flatMap(({ step, number, tasks }) => [
    asIs(`${number}. ${words.procedure.steps[step]}`),
    aligned(
      tasks.map((task) => [
        asIs(words.procedure.tasks[task.task]),
        stateWord(task),
        asIs(doerOf(task) ?? ''),
        asIs(task.entry ? moments.short(task.entry.at).slice(0, 16) : ''),
      ]),
    ),
  ]);
  const next = nextTask(found);
  return paragraphs(
    ...lines,
    next !== undefined && `Next: ${words.procedure.tasks[next]}`,
    closedAt !== undefined && `Closed on ${moments.short(closedAt).slice(0, 16)}.`,
  );
}

function stateWord({ state, entry }: TaskStanding): string {
  switch (state) {
    case 'next':
      return 'next';
    case 'open':
      return 'open';
    case 'not-needed':
      return 'not needed';
    case 'done':
      return entry?.step === 'task' ? 'done by hand' : 'done';
  }
}
