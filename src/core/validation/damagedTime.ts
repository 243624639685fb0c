import type { DamagedTime } from '../checks/band';
import type { JournalEntry } from '../incident/journal';
import { lastWritten } from '../incident/written';

/** From when the damage is said to have happened, or the incident was opened, until the last correction was committed. */
export function damagedTime(entries: readonly JournalEntry[]): DamagedTime {
  const opened = entries.find((entry) => entry.step === 'opened');
  const said = opened?.step === 'opened' ? opened.damagedAt?.split('/')[0] : undefined;
  const isMoment = said !== undefined && !Number.isNaN(Date.parse(said));
  return { from: isMoment ? said : entries[0]?.at, to: lastWritten(entries)?.at };
}
