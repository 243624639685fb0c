import { RecoveryError } from '../../core/errors';
import type { Snapshot } from '../ports/snapshot';
import type { Sides } from './bothSides';
import type { TableComparison } from './compareTable';

/** Seconds that a snapshot may be kept where nobody says otherwise. As long as it is, its server cleans up no row that was deleted since. */
export const longestSnapshot = 6 * 3600;
/** Seconds from which on the operator is told what it did to production. */
const longSnapshot = 10 * 60;

/** Ends with `snapshot-too-old` what takes longer than a snapshot may be kept. Whoever makes it disposes of it. */
export class SnapshotLimit {
  readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout;

  constructor(signal: AbortSignal, seconds = longestSnapshot) {
    const ending = new AbortController();
    this.signal = AbortSignal.any([signal, ending.signal]);
    this.timer = setTimeout(() => {
      ending.abort(tooOld(seconds));
    }, seconds * 1000);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** The comparison with the age that its snapshots have by now. */
export function withAge<T extends TableComparison>(
  comparison: T,
  { backup, live }: Sides<Pick<Snapshot, 'heldSeconds'>>,
): T {
  const heldSeconds = { backup: backup.heldSeconds, live: live.heldSeconds };
  const notice = ageNotice(heldSeconds.live);
  const notices = notice === undefined ? [] : [notice];
  return { ...comparison, heldSeconds, notices: [...comparison.notices, ...notices] };
}

/** What a snapshot of that age did to production; undefined where it is not worth a word. */
export function ageNotice(seconds: number): string | undefined {
  return seconds < longSnapshot
    ? undefined
    : `Production kept its snapshot for ${Math.round(seconds / 60)} minutes; vacuum cleaned up no row there, of any table, that was deleted or updated meanwhile.`;
}

function tooOld(seconds: number): RecoveryError {
  return new RecoveryError(
    'snapshot-too-old',
    `The snapshots were kept for ${Math.round(seconds / 360) / 10} hours: longer would keep vacuum from cleaning up production’s tables.`,
    {
      hint: 'Compare the table in parts, by a condition or a period, or let the snapshots be kept for longer.',
      ways: ['longer-snapshot'],
    },
  );
}
