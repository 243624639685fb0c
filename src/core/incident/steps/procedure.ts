/** The steps of the procedure in their order, and what is to be done in each. */
export const procedure = [
  { step: 'qualify', tasks: ['qualify', 'inform'] },
  { step: 'freeze', tasks: ['freeze', 'suspend', 'keep'] },
  { step: 'restore', tasks: ['restore'] },
  { step: 'correct', tasks: ['compare', 'choose', 'plan', 'rehearse', 'apply'] },
  { step: 'validate', tasks: ['prove', 'validate', 'unfreeze', 'resume'] },
  { step: 'report', tasks: ['learn', 'report', 'close'] },
] as const;

export type StepName = (typeof procedure)[number]['step'];
export type TaskName = (typeof procedure)[number]['tasks'][number];

export const taskNames: readonly TaskName[] = procedure.flatMap(({ tasks }) => tasks);

/** What a person says of a task, whatever the tool has seen of it. */
export type TaskMark = 'done' | 'not-needed' | 'open';
