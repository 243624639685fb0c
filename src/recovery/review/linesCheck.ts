import { RecoveryError } from '../../core/errors';

/** Whether the compared rows are as they were sealed, found out while they are looked at already. */
export class LinesCheck {
  private readonly stopping = new AbortController();
  private found: RecoveryError | undefined;
  /** It is over: as far as it got, where it was stopped. */
  readonly done: Promise<void>;

  /** @param check Throws what is wrong with the rows; nothing is checked where it is absent. */
  constructor(check: ((signal: AbortSignal) => Promise<void>) | undefined) {
    this.done = check ? this.run(check) : Promise.resolve();
  }

  /** What is wrong with them, once that is known. */
  get damage(): RecoveryError | undefined {
    return this.found;
  }

  stop(): void {
    this.stopping.abort();
  }

  private async run(check: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    try {
      await check(signal);
    } catch (error) {
      if (!signal.aborted) {
        this.found = error instanceof RecoveryError ? error : unreadable(error);
      }
    }
  }
}

function unreadable(cause: unknown): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    'The compared rows could not be read to their end.',
    {
      hint: 'See that their disk is in order, then open the review again.',
      cause,
    },
  );
}
