import type { Side } from '../ports/snapshot';

export interface Sides<T> {
  readonly backup: T;
  readonly live: T;
}

/** Runs the same on both sides at once. Where one fails the other is stopped, and waited for. */
export async function bothSides<T>(
  signal: AbortSignal,
  run: (side: Side, signal: AbortSignal) => Promise<T>,
): Promise<Sides<T>> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failure: { readonly error: unknown } | undefined;
  const guarded = async (side: Side): Promise<T | undefined> => {
    try {
      return await run(side, either);
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
      return undefined;
    }
  };
  const [backup, live] = await Promise.all([guarded('backup'), guarded('live')]);
  if (failure) {
    throw failure.error;
  }
  // Without a failure both have a result, which may itself be undefined where T is.
  return { backup: backup as T, live: live as T };
}
