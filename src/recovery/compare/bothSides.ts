import type { Side } from '../ports/snapshot';
import { together } from '../together';

export interface Sides<T> {
  readonly backup: T;
  readonly live: T;
}

/** Runs the same on both sides at once. Where one fails the other is stopped, and waited for. */
export async function bothSides<T>(
  signal: AbortSignal,
  run: (side: Side, signal: AbortSignal) => Promise<T>,
): Promise<Sides<T>> {
  const [backup, live] = await together(signal, [
    (either) => run('backup', either),
    (either) => run('live', either),
  ]);
  // Without a failure both have a result, which may itself be undefined where T is.
  return { backup: backup as T, live: live as T };
}
