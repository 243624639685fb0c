import type { DamagedTime } from '../../core/checks/band';
import type { Check } from '../../core/checks/check';
import type { CheckRun } from '../../core/checks/checkRun';
import { type Indicator, indicatorsOf } from '../../core/checks/indicators';
import { checkedStep } from '../../core/validation/findings';
import { damagedTime } from '../../core/validation/damagedTime';
import type { RecoveryError } from '../../core/errors';
import { keepRun, runChecks } from '../checks/runChecks';
import type { ConnectionSettings } from '../connectionSettings';
import type { Correcting } from '../correct/correcting';
import { type Proof, proveCorrection } from '../correct/proveCorrection';
import type { AskChecks, CheckFolder } from '../ports/checks';
import type { Work } from '../work';

export type ProvedCorrection = Parameters<typeof proveCorrection>[0];

/** The checks that a recovery is validated by. */
export interface ValidatingChecks {
  readonly checks: readonly Check[];
  readonly folder: Pick<CheckFolder, 'runs' | 'keep'>;
  readonly connection: ConnectionSettings;
  /** That one query may take at most. */
  readonly seconds: number;
  readonly ask: AskChecks;
}

export interface Validation {
  readonly proof: Proof;
  /** Undefined where there are no checks. */
  readonly checked: CheckedAgain | undefined;
}

export interface CheckedAgain {
  readonly run: CheckRun;
  readonly indicators: readonly Indicator[];
  /** As the journal has it. */
  readonly noted: ReturnType<typeof checkedStep>;
  /** Why this run could not be kept for later ones. */
  readonly notKept: RecoveryError | undefined;
}

/**
 * Proves a correction again and runs the checks, their numbers beside those of before. Only reads in production; what
 * was found goes into the journal.
 * @throws {RecoveryError} as {@link proveCorrection} and {@link runChecks}.
 */
export async function validateRecovery(
  correction: ProvedCorrection,
  {
    correcting,
    checks,
  }: { readonly correcting: Correcting; readonly checks?: ValidatingChecks | undefined },
  work: Work,
): Promise<Validation> {
  const proof = await proveCorrection(correction, correcting, work);
  if (!checks) {
    return { proof, checked: undefined };
  }
  const { incident } = correcting;
  const checked = await checkAgain(checks, damagedTime(await incident.entries()), work);
  await incident.note(checked.noted);
  return { proof, checked };
}

async function checkAgain(
  { checks, folder, connection, seconds, ask }: ValidatingChecks,
  damaged: DamagedTime,
  work: Work,
): Promise<CheckedAgain> {
  const kept = await folder.runs();
  const sides = [{ side: 'production' as const, connection }];
  const run = await runChecks({ checks, sides, seconds }, ask, work);
  const { notKept } = await keepRun(run, folder, true);
  const indicators = indicatorsOf(run, kept, damaged);
  return { run, indicators, noted: checkedStep(run, indicators), notKept };
}
