import type { CorrectionPlan } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { inverseFromImages } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import { inForce, isOpen, type Outcome, type Outcomes } from '../../core/incident/outcome';
import type { Correcting } from './correcting';
import { lastOutcomes, type Parts, partsIn } from './parts';
import { settleOutcome } from './settleOutcome';
import type { Work } from '../work';

/** A plan, and which outcomes are its own. */
export type OwnPlan = Pick<StoredPlan, 'plan' | 'digest' | 'continues'>;

/** How this folder's correction stands, asking the database what became of an attempt where only it knows. */
export async function settledParts(
  correction: OwnPlan,
  correcting: Correcting,
  work: Work,
): Promise<Parts> {
  return partsIn(correcting.incident, (incident) =>
    settledOutcomes(correction, { ...correcting, incident }, work),
  );
}

/** What is still not known; undefined where all is. */
export function unknownOf(parts: Parts): Outcome | undefined {
  const { apply, undo } = lastOutcomes(parts);
  return [apply, undo].find((outcome) => outcome?.state === 'unknown');
}

/**
 * The folder keeps one correction: to write another over one that is in force would lose its undo.
 * @throws {RecoveryError} `in-use`.
 */
export function refuseUnderOtherPlan(parts: Parts, correction: OwnPlan): void {
  const { apply, undo } = lastOutcomes(parts);
  const other = apply !== undefined && !isOwn(apply, correction);
  if (other && (isOpen(apply) || isOpen(undo) || inForce(apply, undo))) {
    throw new RecoveryError('in-use', 'This folder holds another correction, which was applied.', {
      hint: 'Undo that one first, or open a new incident for this plan.',
    });
  }
}

/** True where this plan, or what it was cut from, is what was written. */
export function isOwn({ planDigest }: Outcome, { digest, continues = [] }: OwnPlan): boolean {
  return planDigest === digest || continues.includes(planDigest);
}

async function settledOutcomes(
  correction: OwnPlan,
  correcting: Correcting,
  work: Work,
): Promise<Outcomes> {
  const { incident } = correcting;
  const { plan } = correction;
  const apply = await incident.outcome('apply');
  if (apply && !isOwn(apply, correction)) {
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

async function undoPlan(
  plan: CorrectionPlan,
  undo: Outcome,
  { incident }: Correcting,
): Promise<CorrectionPlan> {
  return inverseFromImages(plan, await incident.images('apply', undo.undoes ?? ''));
}
