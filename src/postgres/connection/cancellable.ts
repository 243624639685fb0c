import type { Session } from './session';

/**
 * Runs statements of one session until done or aborted. On an abort the server is told to stop, and
 * only when the session is quiet again does this reject, with the signal's reason.
 */
export async function cancellable<T>(
  session: Session,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let cancelled: Promise<void> | undefined;
  const cancel = (): void => {
    // Without a second connection, losing the first one is what still stops the server.
    cancelled = session.cancel().catch(() => session.close());
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const result = await run();
    signal.throwIfAborted();
    return result;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelled;
  }
}
