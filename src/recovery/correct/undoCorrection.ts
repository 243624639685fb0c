import { confirmPlan } from '../../core/correction/confirmation';
import { RecoveryError } from '../../core/errors';
import { appliedFile } from '../../core/incident/standing';
import { type AppliedOutcome, type Outcomes, takenBack } from '../../core/incident/outcome';
import { asPlanned, weigh } from '../../core/incident/verdict';
import type { Correcting } from './correcting';
import { noteWaits, noticingWaits } from './lockWaits';
import { nothingToUndo } from './nothingToUndo';
import { partAt } from './parts';
import { refuseUnderOtherPlan, settledParts, unknownOf } from './settledOutcomes';
import { unlessRefused } from './settleOutcome';
import { refuseOtherAddress } from './sameAddress';
import { type UndoEnd, Undoing } from './undoing';
import type { UndoRequest, UndoResult } from './results';
import type { Work } from '../work';

const mostTurns = 5;

/**
 * Gives back the rows as they were before the last apply, from their images, in as many transactions as it was
 * applied in, the last first. Rows that others have changed since are not touched: it refuses then, and so it does
 * where what it would delete has children by now.
 * @throws {RecoveryError} `not-confirmed`, `not-applied`, and what writing throws.
 */
export async function undoCorrection(
  request: UndoRequest,
  correcting: Correcting,
  work: Work,
): Promise<UndoResult> {
  confirmPlan(request.plan, request.confirmedTable);
  refuseOtherAddress(request.plan, correcting);
  const begun = correcting.now().getTime();
  const noticing = noticingWaits(work);
  const services = { correcting, work: noticing.work };
  const undoing = new Undoing(request, correcting, noticing.work);
  for (let turn = 1; turn <= mostTurns; turn++) {
    const end = await undoOnce(request, undoing, services);
    const lockWaits = end ? noticing.waits() : [];
    await unlessRefused(() => noteWaits(correcting, 'undo', lockWaits));
    if (end?.outcome === 'unknown') {
      return end;
    }
    if (end) {
      const seconds = (correcting.now().getTime() - begun) / 1000;
      return { ...undoing.report(), ...end, lockWaits, seconds };
    }
  }
  throw new RecoveryError('in-use', 'Others apply and undo this very plan at the same time.', {
    hint: 'Agree on who does it.',
  });
}

interface Services {
  readonly correcting: Correcting;
  readonly work: Work;
}

/** Undefined where somebody else has applied or undone it meanwhile. */
async function undoOnce(
  request: UndoRequest,
  undoing: Undoing,
  { correcting, work }: Services,
): Promise<UndoEnd | undefined> {
  const parts = await settledParts(request, correcting, work);
  const unknown = unknownOf(parts);
  if (unknown) {
    return { outcome: 'unknown', xid: unknown.xid };
  }
  refuseUnderOtherPlan(parts, request);
  const { inForce, next } = parts;
  if (inForce.length > 0) {
    return undoing.takeBack(inForce, next);
  }
  const again = await appliedAgainElsewhere(request, next, correcting, work);
  if (again) {
    const above = await partAt(correcting.incident, 2);
    return undoing.takeBack([{ ...next, applied: again }], above);
  }
  const end = undoing.alreadyUndone(next);
  if (!end) {
    throw await whyNothing(request, correcting, work);
  }
  return end;
}

/** Its rows may be corrected all the same: from another folder, or by the script. */
async function whyNothing(
  { plan }: UndoRequest,
  correcting: Correcting,
  work: Work,
): Promise<RecoveryError> {
  const facts = await scriptFacts(correcting);
  if (!appliedFile(facts)) {
    const { rows } = await correcting.target.observe(plan, undefined, work);
    if (asPlanned(plan.corrections, undefined, rows).every(Boolean)) {
      return new RecoveryError(
        'not-applied',
        'Rows hold the corrected values, but it was not this folder that wrote them.',
        { hint: 'Undo it where it was applied; what its script applied is undone by undo.sql.' },
      );
    }
  }
  return nothingToUndo(facts);
}

async function scriptFacts({ incident }: Correcting): Promise<Parameters<typeof nothingToUndo>[0]> {
  return { entries: await incident.entries(), filed: await incident.outcome('file') };
}

/**
 * What was undone here, and yet its rows are as it had written them: correction.sql was run since, or
 * a copy of the folder was used. From its images it can be undone once more.
 * @throws {RecoveryError} `not-applied` where only some rows are so, or others changed them since.
 */
async function appliedAgainElsewhere(
  { plan }: UndoRequest,
  outcomes: Outcomes,
  { incident, target }: Correcting,
  work: Work,
): Promise<AppliedOutcome | undefined> {
  const apply = takenBack(outcomes);
  if (!apply) {
    return undefined;
  }
  const images = await incident.images('apply', apply.xid);
  const observed = await target.observe(plan, undefined, work);
  const isWhole = images.length === plan.corrections.length;
  const { allAsBefore, allAsAfter } = isWhole
    ? weigh(plan.corrections, images, observed, apply)
    : { allAsBefore: false, allAsAfter: false };
  if (allAsAfter && !allAsBefore) {
    return apply;
  }
  if (!allAsBefore && asPlanned(plan.corrections, undefined, observed.rows).some(Boolean)) {
    throw new RecoveryError(
      'not-applied',
      'Rows hold the corrected values again, but it was not this folder that wrote them.',
      { hint: 'Undo it where it was applied, or by the undo.sql of that place.' },
    );
  }
  return undefined;
}
