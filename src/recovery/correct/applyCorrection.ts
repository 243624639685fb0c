import { notIn, oneTransactionOnly, writtenAs } from '../../core/correction/parts';
import type { ConfirmedPlan } from '../../core/correction/plan';
import { DriftedRowsError, ViolationError } from '../../core/correction/refusal';
import type { RowImage } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import { allAsBefore } from '../../core/incident/verdict';
import { appliedElsewhere } from '../ledger/appliedElsewhere';
import { keepDamagedStateOnce, type KeepingState } from '../snapshot/keepDamagedState';
import { type ApplyEnd, Applying } from './applying';
import { confirmedPart } from '../../core/correction/confirmation';
import type { Correcting } from './correcting';
import { explainingDrift } from './leftByUndo';
import { noteWaits, noticingWaits } from './lockWaits';
import { imagesOf, partAt, type Parts } from './parts';
import { freshRehearsal, rehearseCorrection } from './rehearse';
import { unlessRefused } from './settleOutcome';
import { refuseUnderOtherPlan, settledParts, unknownOf } from './settledOutcomes';
import { refuseOtherAddress } from './sameAddress';
import type { ApplyResult, ConfirmedCorrection } from './results';
import type { Work } from '../work';

const mostTurns = 5;

/**
 * Writes a confirmed correction into production, once: in one transaction unless batches are asked for, after a
 * snapshot of the damaged table and a rehearsal, and never over a row that is not as it was seen. Said to be
 * applied, it is; said to be unknown, ask again. What is left of one that was partly applied is written, no more.
 * @throws {RecoveryError} what kept it; nothing is written then.
 */
export async function applyCorrection(
  correction: ConfirmedCorrection,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult> {
  refuseOtherAddress(correction.plan, correcting);
  refuseBatches(correction.plan, correcting);
  return correcting.target.connectedEarly(() => applyInTurns(correction, correcting, work), work);
}

async function applyInTurns(
  correction: ConfirmedCorrection,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult> {
  const begun = correcting.now().getTime();
  const noticing = noticingWaits(work);
  const services = { correcting, work: noticing.work };
  const applying = new Applying(correction, correcting, noticing.work);
  for (let turn = 1; turn <= mostTurns; turn++) {
    const end = await explainingDrift(correction.plan, correcting.incident, () =>
      applyOnce(correction, applying, services),
    );
    if (end) {
      const lockWaits = noticing.waits();
      await unlessRefused(() => noteWaits(correcting, 'apply', lockWaits));
      const seconds = (correcting.now().getTime() - begun) / 1000;
      return end.outcome === 'unknown' ? end : { ...applying.report(), ...end, lockWaits, seconds };
    }
  }
  throw new RecoveryError('in-use', 'Others apply and undo this very plan at the same time.', {
    hint: 'Agree on who does it.',
  });
}

/** Before anything is asked of production, or written anywhere. @throws {RecoveryError} `usage`. */
function refuseBatches(plan: ConfirmedPlan, { batchRows }: Correcting): void {
  const why = oneTransactionOnly(plan);
  if (why !== undefined && batchRows !== undefined && plan.corrections.length > batchRows) {
    throw new RecoveryError('usage', why, { hint: 'Apply it in one transaction.' });
  }
}

interface Services {
  readonly correcting: Correcting;
  readonly work: Work;
}

/** Undefined where somebody else has applied or undone it meanwhile. */
async function applyOnce(
  correction: ConfirmedCorrection,
  applying: Applying,
  services: Services,
): Promise<ApplyEnd | undefined> {
  const { correcting, work } = services;
  const settled = await settledParts(correction, correcting, work);
  const unknown = unknownOf(settled);
  if (unknown) {
    return { outcome: 'unknown', xid: unknown.xid };
  }
  refuseUnderOtherPlan(settled, correction);
  const { parts, images, foundUndone } = await standing(settled, correction, services);
  applying.goOn(parts, images, foundUndone);
  const left = notIn(images, correction.plan.corrections);
  if (left.length === 0) {
    await correcting.incident.note({ step: 'already', write: 'apply', by: 'outcome' });
    return applying.already();
  }
  const elsewhere = await appliedElsewhere(correction.plan, applying.once, correcting, work);
  if (elsewhere) {
    await correcting.incident.note({ step: 'already', write: 'apply', by: 'ledger' });
    return applying.alreadyElsewhere(elsewhere);
  }
  const plan = images.length === 0 ? correction.plan : confirmedPart(correction.plan, left);
  return applying.orPartly(async () => {
    const keeping = keptFor(correction, correcting);
    applying.snapshot ??= await keepDamagedStateOnce(keeping, !plan.wholeTable, work);
    await rehearseIfNeeded({ ...correction, plan }, correcting, work);
    return applying.write(plan);
  });
}

interface Standing {
  readonly parts: Parts;
  readonly images: readonly RowImage[];
  /** Transactions of ours that were taken back by hand. */
  readonly foundUndone: readonly string[];
}

/** The parts that are in force, with the rows that they wrote: none where somebody has taken them back by hand. */
async function standing(
  settled: Parts,
  correction: ConfirmedCorrection,
  services: Services,
): Promise<Standing> {
  const { incident } = services.correcting;
  const images = await imagesOf(settled.inForce, correction.plan.corrections);
  return images.length > 0 && (await isTakenBackByHand(images, correction, services))
    ? {
        parts: { inForce: [], next: await partAt(incident, 1) },
        images: [],
        foundUndone: settled.inForce.map(({ applied }) => applied.xid),
      }
    : { parts: settled, images, foundUndone: [] };
}

function keptFor({ plan, origin }: ConfirmedCorrection, correcting: Correcting): KeepingState {
  return { ...correcting, identity: plan.table.identity, tool: origin.tool };
}

/** Every row is exactly as before the apply: somebody has run the undo script. */
async function isTakenBackByHand(
  images: readonly RowImage[],
  { plan }: ConfirmedCorrection,
  { correcting, work }: Services,
): Promise<boolean> {
  const corrections = writtenAs(images, plan.corrections);
  const observed = await correcting.target.observe({ ...plan, corrections }, undefined, work);
  return allAsBefore(images, observed);
}

async function rehearseIfNeeded(
  correction: ConfirmedCorrection,
  correcting: Correcting,
  work: Work,
): Promise<void> {
  if (await freshRehearsal(correction, correcting)) {
    return;
  }
  const { drifted, violations } = await rehearseCorrection(correction, correcting, work);
  if (drifted.length > 0) {
    throw new DriftedRowsError(drifted);
  }
  for (const violation of violations) {
    throw new ViolationError(violation, { hint: 'Nothing was written.' });
  }
}
