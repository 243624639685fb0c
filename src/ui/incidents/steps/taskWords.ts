import type { TaskName } from '../../../core/incident/steps/procedure';
import { doerOf, type TaskStanding } from '../../../core/incident/steps/progress';
import { inWindow } from '../../asking';
import { shortMoment } from '../moment';

/** What a task is for, and how it is done. */
export const taskHints: Readonly<Record<TaskName, string>> = {
  qualify: 'Find out what is damaged, since when and by what, and note it.',
  inform: 'Tell the business what does not work and when it hears more: a draft is there.',
  freeze: 'Have production refuse writes to the table while it is put right.',
  suspend: 'List the batches that write to the table, and tick those that are suspended.',
  keep: 'Write the table as it is now into a file, before anything is put right; production is only read.',
  restore: 'Restore the newest healthy backup of before the damage beside production.',
  compare: 'See row by row what production has otherwise; it follows the restore.',
  choose: 'Decide what is put right, all or a part, and note why.',
  plan: 'Select in the review what is put right, and save the script.',
  rehearse: 'Make the whole correction in production and roll it back.',
  apply: 'Write the correction; the table’s name is asked for before.',
  prove: 'Count in production that what was planned is so, and nothing else was written.',
  validate: 'Have the business look at its rows, screens and reports, and note who agrees.',
  unfreeze: 'Let everybody write to the table again.',
  resume: 'Take the suspended batches up again, one after the other, and tick them.',
  learn: 'Note what made it happen, what is to be done about it, and what was learnt.',
  report: 'Write the report with its figures and charts from the journal.',
  close: 'Close it once the rest is done; what is still open is named before.',
};

/** `done, marie, 27 Nov, 10:58`, in the window's language but for the name. */
export function taskLabel(standing: TaskStanding): string {
  const { state, entry } = standing;
  if (state === 'next') {
    return inWindow('next');
  }
  if (state === 'open') {
    return '';
  }
  const said = inWindow(wordsOf(state, entry?.step === 'task'));
  const who = doerOf(standing);
  const when = entry && shortMoment(entry.at);
  return [said, who, when].filter((text) => text !== undefined && text !== '').join(', ');
}

function wordsOf(state: 'done' | 'not-needed', byHand: boolean): string {
  return state === 'not-needed' ? 'not needed' : byHand ? 'done by hand' : 'done';
}
