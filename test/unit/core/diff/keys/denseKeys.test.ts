import assert from 'node:assert/strict';
import type { Key } from '../../../../../src/core/catalog/table';
import { denseKeys } from '../../../../../src/core/diff/keys/denseKeys';

function keys(numbers: readonly (number | bigint | string)[]): readonly Key[] {
  return numbers.map((number) => [String(number)]);
}

const everyThird = Array.from({ length: 20 }, (_, index) => index * 3 - 10);

describe('Integer keys close together', () => {
  it('are a bit each between the first and the last, and tell their place', () => {
    const dense = denseKeys(keys(everyThird));
    assert.ok(dense);
    assert.deepEqual([dense.first, dense.last], [-10, 47]);
    const set = [...Array(58).keys()].filter((at) => ((dense.bits[at >> 3] ?? 0) >> (at & 7)) & 1);
    assert.deepEqual(
      set.map((at) => at + dense.first),
      everyThird,
    );
    assert.deepEqual(
      everyThird.map((number) => dense.places[number - dense.first]),
      [...everyThird.keys()],
    );
  });

  it('are such only where there are many of them, each once, in order, and none is anything else', () => {
    const spoilt: readonly (readonly Key[])[] = [
      [],
      keys(everyThird.slice(0, 5)),
      keys([...everyThird].reverse()),
      keys([...everyThird.slice(0, 10), -10, ...everyThird.slice(10)]),
      keys([...everyThird, 1_000_000]),
      keys(everyThird.map((number) => BigInt(number) + 2n ** 60n)),
      keys(everyThird.map((number) => `${number}.0`)),
      keys([...everyThird.slice(0, 10), 'x', ...everyThird.slice(10)]),
      everyThird.map((number) => [String(number), 'b']),
    ];
    for (const list of spoilt) {
      assert.equal(denseKeys(list), undefined, JSON.stringify(list));
    }
  });
});
