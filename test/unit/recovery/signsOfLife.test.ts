import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { withSignsOfLife } from '../../../src/recovery/signsOfLife';
import type { ProgressStep, Work } from '../../../src/recovery/work';

const sorting = { phase: 'sorting', done: 0, total: undefined, unit: 'rows' } as const;

interface Watched {
  readonly work: Work;
  readonly steps: ProgressStep[];
}

function watched(): Watched {
  const steps: ProgressStep[] = [];
  const { signal } = new AbortController();
  const progress = (step: ProgressStep): void => {
    steps.push(step);
  };
  return { work: { signal, progress }, steps };
}

async function untilSaid(steps: readonly ProgressStep[], seconds: number): Promise<void> {
  while (!steps.some((step) => (step.seconds ?? 0) >= seconds)) {
    await pause(20);
  }
}

describe('Work in which nothing moves for long', () => {
  it('says again what goes on, and for how long already, until it is done', async () => {
    const { work, steps } = watched();
    const begun = performance.now();
    await withSignsOfLife(work, async ({ progress }) => {
      progress(sorting);
      await untilSaid(steps, 2);
    });
    assert.ok(performance.now() - begun >= 2000);
    const [first, ...again] = steps;
    assert.deepEqual(first, sorting);
    // A busy machine may come to it late, and then leave one out.
    const seconds = again.map((step) => step.seconds ?? 0);
    assert.deepEqual(
      again,
      seconds.map((each) => ({ ...sorting, seconds: each })),
    );
    assert.deepEqual(
      seconds,
      [...new Set(seconds)].toSorted((a, b) => a - b),
    );
    const said = steps.length;
    await pause(1100);
    assert.equal(steps.length, said);
  });

  it('counts the time of a phase from its beginning, whatever was said in it', async () => {
    const { work, steps } = watched();
    await withSignsOfLife(work, async ({ progress }) => {
      progress({ ...sorting, phase: 'reading' });
      await pause(300);
      progress(sorting);
      await untilSaid(steps, 1);
      progress({ ...sorting, done: 7 });
      const said = steps.length;
      while (steps.length === said) {
        await pause(20);
      }
      const last = steps.at(-1);
      assert.ok(last);
      const { seconds = 0, ...step } = last;
      assert.deepEqual(step, { ...sorting, done: 7 });
      // From the last word it is one, on any machine that is not late by a second.
      assert.ok(seconds >= 2, String(seconds));
    });
  });
});
