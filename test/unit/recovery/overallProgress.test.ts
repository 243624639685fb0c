import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OverallProgress } from '../../../src/recovery/overallProgress';
import type { ProgressStep } from '../../../src/recovery/work';

const steps: fc.Arbitrary<readonly ProgressStep[]> = fc.array(
  fc.record({
    phase: fc.constantFrom('restoring', 'comparing', 'reading', 'finding'),
    done: fc.nat(200),
    total: fc.option(fc.nat(100), { nil: undefined }),
    unit: fc.constant('rows' as const),
  }),
);

describe('How far a whole command is', () => {
  it('never goes back and is never all, whatever its phases say', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (made, phases) => {
        const overall = new OverallProgress(phases);
        const percents = made.map((step) => overall.after(step));
        assert.deepEqual(
          percents,
          percents.toSorted((a, b) => a - b),
        );
        assert.ok(percents.every((percent) => percent >= 0 && percent < 100));
      }),
    );
  });

  it('gives as many phases as there are an equal part, and what comes beyond half of the rest', () => {
    const overall = new OverallProgress(2);
    const ended = (phase: string): number =>
      Math.round(overall.after({ phase, done: 8, total: 8, unit: 'steps' }));
    assert.equal(overall.after({ phase: 'restoring', done: 4, total: 8, unit: 'steps' }), 24.75);
    assert.deepEqual([ended('restoring'), ended('comparing')], [50, 99]);
    const short = new OverallProgress(1);
    assert.equal(short.after({ phase: 'reading', done: 1, total: 1, unit: 'steps' }), 99);
    const waiting = new OverallProgress(3);
    assert.equal(waiting.after({ phase: 'waiting', done: 7, total: undefined, unit: 'rows' }), 0);
  });
});
