import type { JournalEntry } from './journal';

/** The last entry that tells of a committed correction, or a part or script of it; an undo since is not looked at. */
export function lastWritten(entries: readonly JournalEntry[]): JournalEntry | undefined {
  return entries.findLast(
    (entry) =>
      (entry.step === 'committed' || (entry.step === 'settled' && entry.outcome === 'applied')) &&
      entry.write !== 'undo',
  );
}
