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
  /** A script of it was run in production: no rows were kept of that. */
  | 'filed'
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
  if (appliedFile(facts)) {
    return 'filed';
  }
  const plan = lastPlanned(entries);
  if (!plan) {
    return entries.some(({ step }) => step === 'compared') ? 'compared' : 'opened';
  }
  return isAppliedOf(plan.digest, applied) ? 'undone' : standingOfPlan(plan.digest, entries);
}

/** A script that was run in production and committed. */
export interface AppliedScript {
  /** Its name; undefined where the journal does not have it. */
  readonly file: string | undefined;
  /** When it was known to have been, ISO 8601. */
  readonly at: string;
  readonly xid: string;
  /** Rows of the table that it touched; undefined where nobody noted it. */
  readonly counts: ActionCounts | undefined;
}

/** The script that was committed last, where nothing else was written, or planned, since. */
export function appliedFile({
  entries,
  filed,
}: Pick<IncidentFacts, 'entries' | 'filed'>): AppliedScript | undefined {
  const last = entries.findLast((entry) => entry.step === 'planned' || isCommitted(entry));
  if (last && isCommitted(last) && last.write === 'file') {
    const { at, xid, digest } = last;
    return { file: fileOf(digest, entries), at, xid, counts: countsOf(last, filed) };
  }
  // What was committed while the disk was full stands in no journal.
  return filed?.state === 'applied' && !isNoted(filed, entries)
    ? {
        ...{ file: fileOf(filed.planDigest, entries), at: filed.at },
        ...{ xid: filed.xid, counts: filed.plan },
      }
    : undefined;
}

function isNoted({ xid }: Outcome, entries: readonly JournalEntry[]): boolean {
  return entries.some((entry) => isCommitted(entry) && entry.xid === xid);
}

function countsOf(last: CommittedEntry, filed: Outcome | undefined): ActionCounts | undefined {
  const noted = last.step === 'committed' ? last.plan : undefined;
  return noted ?? (filed?.state === 'applied' ? filed.plan : undefined);
}

function fileOf(digest: string | undefined, entries: readonly JournalEntry[]): string | undefined {
  const begun = entries.findLast(
    (entry) => entry.step === 'begun' && entry.write === 'file' && entry.digest === digest,
  );
  return begun?.step === 'begun' ? begun.file : undefined;
}

type CommittedEntry = Extract<JournalEntry, { readonly step: 'committed' | 'settled' }>;

function isCommitted(entry: JournalEntry): entry is CommittedEntry {
  return entry.step === 'committed' || (entry.step === 'settled' && entry.outcome === 'applied');
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
  return proof?.step === 'proved' ? { ...proof, isProved: isHeld(proof) } : undefined;
}

/** The first proof of the correction that held since it was last written; undefined where none did. */
export function firstProofOf(
  entries: readonly JournalEntry[],
): Extract<JournalEntry, { step: 'proved' }> | undefined {
  const written = entries.findLastIndex(isWrite);
  return entries
    .slice(written + 1)
    .find(
      (entry): entry is Extract<JournalEntry, { step: 'proved' }> =>
        entry.step === 'proved' && entry.undone === undefined && isHeld(entry),
    );
}

/** Whether it is a proof that the correction is as it was planned, and nothing else written. */
export function isHeld(entry: JournalEntry): boolean {
  return entry.step === 'proved' && entry.different === 0 && entry.writtenByUs === 0;
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
