import { type ActionCounts, type ConfirmedPlan, countActions } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { DriftedRowsError, ViolationError } from '../../core/correction/refusal';
import type { AlteredCell } from '../../core/correction/rowState';
import { inverseFromImages, type RowImage } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import type { LockWait } from '../../core/incident/lockWait';
import { inForce, type Outcome, type SequenceMove } from '../../core/incident/outcome';
import { undoScript } from '../../core/sql/correctionScript';
import { weigh } from '../../core/incident/verdict';
import { keepDamagedStateOnce, type KeepingState } from '../snapshot/keepDamagedState';
import type { SavedTable } from '../snapshot/saveTable';
import type { Correcting } from './correcting';
import { noteWaits, noticingWaits } from './lockWaits';
import { freshRehearsal, rehearseCorrection } from './rehearse';
import { unlessRefused } from './settleOutcome';
import { settledOutcomes, refuseUnderOtherPlan } from './settledOutcomes';
import { refuseOtherAddress } from './sameAddress';
import type { Work } from '../work';
import { writePlan, type WriteResult } from './writePlan';

/** A stored plan whose table the operator has named. */
export interface ConfirmedCorrection extends StoredPlan {
  readonly plan: ConfirmedPlan;
}

export type ApplyResult =
  | {
      readonly outcome: 'applied' | 'already-applied';
      /** Rows written by this call: none where it was applied already. */
      readonly written: ActionCounts;
      /** Undefined where the rows are as planned without our having written them. */
      readonly xid: string | undefined;
      readonly triggers: readonly string[];
      readonly altered: readonly AlteredCell[];
      readonly sequences: readonly SequenceMove[];
      /** Of the damaged table, where this call took one. */
      readonly snapshot?: SavedTable | undefined;
      /** Sentences on what is left to be done by hand. */
      readonly notices: readonly string[];
      /** Its rehearsal's excepted. */
      readonly lockWaits: readonly LockWait[];
      readonly seconds: number;
    }
  | { readonly outcome: 'unknown'; readonly xid: string };

type Applied = Extract<Outcome, { state: 'applied' }>;

const mostTurns = 5;

/**
 * Writes a confirmed correction into production, once: in one transaction, after a snapshot of the
 * damaged table and a rehearsal, and never over a row that is not as it was seen. Said to be applied, it
 * is; said to be unknown, ask again.
 * @throws {RecoveryError} what kept it; nothing was written then.
 */
export async function applyCorrection(
  correction: ConfirmedCorrection,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult> {
  refuseOtherAddress(correction.plan, correcting);
  const begun = correcting.now().getTime();
  const noticing = noticingWaits(work);
  for (let turn = 1; turn <= mostTurns; turn++) {
    const result = await applyOnce(correction, correcting, noticing.work);
    if (result) {
      const lockWaits = noticing.waits();
      await unlessRefused(() => noteWaits(correcting, 'apply', lockWaits));
      const seconds = (correcting.now().getTime() - begun) / 1000;
      return result.outcome === 'unknown' ? result : { ...result, lockWaits, seconds };
    }
  }
  throw new RecoveryError('in-use', 'Others apply and undo this very plan at the same time.', {
    hint: 'Agree on who does it.',
  });
}

/** Undefined where somebody else has applied or undone it meanwhile. */
async function applyOnce(
  correction: ConfirmedCorrection,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult | undefined> {
  const { plan, digest } = correction;
  const seen = await settledOutcomes(correction, correcting, work);
  const unknown = [seen.apply, seen.undo].find((outcome) => outcome?.state === 'unknown');
  if (unknown) {
    return { outcome: 'unknown', xid: unknown.xid };
  }
  refuseUnderOtherPlan(seen, digest);
  const applied = inForce(seen.apply, seen.undo);
  if (applied && !(await isTakenBackByHand(applied, correction, { correcting, work }))) {
    await correcting.incident.note({ step: 'already', write: 'apply', by: 'outcome' });
    return finish({ correction, applied, written: undefined }, correcting, work);
  }
  const keeping = keptFor(correction, correcting);
  const snapshot = await keepDamagedStateOnce(keeping, plan.wholeTable === undefined, work);
  await rehearseIfNeeded(correction, correcting, work);
  const written = await writePlan({ kind: 'apply', plan, digest, seen }, correcting, work);
  const result = await conclude(correction, written, correcting, work);
  return result?.outcome === 'applied' ? { ...result, snapshot } : result;
}

function keptFor({ plan, origin }: ConfirmedCorrection, correcting: Correcting): KeepingState {
  return { ...correcting, identity: plan.table.identity, tool: origin.tool };
}

async function conclude(
  correction: ConfirmedCorrection,
  written: WriteResult,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult | undefined> {
  switch (written.result) {
    case 'written':
      return finish({ correction, applied: written.outcome, written }, correcting, work);
    case 'already':
      return finish({ correction, applied: undefined, written: undefined }, correcting, work);
    case 'unknown':
      return { outcome: 'unknown', xid: written.outcome.xid };
    case 'overtaken':
      return undefined;
  }
}

/** Every row is exactly as before the apply: somebody has run the undo script. */
async function isTakenBackByHand(
  applied: Applied,
  { plan }: ConfirmedCorrection,
  { correcting, work }: { readonly correcting: Correcting; readonly work: Work },
): Promise<boolean> {
  const images = await correcting.incident.images('apply', applied.xid);
  const observed = await correcting.target.observe(plan, undefined, work);
  return weigh(plan.corrections, images, observed, applied).allAsBefore;
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

interface Finished {
  readonly correction: ConfirmedCorrection;
  readonly applied: Applied | undefined;
  /** Undefined where this call found it applied. */
  readonly written: Extract<WriteResult, { result: 'written' }> | undefined;
}

/** What may be done again as often as need be: sequences past the inserted values, the undo script. */
async function finish(
  { correction, applied, written }: Finished,
  correcting: Correcting,
  work: Work,
): Promise<ApplyResult> {
  const nothing = { insert: 0, update: 0, delete: 0 };
  const notices: string[] = [];
  const sequences = await moveSequences({ correction, applied, notices }, correcting, work);
  if (applied) {
    const images = written?.images;
    await writeUndoScript({ correction, applied, images, notices }, correcting);
  }
  return {
    outcome: written ? 'applied' : 'already-applied',
    written: written ? countActions(correction.plan.corrections) : nothing,
    altered: written?.altered ?? [],
    xid: applied?.xid,
    triggers: applied?.triggers ?? [],
    ...{ sequences, notices, lockWaits: [], seconds: 0 },
  };
}

interface Finishing {
  readonly correction: ConfirmedCorrection;
  readonly applied: Applied | undefined;
  /** Grows. */
  readonly notices: string[];
}

async function moveSequences(
  { correction, applied, notices }: Finishing,
  { target, incident }: Correcting,
  work: Work,
): Promise<readonly SequenceMove[]> {
  try {
    const { moved, notices: left } = await target.moveSequences(correction.plan, work);
    notices.push(...left);
    if (moved.length > 0) {
      await incident.note({ step: 'sequences', write: 'apply', moved });
    }
    if (applied) {
      const sequences = [...applied.sequences, ...moved];
      await incident.concludeOutcome({ ...applied, sequences });
    }
    return moved;
  } catch (error) {
    notices.push(
      `Sequences of inserted columns may still be behind (${sentence(error, work)}): apply again to move them.`,
    );
    return [];
  }
}

interface UndoScriptFacts extends Finishing {
  readonly applied: Applied;
  /** Undefined where they have to be read. */
  readonly images: readonly RowImage[] | undefined;
}

async function writeUndoScript(
  { correction, applied, images, notices }: UndoScriptFacts,
  { incident }: Correcting,
): Promise<void> {
  try {
    const { plan, origin } = correction;
    const written = images ?? (await incident.images('apply', applied.xid));
    await incident.saveUndoScript(undoScript(inverseFromImages(plan, written), origin));
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    notices.push(`undo.sql was not written anew: ${error.message}`);
  }
}

/** The rows are applied whatever happens here; only a bug may rise. */
function sentence(error: unknown, { signal }: Work): string {
  if (signal.aborted) {
    return 'cancelled';
  }
  if (error instanceof RecoveryError) {
    return error.message;
  }
  throw error;
}
