import type { CorrectionPlan } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { inverseFromImages } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import { inForce, isOpen, type Outcome } from '../../core/incident/outcome';
import type { Correcting } from './correcting';
import { settleOutcome } from './settleOutcome';
import type { Work } from '../work';
import type { SeenOutcomes } from './writePlan';

/** What became of the last apply and the last undo of this folder, asking the database where needed. */
export async function settledOutcomes(
  { plan, digest }: Pick<StoredPlan, 'plan' | 'digest'>,
  correcting: Correcting,
  work: Work,
): Promise<SeenOutcomes> {
  const { incident } = correcting;
  const apply = await incident.outcome('apply');
  if (apply && apply.planDigest !== digest) {
    return { apply, undo: await incident.outcome('undo') };
  }
  const settled = await settleOutcome('apply', plan, correcting, work);
  const undo = await incident.outcome('undo');
  return {
    apply: settled,
    undo: isOpen(undo)
      ? await settleOutcome('undo', await undoPlan(plan, undo, correcting), correcting, work)
      : undo,
  };
}

/**
 * The folder keeps one correction: to write another over one that is in force would lose its undo.
 * @throws {RecoveryError} `in-use`.
 */
export function refuseUnderOtherPlan({ apply, undo }: SeenOutcomes, digest: string): void {
  const other = apply !== undefined && apply.planDigest !== digest;
  if (other && (isOpen(apply) || isOpen(undo) || inForce(apply, undo))) {
    throw new RecoveryError('in-use', 'This folder holds another correction, which was applied.', {
      hint: 'Undo that one first, or open a new incident for this plan.',
    });
  }
}

async function undoPlan(
  plan: CorrectionPlan,
  undo: Outcome,
  { incident }: Correcting,
): Promise<CorrectionPlan> {
  return inverseFromImages(plan, await incident.images('apply', undo.undoes ?? ''));
}
