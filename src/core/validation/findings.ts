import { type CheckRun, failuresOf } from '../checks/checkRun';
import type { Indicator } from '../checks/indicators';
import type { NotedIndicator } from './notedIndicator';
import type { JournalStep } from '../incident/journal';

/** What the checks found in production, for the journal. */
export function checkedStep(
  run: CheckRun,
  indicators: readonly Indicator[],
): Extract<JournalStep, { readonly step: 'checked' }> {
  const failed = new Set(failuresOf(run));
  const isWarned = ({ verdicts }: CheckRun['checks'][number]): boolean =>
    verdicts.production?.state === 'broken' || verdicts.production?.state === 'not run';
  const names = (checks: CheckRun['checks']): readonly string[] =>
    checks.map(({ check }) => check.name);
  return {
    ...{ step: 'checked', checks: run.checks.length, failed: names([...failed]) },
    warned: names(run.checks.filter((one) => !failed.has(one) && isWarned(one))),
    indicators: indicators.map(notedIndicator),
  };
}

function notedIndicator({ name, now, before, weekBefore, band, state }: Indicator): NotedIndicator {
  return {
    name,
    ...(now === undefined ? {} : { now }),
    ...(before === undefined ? {} : { before }),
    ...(weekBefore === undefined ? {} : { weekBefore }),
    ...band,
    state,
  };
}

/** Why nobody should sign a recovery off as it is: `not-proved`, and the names of checks that failed. */
export interface Objections {
  readonly isProved: boolean;
  readonly failed: readonly string[];
}

export function hasObjections({ isProved, failed }: Objections): boolean {
  return !isProved || failed.length > 0;
}
