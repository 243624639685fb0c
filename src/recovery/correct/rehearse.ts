import { allAsPlanned, alteredIn, driftIn } from '../../core/correction/planState';
import type { CorrectionPlan } from '../../core/correction/plan';
import { planSample } from '../../core/correction/planSample';
import { countActions } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { violationIn } from '../../core/correction/refusal';
import type { AlteredCell } from '../../core/correction/rowState';
import { undoLimits } from '../../core/incident/undoLimits';
import type { Foreseen } from '../../core/incident/foreseen';
import {
  type Rehearsal,
  type RehearsedSample,
  sampleFirstSentence,
  sampleSentence,
  vouches,
} from '../../core/incident/rehearsal';
import type { Violation } from '../../core/correction/violation';
import { foreseeLedger } from '../ledger/appliedElsewhere';
import { type Correcting, untilLocksAllow } from './correcting';
import { leftByUndo } from './leftByUndo';
import { noteWaits, noticingWaits } from './lockWaits';
import type { CorrectionTransaction } from '../ports/correctionTarget';
import { planLeft } from './planInForce';
import { refuseOtherAddress } from './sameAddress';
import type { Work } from '../work';

type Findings = Pick<
  Rehearsal,
  'triggers' | 'drifted' | 'altered' | 'violations' | 'nothingToDo' | 'sample'
>;

/** Rows above which a sample is written. */
const usualRows = 100_000;
/** Minutes. */
export const usuallyHolds = 15;

/**
 * The correction in production, or what is left of one that is partly applied, rolled back; of a large one a sample,
 * and all of it where production refuses that: it may lack what its rows depend on. Every planned row is locked and
 * compared. It locks the rows meanwhile, leaves dead rows and
 * log behind, and uses up values of sequences that triggers call.
 * Drift and violations are findings; what else goes wrong is thrown.
 */
export async function rehearseCorrection(
  { plan: whole, digest }: Pick<StoredPlan, 'plan' | 'digest'>,
  correcting: Correcting,
  work: Work,
): Promise<Rehearsal> {
  refuseOtherAddress(whole, correcting);
  const { target, incident, now } = correcting;
  const plan = await planLeft(whole, incident);
  const begun = now();
  await incident.note({ step: 'rehearsal-begun', digest });
  const noticing = noticingWaits(work);
  const rolledBack = async <T>(
    look: (transaction: CorrectionTransaction) => Promise<T>,
  ): Promise<T> => {
    const transaction = await target.begin(plan, noticing.work);
    try {
      return await look(transaction);
    } finally {
      await transaction.rollback();
    }
  };
  const sample = sampleFor(plan, correcting);
  const findings = await untilLocksAllow(
    async () => {
      const tried =
        sample && (await rolledBack((transaction) => findingsOf(plan, transaction, sample)));
      if (tried?.violations.length === 0) {
        return tried;
      }
      const found = await rolledBack((transaction) => findingsOf(plan, transaction));
      const rows =
        found.violations.length > 0
          ? await rolledBack((transaction) => refusedIn(plan, transaction))
          : [];
      return rows.length > 0 ? { ...found, violations: rows } : found;
    },
    (after) => incident.note({ step: 'rehearsal-tried-again', after }),
    work,
  );
  const driftedBecause = await leftByUndo(plan, findings.drifted, incident);
  const ended = now();
  const rehearsal: Rehearsal = {
    ...{ planDigest: digest, at: ended.toISOString(), plan: countActions(plan.corrections) },
    ...{ ...findings, driftedBecause },
    lockWaits: noticing.waits(),
    seconds: (ended.getTime() - begun.getTime()) / 1000,
  };
  await keep(rehearsal, incident);
  return rehearsal;
}

/** What is to be said before {@link rehearseCorrection}: what it sets off in production. Reads only. */
export async function foreseeRehearsal(
  { plan }: Pick<StoredPlan, 'plan'>,
  correcting: Correcting,
  work: Work,
): Promise<Foreseen> {
  refuseOtherAddress(plan, correcting);
  const foreseen = await correcting.target.foresee(plan, work);
  const sample = sampleFor(plan, correcting);
  return sample ? { ...foreseen, sample: partOf(plan, sample) } : foreseen;
}

/**
 * Sentences that are to be said before the plan is applied: that only a sample was or will be rehearsed, those of
 * {@link foreseeUndo}, and whether production's ledger keeps it.
 */
export async function foreseeApply(
  stored: Pick<StoredPlan, 'plan' | 'digest'>,
  correcting: Correcting,
  work: Work,
): Promise<readonly string[]> {
  const limits = await foreseeUndo(stored, correcting, work);
  const fresh = await freshRehearsal(stored, correcting);
  const sample = fresh ? undefined : sampleFor(stored.plan, correcting);
  const ledger = await foreseeLedger(stored.plan, correcting, work);
  return [
    ...(fresh?.sample ? [sampleSentence(fresh.sample)] : []),
    ...(sample ? [sampleFirstSentence(partOf(stored.plan, sample))] : []),
    ...limits,
    ...ledger,
  ];
}

/** The last rehearsal, where it vouches for the plan. */
export async function freshRehearsal(
  { digest }: Pick<StoredPlan, 'digest'>,
  { incident, now, rehearsalHolds = usuallyHolds, rehearsalRows }: Correcting,
): Promise<Rehearsal | undefined> {
  const last = await incident.lastRehearsal();
  const maxAge = rehearsalHolds * 60_000;
  const asked = { now: now().getTime(), maxAge, sample: rehearsalRows };
  return vouches(last, digest, asked) ? last : undefined;
}

/** Positions in the plan of the rows that are written; undefined for all. */
function sampleFor(
  { corrections }: CorrectionPlan,
  { rehearsalRows = usualRows }: Correcting,
): readonly number[] | undefined {
  return rehearsalRows === 0 ? undefined : planSample(corrections, rehearsalRows);
}

function partOf({ corrections }: CorrectionPlan, sample: readonly number[]): RehearsedSample {
  return { rows: sample.length, of: corrections.length };
}

/**
 * What undoing the plan will not give back: by its last rehearsal, else by a look at the table. Empty where the
 * plan was begun to be applied before: what is to be said then is what became of it.
 */
export async function foreseeUndo(
  { plan, digest }: Pick<StoredPlan, 'plan' | 'digest'>,
  correcting: Correcting,
  work: Work,
): Promise<readonly string[]> {
  const { incident } = correcting;
  if (await incident.outcome('apply')) {
    return [];
  }
  const last = await incident.lastRehearsal();
  const known = last?.planDigest === digest ? last : {};
  return undoLimits(plan, { ...(await foreseeRehearsal({ plan }, correcting, work)), ...known });
}

async function findingsOf(
  plan: CorrectionPlan,
  transaction: CorrectionTransaction,
  sample?: readonly number[],
): Promise<Findings> {
  const { triggers } = transaction;
  const before = await transaction.lockRows('looked for');
  const nothing = { triggers, drifted: [], altered: [], violations: [], nothingToDo: false };
  if (allAsPlanned(plan, before)) {
    return { ...nothing, nothingToDo: true };
  }
  const drifted = driftIn(plan, before);
  if (drifted.length > 0) {
    return { ...nothing, drifted };
  }
  const written = await writeAndLook(plan, transaction, sample);
  return { ...nothing, ...written, ...(sample && { sample: partOf(plan, sample) }) };
}

/** None where a row has moved on since it was refused. */
async function refusedIn(
  plan: CorrectionPlan,
  transaction: CorrectionTransaction,
): Promise<readonly Violation[]> {
  const before = await transaction.lockRows('looked for');
  return driftIn(plan, before).length > 0 ? [] : transaction.refusedRows();
}

async function writeAndLook(
  plan: CorrectionPlan,
  transaction: CorrectionTransaction,
  sample: readonly number[] | undefined,
): Promise<{
  readonly altered: readonly AlteredCell[];
  readonly violations: readonly Violation[];
}> {
  try {
    const { asForeseen, after } = await transaction.write({ sample });
    const { table, corrections } = plan;
    const written = sample
      ? sample.flatMap((position) => corrections[position] ?? [])
      : corrections;
    const altered = asForeseen ? [] : alteredIn({ table, corrections: written }, after());
    return { altered, violations: [] };
  } catch (error) {
    const violation = violationIn(error);
    if (!violation) {
      throw error;
    }
    return { altered: [], violations: [violation] };
  }
}

async function keep(rehearsal: Rehearsal, incident: Correcting['incident']): Promise<void> {
  const { planDigest, drifted, altered, violations, seconds, sample, lockWaits } = rehearsal;
  await incident.saveRehearsal(rehearsal);
  await noteWaits({ incident }, 'rehearsal', lockWaits ?? []);
  await incident.note({
    ...{ step: 'rehearsed', digest: planDigest, seconds },
    ...{ drifted: drifted.length, altered: altered.length, violations: violations.length },
    ...(sample && { sample }),
  });
}
