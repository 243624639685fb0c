import type { BatchMark, JournalEntry } from './journal';

/** A batch of the incident's checklist, as it was last ticked. */
export interface Batch {
  readonly name: string;
  readonly state: Exclude<BatchMark, 'dropped'>;
  /** Who said so, and when: ISO 8601, UTC. */
  readonly by: string;
  readonly at: string;
}

/** The checklist, in the order in which the batches were listed. */
export function batchesIn(entries: readonly JournalEntry[]): readonly Batch[] {
  const batches = new Map<string, Batch>();
  for (const entry of entries) {
    if (entry.step === 'batch') {
      const { batch: name, state, by, at } = entry;
      if (state === 'dropped') {
        batches.delete(name);
      } else {
        batches.set(name, { name, state, by, at });
      }
    }
  }
  return [...batches.values()];
}

/** What is left to be done with batches: all are to be suspended, and what is suspended is to be resumed. */
export function batchesLeft(batches: readonly Batch[]): {
  readonly toSuspend: readonly Batch[];
  readonly toResume: readonly Batch[];
} {
  return {
    toSuspend: batches.filter(({ state }) => state === 'to-suspend'),
    toResume: batches.filter(({ state }) => state === 'suspended'),
  };
}
