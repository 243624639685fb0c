import type { ProgressStep, Work } from '../work';

/** Where a part stands among all rows that are to be written. */
export interface PartPlace {
  /** Rows of the parts before it. */
  readonly before: number;
  readonly rows: number;
  readonly total: number;
}

/** What each part does anew, and would set the whole back. */
const ownPhases: ReadonlySet<string> = new Set([
  'locking the planned rows',
  'reading the planned rows',
]);

/** Tells how a part comes on as one stretch of the whole: only of writing, and of the moments without a way back. */
export function partProgress(work: Work, { before, rows, total }: PartPlace): Work {
  const at = (done: number): ProgressStep => ({
    ...{ phase: 'writing rows', done: before + done, total, unit: 'rows' },
  });
  return {
    ...work,
    progress: (step) => {
      if (step.irrevocable === true) {
        work.progress({ ...at(rows), irrevocable: true });
      } else if (step.phase === 'writing rows') {
        work.progress(at(step.done));
      } else if (!ownPhases.has(step.phase)) {
        work.progress(step);
      }
    },
  };
}
