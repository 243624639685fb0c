import { RecoveryError } from '../../core/errors';
import { countsText } from '../../core/correction/countsText';
import type { PartlyApplied, PartlyUndone } from './results';

/** How far an apply in batches came, and what kept it from going on. */
export function partlyApplied({ done, left, why }: PartlyApplied): RecoveryError {
  return new RecoveryError(
    'partly-applied',
    `Partly applied: ${countsText(done)} are written, ${countsText(left)} are left. ${reason(why)}`,
    {
      hint: 'Apply again to write what is left, or undo what is written.',
      ways: ['apply', 'undo'],
      cause: why,
    },
  );
}

export function partlyUndone({ left, why }: PartlyUndone): RecoveryError {
  return new RecoveryError(
    'partly-applied',
    `Partly undone: ${countsText(left)} are still applied. ${reason(why)}`,
    {
      hint: 'Undo again to take back the rest, or apply to write what is left.',
      ways: ['undo', 'apply'],
      cause: why,
    },
  );
}

function reason(why: PartlyApplied['why']): string {
  return why === 'cancelled' ? 'It was cancelled.' : why.message;
}
