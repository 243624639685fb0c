import type { JournalEntry } from '../../core/incident/journal';

/** Whether a freeze of the incident was not ended, by what its journal says. */
export function isStillFrozen(entries: readonly JournalEntry[]): boolean {
  const last = entries.findLast(({ step }) => step === 'frozen' || step === 'unfrozen');
  return last?.step === 'frozen';
}
