import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { withSignsOfLife } from '../../../src/recovery/signsOfLife';
import type { ProgressStep, Work } from '../../../src/recovery/work';

const sorting = { phase: 'sorting', done: 0, total: undefined, unit: 'rows' } as const;

function watched(): { readonly work: Work; readonly steps: ProgressStep[] } {
  const steps: ProgressStep[] = [];
  const { signal } = new AbortController();
  return { work: { signal, progress: (step) => steps.push(step) }, steps };
}

describe('Work in which nothing moves for long', () => {
  it('says again what goes on, and for how long already, until it is done', async () => {
    const { work, steps } = watched();
    await withSignsOfLife(work, async ({ progress }) => {
      progress(sorting);
      await pause(2600);
    });
    assert.deepEqual(steps, [sorting, { ...sorting, seconds: 1 }, { ...sorting, seconds: 2 }]);
    await pause(1100);
    assert.equal(steps.length, 3);
  });

  it('counts the time of a phase from its beginning, whatever was said in it', async () => {
    const { work, steps } = watched();
    await withSignsOfLife(work, async ({ progress }) => {
      progress({ ...sorting, phase: 'reading' });
      progress(sorting);
      await pause(900);
      progress({ ...sorting, done: 7 });
      await pause(2200);
    });
    assert.deepEqual(steps.at(-1), { ...sorting, done: 7, seconds: 3 });
  });
});
