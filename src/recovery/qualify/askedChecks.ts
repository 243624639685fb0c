import type { Check, CheckSide } from '../../core/checks/check';
import type { CheckRun } from '../../core/checks/checkRun';
import type { QualifiedChecks } from '../../core/qualify/qualification';
import type { QueryLog } from '../../core/qualify/queryLog';
import { type CheckRequest, runChecks } from '../checks/runChecks';
import type { AskChecks } from '../ports/checks';
import type { Work } from '../work';

/** The checks of a table that is looked at. */
export interface ChecksToAsk {
  readonly checks: readonly Check[];
  /** Why those that there are cannot be run. */
  readonly checksProblem: string | undefined;
  /** That one query may take at most. */
  readonly seconds: number;
}

export interface AskedChecks {
  /** Undefined where there are none. */
  readonly run: CheckRun | undefined;
  readonly checks: QualifiedChecks;
}

/** Asks each side its checks, and logs each query on the side that it was asked of. */
export async function askedChecks(
  { checks, checksProblem: problem, seconds }: ChecksToAsk,
  sides: CheckRequest['sides'],
  { ask, log, work }: { readonly ask: AskChecks; readonly log: QueryLog; readonly work: Work },
): Promise<AskedChecks> {
  if (checks.length === 0) {
    return { run: undefined, checks: { checks: [], problem } };
  }
  const run = await runChecks({ checks, sides, seconds }, ask, work);
  const asked = run.checks.map((one) => ({
    ...one,
    queries: Object.fromEntries(
      Object.keys(one.verdicts).map((side) => [
        side,
        // Of the sides that were asked.
        log.add(side as CheckSide, one.check.query),
      ]),
    ),
  }));
  return { run, checks: { checks: asked, problem } };
}
