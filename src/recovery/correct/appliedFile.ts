import type { JournalEntry } from '../../core/incident/journal';
import type { IncidentStore } from '../ports/incidentStore';

/** A script that was committed. */
export interface AppliedFile {
  readonly digest: string;
  readonly xid: string;
  /** ISO 8601: when it was run, or was known to have been. */
  readonly at: string;
}

/** The script that was applied last, whatever was tried since. */
export async function lastAppliedFile(
  incident: Pick<IncidentStore, 'outcome' | 'entries'>,
): Promise<AppliedFile | undefined> {
  const last = await incident.outcome('file');
  return last?.state === 'applied'
    ? { digest: last.planDigest, xid: last.xid, at: last.at }
    : (await incident.entries()).flatMap(appliedBy).at(-1);
}

function appliedBy(entry: JournalEntry): readonly AppliedFile[] {
  const isApplied =
    entry.step === 'committed' || (entry.step === 'settled' && entry.outcome === 'applied');
  return isApplied && entry.write === 'file'
    ? [{ digest: entry.digest ?? '', xid: entry.xid, at: entry.at }]
    : [];
}
