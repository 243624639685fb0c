import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Correction } from '../../../../src/core/correction/plan';
import { type UniqueKey, updateOrder } from '../../../../src/core/correction/updateOrder';

const code: UniqueKey = { name: 'code_key', columns: [1], nullsDistinct: true, partial: false };

/** The row `id` gives `from` up for `to`. */
function update(id: number, from: string | null, to: string | null): Correction {
  return {
    ...{ action: 'update', key: [String(id)], seen: [String(id), from, 'x'] },
    set: [{ column: 1, value: to }],
  };
}

function inRings(corrections: readonly Correction[], keys: readonly UniqueKey[]): number[] {
  return updateOrder(corrections, keys).rings.map(({ position }) => position);
}

describe('The order of updates', () => {
  it('is one wave where none takes what another gives up', () => {
    const plan = [update(1, 'a', 'b'), update(2, 'c', 'd'), update(3, null, null)];
    assert.deepEqual(updateOrder(plan, [code]), { waves: [[0, 1, 2]], rings: [] });
    assert.deepEqual(updateOrder(plan, []).waves, [[0, 1, 2]]);
  });

  it('has no wave where nothing is updated', () => {
    const plan: Correction[] = [{ action: 'delete', key: ['1'], seen: ['1', 'a', 'x'] }];
    assert.deepEqual(updateOrder(plan, [code]), { waves: [], rings: [] });
  });

  it('lets a value be given up before it is taken, along a chain', () => {
    const plan = [
      update(1, 'a', 'b'),
      update(2, 'b', 'c'),
      update(3, 'c', 'd'),
      update(4, 'z', 'y'),
    ];
    assert.deepEqual(updateOrder(plan, [code]), { waves: [[2, 3], [1], [0]], rings: [] });
  });

  it('holds to what else is known to wait, beside the keys', () => {
    const plan = [update(1, 'a', 'b'), update(2, 'b', 'c'), update(3, 'p', 'q')];
    const key = { name: 'period_excl', partial: false };
    const known = [{ taker: 1, giver: 2, key }];
    assert.deepEqual(updateOrder(plan, [code], known), { waves: [[2], [1], [0]], rings: [] });
    const { rings } = updateOrder(plan, [code], [...known, { taker: 2, giver: 0, key }]);
    assert.deepEqual(
      rings.map(({ position, key: { name } }) => [position, name]),
      [
        [0, 'code_key'],
        [1, 'period_excl'],
        [2, 'period_excl'],
      ],
    );
  });

  it('names two rows that exchange their values, and not one that only waits for them', () => {
    const plan = [
      update(1, 'a', 'b'),
      update(2, 'b', 'a'),
      update(3, 'q', 'x'),
      update(4, 'p', 'q'),
    ];
    assert.deepEqual(inRings(plan, [code]), [0, 1]);
  });

  it('names the rows of a longer ring', () => {
    const plan = [update(1, 'a', 'b'), update(2, 'b', 'c'), update(3, 'c', 'a')];
    assert.deepEqual(inRings(plan, [code]), [0, 1, 2]);
  });

  it('finds a ring over two keys', () => {
    const note: UniqueKey = { ...code, name: 'note_key', columns: [2] };
    const plan: Correction[] = [
      {
        action: 'update',
        key: ['1'],
        seen: ['1', 'a', 'm'],
        set: [
          { column: 1, value: 'b' },
          { column: 2, value: 'k' },
        ],
      },
      {
        action: 'update',
        key: ['2'],
        seen: ['2', 'b', 'n'],
        set: [
          { column: 1, value: 'c' },
          { column: 2, value: 'm' },
        ],
      },
    ];
    assert.deepEqual(inRings(plan, [code]), []);
    assert.deepEqual(
      updateOrder(plan, [code, note]).rings.map(({ position, key }) => [position, key.name]),
      [
        [0, 'code_key'],
        [1, 'note_key'],
      ],
    );
  });

  it('takes NULL for a value only where the key does', () => {
    const plan = [update(1, null, 'b'), update(2, 'b', null)];
    assert.deepEqual(inRings(plan, [code]), []);
    assert.deepEqual(inRings(plan, [{ ...code, nullsDistinct: false }]), [0, 1]);
  });

  it('looks at all columns of a key together', () => {
    const both: UniqueKey = { ...code, columns: [2, 1] };
    const other: Correction = { ...update(2, 'b', 'a'), seen: ['2', 'b', 'other'] } as Correction;
    assert.deepEqual(inRings([update(1, 'a', 'b'), other], [both]), []);
    assert.deepEqual(inRings([update(1, 'a', 'b'), update(2, 'b', 'a')], [both]), [0, 1]);
  });

  it('leaves a ring by a key of some rows only to the server, and orders a chain by it', () => {
    const partial: UniqueKey = { ...code, partial: true };
    const swap = [update(1, 'a', 'b'), update(2, 'b', 'a')];
    assert.deepEqual(updateOrder(swap, [partial]), { waves: [[0, 1]], rings: [] });
    const chain = [update(1, 'a', 'b'), update(2, 'b', 'c')];
    assert.deepEqual(updateOrder(chain, [partial]).waves, [[1], [0]]);
  });

  it('never takes a value before it is free, and leaves out only rows that wait for a ring', () => {
    const moved = fc
      .uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1 })
      .chain((values) =>
        fc.tuple(
          fc.constant(values),
          fc.shuffledSubarray([...Array(16).keys()], {
            minLength: values.length,
            maxLength: values.length,
          }),
        ),
      );
    fc.assert(
      fc.property(moved, ([from, to]) => {
        const plan = from.map((value, id) => update(id, String(value), String(to[id])));
        const { waves, rings } = updateOrder(plan, [code]);
        const held = new Map(from.map((value, id) => [String(value), id]));
        for (const wave of waves) {
          for (const position of wave) {
            const holder = held.get(String(to[position])) ?? position;
            assert.equal(holder, position, 'taken while it is held');
          }
          wave.forEach((position) => held.delete(String(from[position])));
          wave.forEach((position) => held.set(String(to[position]), position));
        }
        assert.equal(waves.flat().length === plan.length, rings.length === 0);
      }),
    );
  });
});
