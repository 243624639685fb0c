import path from 'node:path';
import type { JournalEntry } from '../core/incident/journal';
import type { IncidentFolder } from '../files/incidentFolder';
import type { DumpVerification } from '../recovery/dumps/verifyDump';

/** Whether an incident was opened with that dump, or restored it. */
export function isDumpOf(entries: readonly JournalEntry[], dump: string): boolean {
  return entries.some(
    (entry) =>
      (entry.step === 'opened' || entry.step === 'restored') &&
      entry.dump !== undefined &&
      path.resolve(entry.dump) === path.resolve(dump),
  );
}

/** Whether an incident names the dump that it is put right from. */
export function namesDump(entries: readonly JournalEntry[]): boolean {
  return entries.some(
    (entry) => entry.step === 'restored' || (entry.step === 'opened' && entry.dump !== undefined),
  );
}

/** The verdict on a dump goes into the journal of an incident. */
export async function noteVerdict(
  incident: IncidentFolder,
  { path: dump, ok, sha256, seconds }: DumpVerification,
): Promise<void> {
  await incident.note({
    ...{ step: 'dump-verified', dump, ok, seconds },
    ...(sha256 === undefined ? {} : { sha256 }),
  });
}
