import { sumOf } from '../core/correction/plan';
import { RecoveryError } from '../core/errors';
import { appliedFile } from '../core/incident/standing';
import type { TaskMark, TaskName } from '../core/incident/steps/procedure';
import { openTasks, stepsOf } from '../core/incident/steps/progress';
import { damageLeft } from '../core/strategy/damageLeft';
import { count } from '../core/words';
import type { IncidentFolder } from '../files/incidentFolder';
import { factsOf } from './reviewing';

export interface MarkedTask {
  readonly task: TaskName;
  readonly mark: TaskMark;
  /** What was done, or why. */
  readonly text: string;
  /** Who runs the program where not said. */
  readonly by?: string | undefined;
}

/** What a person says of a task goes into the journal. @throws {RecoveryError} `usage` where nothing is said. */
export async function markTask(
  incident: IncidentFolder,
  { task, mark, text, by }: MarkedTask,
): Promise<void> {
  if (text.trim() === '') {
    throw new RecoveryError('usage', 'Say what was done, or why.');
  }
  await incident.note({
    ...{ step: 'task', task, mark, text: text.trim() },
    ...(by === undefined ? {} : { by }),
  });
}

export interface Closing {
  /** Why, though something is open. */
  readonly reason?: string | undefined;
  /** Who runs the program where not said. */
  readonly by?: string | undefined;
}

/** The journal keeps what was open then. @returns That. */
export async function closeIncident(
  incident: IncidentFolder,
  { reason, by }: Closing = {},
): Promise<readonly TaskName[]> {
  const open = await leftBeforeClosing(incident);
  await incident.note({
    ...{ step: 'closed', open },
    ...(reason === undefined ? {} : { reason }),
    ...(by === undefined ? {} : { by }),
  });
  return open;
}

/** That damaged rows stay as they are while nobody noted what becomes of them: a sentence; undefined where it is not so. */
export async function damageWithoutWord(incident: IncidentFolder): Promise<string | undefined> {
  const facts = await factsOf(incident);
  const { entries, inForce } = facts;
  const isNoted = entries.some((entry) => entry.step === 'note' && entry.about === 'left');
  const corrected = inForce.length === 0 ? undefined : sumOf(inForce.map(({ plan }) => plan));
  const judged = isNoted ? undefined : damageLeft(entries, corrected, appliedFile(facts));
  const left = judged?.left ?? 0;
  return left === 0
    ? undefined
    : `Damaged rows are left as they are, ${count(left)} of them, and nobody noted what becomes of them.`;
}

/** What is still to be done, but for the closing itself. */
export async function leftBeforeClosing(incident: IncidentFolder): Promise<readonly TaskName[]> {
  return openTasks(stepsOf(await factsOf(incident))).filter((task) => task !== 'close');
}
