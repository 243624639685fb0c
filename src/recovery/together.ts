/** Runs all at once. Where one fails the others are stopped, and waited for. */
export async function together<T>(
  signal: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<readonly T[]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failure: { readonly error: unknown } | undefined;
  const guarded = async (task: (signal: AbortSignal) => Promise<T>): Promise<readonly T[]> => {
    try {
      return [await task(either)];
    } catch (error) {
      failure ??= { error };
      stop.abort(error);
      return [];
    }
  };
  const results = await Promise.all(tasks.map(guarded));
  if (failure) {
    throw failure.error;
  }
  return results.flatMap((result) => result);
}

/** Takes the items in turn, so many at once; the results are in the order of the items. */
export async function eachOf<I, T>(
  items: readonly I[],
  { atOnce, signal }: { readonly atOnce: number; readonly signal: AbortSignal },
  run: (item: I, signal: AbortSignal) => Promise<T>,
): Promise<readonly T[]> {
  const results = new Array<T>(items.length);
  const untaken = items.entries();
  const work = async (either: AbortSignal): Promise<void> => {
    for (const [index, item] of untaken) {
      results[index] = await run(item, either);
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, () => work);
  await together(signal, workers);
  return results;
}

/** Both at once, each to its end; where both fail, the failure of the first is told. */
export async function bothDone<A, B>(
  one: Promise<A>,
  other: B | Promise<B>,
): Promise<readonly [A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
