import assert from 'node:assert/strict';
import type { Correction } from '../../../../src/core/correction/plan';
import { planSample } from '../../../../src/core/correction/planSample';

const remove = (id: number): Correction => ({ action: 'delete', key: [`${id}`], seen: [`${id}`] });
const update = (id: number, column: number): Correction => ({
  ...{ action: 'update', key: [`${id}`], seen: [`${id}`] },
  set: [{ column, value: 'x' }],
});
const many = <T>(count: number, make: (id: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, id) => make(id));

describe('A sample of a plan', () => {
  it('is none where the plan is no longer than it may be', () => {
    assert.equal(planSample(many(10, remove), 10), undefined);
    assert.equal(planSample([], 10), undefined);
  });

  it('holds of each pattern the first, the last and some between, small ones whole, and is the same each time', () => {
    const corrections = [
      ...many(3, remove),
      ...many(1000, (id) => update(id, id % 2 === 0 ? 1 : 2)),
      update(5000, 3),
    ];
    const sample = planSample(corrections, 24) ?? [];
    assert.equal(sample.length, 24);
    assert.deepEqual(sample.slice(0, 3), [0, 1, 2]);
    assert.equal(sample.at(-1), 1003);
    for (const parity of [0, 1]) {
      const ids = sample.filter((at) => at >= 3 && at < 1003 && (at - 3) % 2 === parity);
      assert.equal(ids.length, 10);
      assert.deepEqual([ids[0], ids.at(-1)], [3 + parity, 1001 + parity]);
      const steps = ids.slice(1).map((at, index) => at - (ids[index] ?? 0));
      assert.ok(Math.max(...steps) - Math.min(...steps) <= 2, steps.join());
    }
    assert.deepEqual(planSample(corrections, 24), sample);
  });

  it('leaves no pattern out, however many there are', () => {
    const corrections = many(600, (id) => update(id, Math.floor(id / 3)));
    const sample = planSample(corrections, 10) ?? [];
    assert.deepEqual(sample, many(200, (id) => [3 * id, 3 * id + 2]).flat());
    assert.equal(
      planSample(
        many(40, (id) => update(id, Math.floor(id / 2))),
        10,
      ),
      undefined,
    );
  });
});
