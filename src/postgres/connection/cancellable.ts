import type { Session } from './session';

/** Milliseconds that a server has to stop a statement before its connection is given up. */
const patience = 3000;

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
  const stopping = new StopOnAbort(session, signal);
  try {
    const result = await run();
    signal.throwIfAborted();
    return result;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await stopping.end();
  }
}

/** While it lasts, an abort stops what the session runs. Whoever begins it ends it. */
export class StopOnAbort {
  private stopped: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: Session,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.stop, { once: true });
  }

  /** To be called when the session is quiet: it waits until a request to stop has been taken. */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.stop);
    await this.stopped;
  }

  private readonly stop = (): void => {
    // A server that cannot be reached stops for nobody: losing the connection is all that is left.
    const abandon = (): void => {
      this.session.abandon();
    };
    this.timer = setTimeout(abandon, patience);
    this.stopped = this.session.cancel().catch(abandon);
  };
}
