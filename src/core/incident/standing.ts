import type { ActionCounts } from '../correction/plan';
import type { JournalEntry } from './journal';
import { inForce, isOpen, type Outcome } from './outcome';

/** How far an incident has come. `unknown`: the connection was lost at COMMIT, and nobody has asked since. */
export type IncidentStanding =
  'opened' | 'compared' | 'planned' | 'rehearsed' | 'applied' | 'proved' | 'undone' | 'unknown';

/** What a folder says of its incident without reading a row. */
export interface IncidentFacts {
  readonly entries: readonly JournalEntry[];
  readonly applied: Outcome | undefined;
  readonly undone: Outcome | undefined;
  /** Of the script of it that was run last. */
  readonly filed?: Outcome | undefined;
}

export function standingOf({ entries, applied, undone, filed }: IncidentFacts): IncidentStanding {
  if ([applied, undone, filed].some(isOpen)) {
    return 'unknown';
  }
  if (inForce(applied, undone)) {
    return proofOf(entries)?.isProved === true ? 'proved' : 'applied';
  }
  const plan = lastPlanned(entries);
  if (!plan) {
    return entries.some(({ step }) => step === 'compared') ? 'compared' : 'opened';
  }
  return isAppliedOf(plan.digest, applied) ? 'undone' : standingOfPlan(plan.digest, entries);
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
