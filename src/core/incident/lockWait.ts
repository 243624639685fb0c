import { RecoveryError } from '../errors';
import { type Blocker, blockerText, waitOrEnd } from '../freeze/blocker';

/** For how long, about, a step waited in production for what somebody else held. */
export interface LockWait extends Blocker {
  readonly seconds: number;
}

/** Waits for one transaction as one, the longest first. */
export function summedWaits(waits: readonly LockWait[]): readonly LockWait[] {
  const sums = new Map<string, LockWait>();
  for (const wait of waits) {
    const id = `${wait.pid ?? ''} ${wait.prepared ?? ''} ${wait.since ?? ''}`;
    const seconds = (sums.get(id)?.seconds ?? 0) + wait.seconds;
    sums.set(id, { ...wait, seconds });
  }
  return [...sums.values()].toSorted((one, other) => other.seconds - one.seconds);
}

/** Sentences: `Waited 3.2 s for a lock of process 4711, user app, batch-import, since 2026-03-10T08:00:00Z, active.` */
export function lockWaitSentences(waits: readonly LockWait[]): readonly string[] {
  return waits.map(
    (wait) => `Waited ${wait.seconds.toFixed(1)} s for a lock of ${blockerText(wait)}.`,
  );
}

/** `lock-timeout`, by name of who was in the way. */
export function waitedInVain(blockers: readonly Blocker[], cause: RecoveryError): RecoveryError {
  return new RecoveryError(
    'lock-timeout',
    `Other sessions hold what is to be written: ${blockers.map(blockerText).join('; ')}.`,
    {
      ...{ hint: waitOrEnd, cause },
      ...(cause.sqlstate === undefined ? {} : { sqlstate: cause.sqlstate }),
    },
  );
}
