import { setImmediate as othersTurn } from 'node:timers/promises';

/** Takes steps one after the other, each once everything else that is due has had its turn; until they are ended. */
export async function inSpareMoments(steps: Iterable<void>): Promise<void> {
  const taken = steps[Symbol.iterator]();
  do {
    await othersTurn();
  } while (taken.next().done !== true);
}
