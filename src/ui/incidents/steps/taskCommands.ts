import type { TaskName } from '../../../core/incident/steps/procedure';

export interface TaskCommand {
  readonly command: string;
  /** Only of an incident that stands there; of any where not said. */
  readonly when?: 'opened' | 'compared';
}

/** What does each task; each of these asks before it writes anything to production. */
export const taskCommands: Readonly<Record<TaskName, readonly TaskCommand[]>> = {
  qualify: [{ command: 'pra.qualify' }, { command: 'pra.addNote' }],
  inform: [{ command: 'pra.draftMessage' }],
  freeze: [{ command: 'pra.freezeTable' }],
  suspend: [{ command: 'pra.batches' }],
  keep: [{ command: 'pra.snapshotTable' }],
  restore: [{ command: 'pra.recover', when: 'opened' }],
  compare: [
    { command: 'pra.recover', when: 'opened' },
    { command: 'pra.openReview', when: 'compared' },
  ],
  choose: [{ command: 'pra.chooseStrategy', when: 'compared' }, { command: 'pra.addNote' }],
  plan: [{ command: 'pra.openReview', when: 'compared' }],
  rehearse: [{ command: 'pra.rehearse', when: 'compared' }],
  apply: [{ command: 'pra.apply', when: 'compared' }],
  prove: [{ command: 'pra.verifyRecovery', when: 'compared' }],
  validate: [{ command: 'pra.validateRecovery', when: 'compared' }, { command: 'pra.addNote' }],
  unfreeze: [{ command: 'pra.unfreezeTable' }],
  resume: [{ command: 'pra.batches' }],
  learn: [{ command: 'pra.addNote' }],
  report: [{ command: 'pra.writeReport' }],
  close: [{ command: 'pra.closeIncident' }],
};
