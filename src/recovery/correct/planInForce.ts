import { notIn, writtenAs } from '../../core/correction/parts';
import { type CorrectionPlan, rowsIn, sumOf } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { correctionLine } from '../../core/correction/planLines';
import { keyId } from '../../core/correction/selection';
import type { RowImage } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import { isOpen } from '../../core/incident/outcome';
import type { IncidentStore } from '../ports/incidentStore';
import type { PlanningIncident } from '../ports/planningIncident';
import { imagesOf, lastOutcomes, type Parts, partsIn } from './parts';

/** A plan that is partly applied. */
export interface PlanBegun extends Pick<StoredPlan, 'plan' | 'digest' | 'continues'> {
  /** Of the rows that are written, in the plan's order. */
  readonly images: readonly RowImage[];
}

/** The plan in place of one that is partly applied. */
export interface PlanGoneOn {
  /** Of the plans whose parts are in force. */
  readonly digests: readonly string[];
  /** Undefined where nothing is. */
  readonly left: CorrectionPlan | undefined;
}

/** @throws {RecoveryError} `in-use`: another plan would take the applied one's undo away. */
export async function refuseOverApplied(incident: IncidentStore): Promise<void> {
  const parts = await partsIn(incident);
  if (parts.inForce.length > 0 || mayHaveBeenApplied(parts)) {
    throw isApplied();
  }
}

/**
 * What a new plan has to go on from; undefined where nothing is in force.
 * @throws {RecoveryError} `in-use` where all of the plan is applied, or may be.
 */
export async function planInForce(incident: PlanningIncident): Promise<PlanBegun | undefined> {
  const parts = await partsIn(incident);
  if (mayHaveBeenApplied(parts)) {
    throw isApplied();
  }
  if (parts.inForce.length === 0) {
    return undefined;
  }
  const { plan, digest, counts, continues } = await incident.plan();
  if (rowsIn(sumOf(parts.inForce.map(({ applied }) => applied.plan))) >= rowsIn(counts)) {
    throw isApplied();
  }
  return { plan, digest, continues, images: await imagesOf(parts.inForce, plan.corrections) };
}

/** What of the plan no part in force has written; all of it where that is nothing. */
export async function planLeft(
  plan: CorrectionPlan,
  incident: IncidentStore,
): Promise<CorrectionPlan> {
  const { inForce } = await partsIn(incident);
  const corrections = notIn(await imagesOf(inForce, plan.corrections), plan.corrections);
  const isPart = corrections.length > 0 && corrections.length < plan.corrections.length;
  return isPart ? { ...plan, corrections } : plan;
}

/** @throws {RecoveryError} `in-use` where the new plan does not hold all that is written, as it was written. */
export function goneOn(plan: CorrectionPlan, { images, digest, ...begun }: PlanBegun): PlanGoneOn {
  const planned = new Map(plan.corrections.map((each) => [keyId(each.key), correctionLine(each)]));
  const isHeld = writtenAs(images, begun.plan.corrections).every(
    (written) => planned.get(keyId(written.key)) === correctionLine(written),
  );
  if (!isHeld) {
    throw isApplied();
  }
  const corrections = notIn(images, plan.corrections);
  return {
    digests: [...(begun.continues ?? []), digest],
    left: corrections.length > 0 ? { ...plan, corrections } : undefined,
  };
}

function mayHaveBeenApplied(parts: Parts): boolean {
  const { apply, undo } = lastOutcomes(parts);
  return isOpen(apply) || isOpen(undo);
}

function isApplied(): RecoveryError {
  return new RecoveryError(
    'in-use',
    'The correction of this folder was applied, or may have been.',
    {
      hint: 'Undo it first, or recover into a new folder.',
      ways: ['undo', 'recover'],
    },
  );
}
