import assert from 'node:assert/strict';
import { LaterProgress, messageOf, progressReport } from '../../../src/ui/progress';

describe('Progress in a notification', () => {
  it('says how much of how much in the unit of the work', () => {
    const rows = { phase: 'counting', done: 12_000, total: 20_000, unit: 'rows' } as const;
    assert.equal(messageOf(rows), 'counting, 12,000 of 20,000 rows');
    const bytes = { phase: 'reading', done: 1_500_000, total: 30_000_000, unit: 'bytes' } as const;
    assert.equal(messageOf(bytes), 'reading, 1.5 of 30 MB');
    const ranges = { phase: 'comparing', done: 1, total: 8, unit: 'ranges' } as const;
    assert.equal(messageOf(ranges), 'comparing, 12 %');
  });

  it('says beside the bytes how many rows, how fast, and how long it still takes', () => {
    const step = {
      phase: 'rows of t',
      done: 12_300_000,
      total: 45_600_000,
      unit: 'bytes',
    } as const;
    assert.equal(
      messageOf({ ...step, rows: 120_000 }, { perSecond: 8_100_000, secondsLeft: 4.1 }),
      'rows of t, 12 of 46 MB · 120,000 rows · 8.1 MB/s · 5 s left',
    );
  });

  it('says only what is done while the end is not known', () => {
    const step = { phase: 'counting', done: 0, total: undefined, unit: 'rows' } as const;
    assert.equal(messageOf(step), 'counting');
    assert.equal(messageOf({ ...step, done: 5 }), 'counting, 5 rows');
  });

  it('counts up over all phases, and is never full before the end', () => {
    const increments: number[] = [];
    const report = progressReport({
      report: ({ increment }) => void increments.push(increment ?? 0),
    });
    for (const phase of ['restoring', 'keys', 'comparing', 'finding', 'reading', 'more']) {
      report({ phase: `${phase} begins`, done: 0, total: undefined, unit: 'rows' });
      report({ phase, done: 100, total: 100, unit: 'bytes' });
    }
    const sum = increments.reduce((all, increment) => all + increment, 0);
    assert.ok(increments.every((increment) => increment >= 0));
    assert.ok(sum > 90 && sum < 100, String(sum));
  });

  it('that is shown a moment later begins with all that was done before', () => {
    const drawn: unknown[] = [];
    const later = new LaterProgress();
    later.report({ message: 'looking', increment: 10 });
    later.report({ increment: 5 });
    later.passTo({ report: (value) => void drawn.push(value) });
    later.report({ message: 'comparing', increment: 1 });
    assert.deepEqual(drawn, [
      { message: 'looking', increment: 15 },
      { message: 'comparing', increment: 1 },
    ]);
  });
});
