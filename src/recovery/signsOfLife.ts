import type { ProgressStep, Work } from './work';

/** Milliseconds without a word after which the last one is said again. */
const patience = 1000;

/**
 * Does work in which nothing may move for long, as while a server sorts: then it says again, every second,
 * what goes on and for how long already, so that whoever looks sees that it is alive.
 */
export async function withSignsOfLife<T>(work: Work, run: (work: Work) => Promise<T>): Promise<T> {
  let last: ProgressStep | undefined;
  let [beganAt, saidAt] = [0, 0];
  const progress = (step: ProgressStep): void => {
    saidAt = performance.now();
    beganAt = step.phase === last?.phase ? beganAt : saidAt;
    last = step;
    work.progress(step);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (last && now - saidAt >= patience) {
      work.progress({ ...last, seconds: Math.floor((now - beganAt) / 1000) });
    }
  }, patience);
  timer.unref();
  try {
    return await run({ ...work, progress });
  } finally {
    clearInterval(timer);
  }
}
