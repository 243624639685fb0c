import { writtenAs } from '../../core/correction/parts';
import type { CorrectionPlan } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import { type AttemptKind, attemptOf, isOpen, type Outcome } from '../../core/incident/outcome';
import {
  type Evidence,
  type Verdict,
  verdict,
  verdictByNumber,
  verdictUnentered,
  weigh,
} from '../../core/incident/verdict';
import type { Correcting } from './correcting';
import type { WriteKind } from '../ports/incidentStore';
import type { Work } from '../work';

type OpenOutcome = Extract<Outcome, { state: 'committing' | 'unknown' }>;

/**
 * What became of the last attempt of this kind, asking the database where only it can know.
 * `plan` is the one that the attempt wrote, or wrote a part of; of a script, the incident's.
 * @throws {RecoveryError} where the database cannot be asked.
 */
export async function settleOutcome(
  kind: AttemptKind,
  plan: CorrectionPlan,
  correcting: Correcting,
  work: Work,
): Promise<Outcome | undefined> {
  const outcome = await correcting.incident.outcome(kind);
  return isOpen(outcome) ? settle(outcome, plan, correcting, work) : outcome;
}

/** The same right after COMMIT: a database that cannot be asked now leaves the outcome unknown. */
export async function settleAttempt(
  outcome: OpenOutcome,
  plan: CorrectionPlan,
  correcting: Correcting,
  work: Work,
): Promise<Outcome> {
  try {
    return await settle(outcome, plan, correcting, work);
  } catch (error) {
    if (error instanceof RecoveryError || work.signal.aborted) {
      const unknown = { ...outcome, state: 'unknown' } as const;
      await unlessRefused(() => correcting.incident.concludeOutcome(unknown));
      return unknown;
    }
    throw error;
  }
}

/** After COMMIT the folder may fail, its disk being full: what stands in it then is asked about again. */
export async function unlessRefused(record: () => Promise<void>): Promise<void> {
  try {
    await record();
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
  }
}

async function settle(
  outcome: OpenOutcome,
  plan: CorrectionPlan,
  correcting: Correcting,
  work: Work,
): Promise<Outcome> {
  const found = await ask(outcome, plan, correcting, work);
  await correcting.incident.note({
    ...{ step: 'settled', write: outcome.kind, xid: outcome.xid },
    ...(outcome.kind === 'file' ? { digest: outcome.planDigest } : {}),
    outcome: found,
  });
  return record(outcome, found, correcting);
}

async function ask(
  outcome: OpenOutcome,
  plan: CorrectionPlan,
  correcting: Correcting,
  work: Work,
): Promise<Verdict> {
  const { target } = correcting;
  const attempt = attemptOf(outcome);
  const status = await target.status(attempt, work);
  if (status === 'in progress') {
    return 'unknown';
  }
  const isEntered =
    attempt.ledger === undefined ? undefined : await target.isEntered(attempt, work);
  if (isEntered === true) {
    return 'applied';
  }
  const found =
    outcome.kind === 'file'
      ? verdictByNumber(status)
      : verdict(
          status,
          await evidenceOf({ ...outcome, kind: outcome.kind }, plan, correcting, work),
        );
  return isEntered === false ? verdictUnentered(found, status) : found;
}

async function evidenceOf(
  outcome: OpenOutcome & { readonly kind: WriteKind },
  plan: CorrectionPlan,
  { target, incident }: Correcting,
  work: Work,
): Promise<Evidence> {
  const images = await incident.images(outcome.kind, outcome.xid);
  const corrections = writtenAs(images, plan.corrections);
  const observed = await target.observe({ ...plan, corrections }, undefined, work);
  return weigh(corrections, images, observed, outcome);
}

async function record(
  outcome: OpenOutcome,
  found: Verdict,
  { incident }: Correcting,
): Promise<Outcome> {
  const settled = settledOutcome(outcome, found);
  await incident.concludeOutcome(settled);
  return settled;
}

function settledOutcome(outcome: OpenOutcome, found: Verdict): Outcome {
  switch (found) {
    case 'applied':
      return { ...outcome, state: 'applied', sequences: [] };
    case 'not-applied':
      return { ...attemptOf(outcome), state: 'not-applied', why: 'connection-lost' };
    case 'unknown':
      return { ...outcome, state: 'unknown' };
  }
}
