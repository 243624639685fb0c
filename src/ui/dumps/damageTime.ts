import { parseIncidentTime } from '../../core/dumpTime/incidentTime';
import type { Instants, ZoneClock } from '../../core/dumpTime/zoneClock';
import { RecoveryError } from '../../core/errors';
import { chosen } from '../chosen';
import { askText } from '../asking';

/** When the damage happened, by the clocks of this machine; undefined where nobody knows. */
export async function askDamageTime(clock: ZoneClock): Promise<Instants | undefined> {
  const text = await askText({
    title: 'When did the damage happen?',
    prompt: `Local time of this machine (${clock.zone}). Empty if unknown: dumps are then listed by age.`,
    placeHolder: '2026-03-10 09:30',
    validateInput: (input) => (input.trim() === '' ? undefined : problemOf(input, clock)),
  });
  return chosen(text).trim() === '' ? undefined : parseIncidentTime(chosen(text), clock);
}

function problemOf(text: string, clock: ZoneClock): string | undefined {
  try {
    parseIncidentTime(text, clock);
    return undefined;
  } catch (error) {
    if (error instanceof RecoveryError) {
      return [error.message, error.hint].join(' ');
    }
    throw error;
  }
}
