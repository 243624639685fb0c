import { type Band, bandOf, type DamagedTime, healthyRuns, isInside } from './band';
import type { Check } from './check';
import { type CheckRun, earlierRuns, type KeptRun, keptRun } from './checkRun';
import type { Verdict } from './verdict';

/** A number that production answers, beside what it was before. */
export interface Indicator {
  /** Of the check that asks for it. */
  readonly file: string;
  readonly name: string;
  /** Undefined where it could not be asked, as are those that were not asked then. */
  readonly now: number | undefined;
  /** By the last run before the correction, or before this one where nothing is corrected. */
  readonly before: number | undefined;
  readonly weekBefore: number | undefined;
  /** Undefined where no earlier run found it, or the check has limits of its own. */
  readonly band: Band | undefined;
  readonly state: IndicatorState;
}

/** `unknown`: it could not be asked, or nothing says how it should be. */
export type IndicatorState = 'inside' | 'outside' | 'unknown';

/** Whether a check asks for a number rather than for rows that offend. */
export function isIndicator({ expected, side }: Check): boolean {
  return expected.kind !== 'no rows' && side !== 'scratch';
}

/** What production answered to the checks that ask for a number. */
export function indicatorsOf(
  run: CheckRun,
  kept: readonly KeptRun[],
  damaged: DamagedTime | undefined,
): readonly Indicator[] {
  const now = keptRun(run);
  if (!now) {
    return [];
  }
  const healthy = healthyRuns(kept, now, damaged);
  const { before } = earlierRuns(
    kept.filter(({ at }) => damaged?.to === undefined || Date.parse(at) < Date.parse(damaged.to)),
    now,
  );
  const { weekBefore } = earlierRuns(kept, now);
  return run.checks
    .filter(({ check }) => isIndicator(check))
    .flatMap(({ check, verdicts: { production: verdict } }) => {
      const found = (one: KeptRun | undefined): number | undefined => one?.found.get(check.file);
      const values = healthy.flatMap((one) => found(one) ?? []);
      const band = check.expected.kind === 'any number' ? bandOf(values) : undefined;
      return verdict
        ? [
            {
              ...{ file: check.file, name: check.name, band },
              now: 'found' in verdict ? verdict.found : undefined,
              ...{ before: found(before), weekBefore: found(weekBefore) },
              state: stateOf(verdict, band),
            },
          ]
        : [];
    });
}

function stateOf(verdict: Verdict, band: Band | undefined): IndicatorState {
  switch (verdict.state) {
    case 'kept':
      return 'inside';
    case 'broken':
      return 'outside';
    case 'not there':
    case 'not run':
      return 'unknown';
    case 'measured':
      return band ? (isInside(band, verdict.found) ? 'inside' : 'outside') : 'unknown';
  }
}
