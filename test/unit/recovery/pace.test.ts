import assert from 'node:assert/strict';
import { Pace, paceParts, type Rate } from '../../../src/recovery/pace';
import type { ProgressStep } from '../../../src/recovery/work';

const step: ProgressStep = { phase: 'rows of t', done: 0, total: 1000, unit: 'bytes' };

/** The rate after the last of steps that are a quarter of a second apart. */
function after(pace: Pace, dones: readonly number[], from = 0, more = {}): Rate | undefined {
  const rates = dones.map((done, at) => pace.after({ ...step, done, ...more }, from + at * 250));
  return rates.at(-1);
}

/** As many steps as come in so many seconds, of so much each. */
function steady(seconds: number, each: number, from = 0): readonly number[] {
  return Array.from({ length: seconds * 4 + 1 }, (_, at) => from + at * each);
}

describe('The pace of a phase', () => {
  it('says nothing in the first two seconds', () => {
    assert.equal(after(new Pace(), steady(1.75, 10)), undefined);
    assert.deepEqual(after(new Pace(), steady(2, 10)), { perSecond: 40, secondsLeft: 23 });
  });

  it('is that of the last few seconds, not of the beginning', () => {
    const pace = new Pace();
    after(pace, steady(10, 1));
    const rate = after(pace, steady(6, 20, 60), 10_250);
    assert.equal(rate?.perSecond, 80);
    assert.equal(rate.secondsLeft, (1000 - 540) / 80);
  });

  it('begins anew with each phase, and where the work begins again', () => {
    const pace = new Pace();
    after(pace, steady(4, 10));
    assert.equal(after(pace, steady(1, 10, 200), 4250, { phase: 'counting' }), undefined);
    assert.equal(after(pace, steady(1, 10), 5500, { phase: 'counting' }), undefined);
  });

  it('tells no time left where the end is unknown, nothing moves, or the total was too small', () => {
    assert.equal(after(new Pace(), steady(3, 10), 0, { total: undefined })?.secondsLeft, undefined);
    const still = after(new Pace(), steady(3, 0));
    assert.deepEqual(still, { perSecond: 0, secondsLeft: undefined });
    assert.deepEqual(paceParts(step, still), []);
    assert.deepEqual(paceParts({ ...step, seconds: 12 }, still), ['for 12 s']);
    assert.equal(after(new Pace(), steady(3, 10), 0, { total: 50 })?.secondsLeft, 0);
  });

  it('is told in words that suit the unit', () => {
    const rate = { perSecond: 1500, secondsLeft: 100 };
    assert.deepEqual(paceParts(step, rate), ['1.5 kB/s', '2 min left']);
    assert.deepEqual(paceParts({ ...step, unit: 'rows' }, rate), ['1,500 rows/s', '2 min left']);
    const hours = { ...rate, secondsLeft: 7200 };
    assert.deepEqual(paceParts({ ...step, unit: 'steps' }, hours), ['2 h left']);
  });
});
