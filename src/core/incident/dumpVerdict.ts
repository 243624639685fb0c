import type { JournalEntry } from './journal';

export type DumpVerdict = Extract<JournalEntry, { readonly step: 'dump-verified' }>;

/** When the dump was read whole, ISO 8601. */
export function readAt({ when, at }: Pick<DumpVerdict, 'when' | 'at'>): string {
  return when ?? at;
}

/** What reading a dump whole showed: the last time before it was restored, and the last time at all. */
export interface DumpVerdicts {
  /** Undefined where it was used unread. */
  readonly before: DumpVerdict | undefined;
  readonly last: DumpVerdict | undefined;
  /** Whether it was used at all by now. */
  readonly isUsed: boolean;
}

export function verdictsOn(
  dump: string | undefined,
  entries: readonly JournalEntry[],
): DumpVerdicts {
  const verdicts = entries
    .filter((entry): entry is DumpVerdict => entry.step === 'dump-verified' && entry.dump === dump)
    .toSorted((one, other) => (readAt(one) < readAt(other) ? -1 : 1));
  const last = (step: JournalEntry['step']): JournalEntry | undefined =>
    entries.findLast((entry) => entry.step === step);
  const usedAt = (last('restored') ?? last('compared'))?.at;
  return {
    before: verdicts.findLast((verdict) => usedAt === undefined || readAt(verdict) <= usedAt),
    last: verdicts.at(-1),
    isUsed: usedAt !== undefined,
  };
}
