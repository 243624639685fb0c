import { type ActionCounts, countsLeft, rowsIn, sumOf } from '../correction/plan';
import type { JournalEntry } from './journal';
import { type AppliedOutcome, isOpen, type Outcome } from './outcome';

/** How far an incident has come. `unknown`: the connection was lost at COMMIT, and nobody has asked since. */
export type IncidentStanding =
  | 'opened'
  | 'compared'
  | 'planned'
  | 'rehearsed'
  | 'partly-applied'
  | 'applied'
  | 'proved'
  | 'undone'
  | 'unknown';

/** What a folder says of its incident without reading a row. */
export interface IncidentFacts {
  readonly entries: readonly JournalEntry[];
  /** Of the part that was last written, or taken back. */
  readonly applied: Outcome | undefined;
  readonly undone: Outcome | undefined;
  /** The parts of the correction that are in force, in the order in which they were written. */
  readonly inForce: readonly AppliedOutcome[];
  /** Of the script of it that was run last. */
  readonly filed?: Outcome | undefined;
}

export function standingOf(facts: IncidentFacts): IncidentStanding {
  const { entries, applied, undone, filed, inForce } = facts;
  if ([applied, undone, filed].some(isOpen)) {
    return 'unknown';
  }
  if (inForce.length > 0) {
    if (rowsIn(leftToApply(facts)) > 0) {
      return 'partly-applied';
    }
    return proofOf(entries)?.isProved === true ? 'proved' : 'applied';
  }
  const plan = lastPlanned(entries);
  if (!plan) {
    return entries.some(({ step }) => step === 'compared') ? 'compared' : 'opened';
  }
  return isAppliedOf(plan.digest, applied) ? 'undone' : standingOfPlan(plan.digest, entries);
}

/** What of the last plan is not written, where some of it is. */
export function leftToApply({
  entries,
  inForce,
}: Pick<IncidentFacts, 'entries' | 'inForce'>): ActionCounts {
  const done = sumOf(inForce.map(({ plan }) => plan));
  return countsLeft(lastPlanned(entries)?.plan ?? done, done);
}

export function lastPlanned(
  entries: readonly JournalEntry[],
): { readonly plan: ActionCounts; readonly digest: string } | undefined {
  return entries.findLast((entry) => entry.step === 'planned');
}

/** The last proof since the correction was last written or taken back. */
export function proofOf(
  entries: readonly JournalEntry[],
): (Extract<JournalEntry, { step: 'proved' }> & { readonly isProved: boolean }) | undefined {
  const proof = entries.findLast((entry) => entry.step === 'proved' || isWrite(entry));
  return proof?.step === 'proved'
    ? { ...proof, isProved: proof.different === 0 && proof.writtenByUs === 0 }
    : undefined;
}

function isWrite({ step }: JournalEntry): boolean {
  return step === 'committed' || step === 'settled' || step === 'committing';
}

function isAppliedOf(digest: string, applied: Outcome | undefined): boolean {
  return applied?.state === 'applied' && applied.planDigest === digest;
}

function standingOfPlan(digest: string, entries: readonly JournalEntry[]): IncidentStanding {
  const rehearsal = entries.findLast(
    (entry) => entry.step === 'rehearsed' && entry.digest === digest,
  );
  const passed =
    rehearsal?.step === 'rehearsed' && rehearsal.drifted === 0 && rehearsal.violations === 0;
  return passed ? 'rehearsed' : 'planned';
}
