import type { IncidentStanding } from '../../core/incident/standing';

interface StandingLook {
  readonly icon: string;
  readonly color?: string;
  /** Short enough for a narrow side bar. */
  readonly word: string;
  readonly sentence: string;
}

const nothing = 'Nothing has been written.';

/** How the list shows where an incident stands. */
export const looks: Readonly<Record<IncidentStanding, StandingLook>> = {
  opened: {
    ...{ icon: 'circle-outline', word: 'not compared' },
    sentence: 'Its recovery was broken off before the comparison: Recover Table goes on with it.',
  },
  compared: { icon: 'diff', word: 'compared', sentence: nothing },
  planned: { icon: 'checklist', word: 'planned', sentence: nothing },
  rehearsed: { icon: 'beaker', word: 'rehearsed', sentence: nothing },
  'partly-applied': {
    ...{ icon: 'warning', color: 'list.warningForeground', word: 'PARTLY APPLIED' },
    sentence: 'Some batches are written: Apply writes what is left, Undo takes them back.',
  },
  applied: {
    ...{ icon: 'check', color: 'charts.blue', word: 'applied, not verified' },
    sentence: 'Verify Recovery counts what was written.',
  },
  proved: {
    ...{ icon: 'verified', color: 'testing.iconPassed', word: 'verified' },
    sentence: 'Applied, and proved to be as planned.',
  },
  filed: {
    ...{ icon: 'file-code', color: 'charts.blue', word: 'applied by file' },
    sentence: 'No rows were kept of what the file did: it is undone by hand.',
  },
  undone: { icon: 'discard', word: 'undone', sentence: 'The rows are as they were before.' },
  unknown: {
    ...{ icon: 'warning', color: 'list.warningForeground', word: 'OUTCOME UNKNOWN' },
    sentence: 'The connection was lost at COMMIT: any step asks production what became of it.',
  },
};

export const closed: StandingLook = {
  ...{ icon: 'archive', word: 'closed' },
  sentence: 'Closed: its steps and its report stay here.',
};
