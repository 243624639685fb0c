/** Rejects as soon as the signal says so; what was under way must be ended by whoever called. */
export async function abortable<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  // Where the signal came first nobody waits for it any more: its failure is no one's.
  running.catch(() => undefined);
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([running, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
