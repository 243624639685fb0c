import { type LockWait, summedWaits } from '../../core/incident/lockWait';
import type { WaitedIn } from '../../core/incident/journal';
import type { Correcting } from './correcting';
import type { Work } from '../work';

/** The same work, and for whom it has waited so far. */
export function noticingWaits(work: Work): {
  readonly work: Work;
  readonly waits: () => readonly LockWait[];
} {
  const waits: LockWait[] = [];
  return {
    work: { ...work, waited: (wait) => waits.push(wait) },
    waits: () => summedWaits(waits),
  };
}

export async function noteWaits(
  { incident }: Pick<Correcting, 'incident'>,
  during: WaitedIn,
  waits: readonly LockWait[],
): Promise<void> {
  for (const { seconds, pid, prepared, user, application, since } of waits) {
    await incident.note({
      ...{ step: 'waited', during, seconds, user, application },
      ...(pid === undefined ? {} : { pid }),
      ...(prepared === undefined ? {} : { prepared }),
      ...(since === undefined ? {} : { since }),
    });
  }
}
