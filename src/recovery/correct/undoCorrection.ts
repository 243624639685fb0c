import { tableLabel } from '../../core/catalog/table';
import { confirmPlan } from '../../core/correction/confirmation';
import { type ActionCounts, type ConfirmedPlan, countActions } from '../../core/correction/plan';
import type { AlteredCell } from '../../core/correction/rowState';
import { inverseFromImages } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import { inForce, type Outcome } from '../../core/incident/outcome';
import { asPlanned, weigh } from '../../core/incident/verdict';
import type { StoredPlan } from '../../core/correction/planFile';
import type { Correcting } from './correcting';
import { refuseUnderOtherPlan, settledOutcomes } from './settledOutcomes';
import { refuseOtherAddress } from './sameAddress';
import type { Work } from '../work';
import { type SeenOutcomes, writePlan } from './writePlan';

export type UndoResult =
  | {
      readonly outcome: 'undone' | 'already-undone';
      /** Rows written by this call. */
      readonly written: ActionCounts;
      readonly xid: string | undefined;
      /** Sentences on what triggers and sequences keep. */
      readonly notGivenBack: readonly string[];
      readonly seconds: number;
    }
  | { readonly outcome: 'unknown'; readonly xid: string };

type Applied = Extract<Outcome, { state: 'applied' }>;

/** What is undone, and the table's name as the operator typed it. */
export interface UndoRequest extends Pick<StoredPlan, 'plan' | 'digest'> {
  readonly confirmedTable: string;
}

const nothing: ActionCounts = { insert: 0, update: 0, delete: 0 };
const mostTurns = 5;

/**
 * Gives back the rows as they were before the last apply, from their images, in one transaction.
 * Rows that others have changed since are not touched: it refuses then, and so it does where what it
 * would delete has children by now.
 * @throws {RecoveryError} `not-confirmed`, `not-applied`, and what {@link writePlan} throws.
 */
export async function undoCorrection(
  request: UndoRequest,
  correcting: Correcting,
  work: Work,
): Promise<UndoResult> {
  confirmPlan(request.plan, request.confirmedTable);
  refuseOtherAddress(request.plan, correcting);
  const begun = correcting.now().getTime();
  for (let turn = 1; turn <= mostTurns; turn++) {
    const result = await undoOnce(request, correcting, work);
    if (result) {
      const seconds = (correcting.now().getTime() - begun) / 1000;
      return result.outcome === 'unknown' ? result : { ...result, seconds };
    }
  }
  throw new RecoveryError('in-use', 'Others apply and undo this very plan at the same time.', {
    hint: 'Agree on who does it.',
  });
}

/** Undefined where somebody else has applied or undone it meanwhile. */
async function undoOnce(
  request: UndoRequest,
  correcting: Correcting,
  work: Work,
): Promise<UndoResult | undefined> {
  const seen = await settledOutcomes(request, correcting, work);
  const unknown = [seen.apply, seen.undo].find((outcome) => outcome?.state === 'unknown');
  if (unknown) {
    return { outcome: 'unknown', xid: unknown.xid };
  }
  refuseUnderOtherPlan(seen, request.digest);
  const applied =
    inForce(seen.apply, seen.undo) ??
    (await appliedAgainElsewhere(request, seen, correcting, work));
  if (!applied) {
    return alreadyUndone(seen);
  }
  const plan = await confirmedUndo(request, applied, correcting);
  if (plan.corrections.length === 0) {
    return done('already-undone', undefined, []);
  }
  const job = { kind: 'undo', plan, digest: request.digest, undoes: applied.xid, seen } as const;
  const written = await writePlan(job, correcting, work);
  switch (written.result) {
    case 'written': {
      const { outcome, altered } = written;
      const kept = [...childrenLost(request.plan), ...notGivenBack(applied, outcome, altered)];
      return { ...done('undone', outcome.xid, kept), written: countActions(plan.corrections) };
    }
    case 'already':
      return done('already-undone', undefined, []);
    case 'unknown':
      return { outcome: 'unknown', xid: written.outcome.xid };
    case 'overtaken':
      return undefined;
  }
}

/**
 * What was undone here, and yet its rows are as it had written them: correction.sql was run since, or
 * a copy of the folder was used. From its images it can be undone once more.
 * @throws {RecoveryError} `not-applied` where only some rows are so, or others changed them since.
 */
async function appliedAgainElsewhere(
  { plan }: UndoRequest,
  { apply, undo }: SeenOutcomes,
  { incident, target }: Correcting,
  work: Work,
): Promise<Applied | undefined> {
  if (apply?.state !== 'applied' || undo?.state !== 'applied' || undo.undoes !== apply.xid) {
    return undefined;
  }
  const images = await incident.images('apply', apply.xid);
  const observed = await target.observe(plan, undefined, work);
  const { allAsBefore, allAsAfter } = weigh(plan.corrections, images, observed, apply);
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

async function confirmedUndo(
  { plan, confirmedTable }: UndoRequest,
  applied: Applied,
  { incident }: Correcting,
): Promise<ConfirmedPlan> {
  const images = await incident.images('apply', applied.xid);
  return confirmPlan(inverseFromImages(plan, images), confirmedTable);
}

function alreadyUndone({ apply, undo }: SeenOutcomes): UndoResult {
  if (apply?.state === 'applied' && undo?.state === 'applied' && undo.undoes === apply.xid) {
    return done('already-undone', undo.xid, []);
  }
  throw new RecoveryError(
    'not-applied',
    'This correction is not applied: there is nothing to undo.',
    {
      hint: 'A correction that was applied by its script is undone by undo.sql.',
    },
  );
}

function done(
  outcome: 'undone' | 'already-undone',
  xid: string | undefined,
  kept: readonly string[],
): Exclude<UndoResult, { outcome: 'unknown' }> {
  return { outcome, written: nothing, xid, notGivenBack: kept, seconds: 0 };
}

function childrenLost({ wholeTable }: UndoRequest['plan']): readonly string[] {
  return (wholeTable?.children ?? []).map(({ child, rows, action }) =>
    action === 'delete'
      ? `${rows} rows of ${tableLabel(child)} stay deleted: they went with deleted rows.`
      : `${rows} rows of ${tableLabel(child)} stay changed: what they referred to was deleted.`,
  );
}

function notGivenBack(
  applied: Applied,
  undone: Applied,
  altered: readonly AlteredCell[],
): readonly string[] {
  const triggers = [...new Set([...applied.triggers, ...undone.triggers])];
  const columns = [...new Set(altered.map(({ column }) => column))];
  return [
    ...triggers.map((name) => `What "${name}" wrote elsewhere when the rows were written stays.`),
    ...columns.map(
      (name) =>
        `Column "${name}" was rewritten by a trigger in ${rowsAltered(altered, name)} rows.`,
    ),
    ...applied.sequences.map(
      ({ name, from, to }) => `Sequence ${name} stays at ${to}; it was ${from}.`,
    ),
  ];
}

function rowsAltered(altered: readonly AlteredCell[], column: string): number {
  return altered.filter((cell) => cell.column === column).length;
}
