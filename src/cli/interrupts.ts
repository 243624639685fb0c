/** Why work stops when the operator says so. */
export class Cancelled extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('Cancelled.');
  }
}

/** Turns Ctrl-C and SIGTERM into an abort; `release` gives the signals back. */
export function interruptSignal(say: (line: string) => void): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => {
    say(controller.signal.aborted ? 'Still cleaning up …' : 'Stopping, cleaning up …');
    controller.abort(new Cancelled());
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) {
    process.on(name, stop);
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) {
        process.off(name, stop);
      }
    },
  };
}
