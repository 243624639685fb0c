import assert from 'node:assert/strict';
import { comparedColumns, drawnSpread, sharedValues } from '../../../../src/core/qualify/spread';
import { byDay, byState } from './table';

function days(from: string, count: number, rows: number): ReadonlyMap<string, number> {
  const start = Date.parse(`${from}T00:00:00Z`);
  return new Map(
    Array.from({ length: count }, (_, at) => [
      new Date(start + at * 86_400_000).toISOString().slice(0, 10),
      rows,
    ]),
  );
}

describe('Columns that were counted on both sides', () => {
  it('come with what tells most first; one that a side lacks is none', () => {
    const backup = [byDay([50, 50]), byState({ a: 50, b: 50 })];
    const live = [
      byState({ a: 51, b: 49 }),
      byDay([50, 0]),
      { ...byState({}), column: 'only in production' },
    ];
    assert.deepEqual(
      comparedColumns(backup, live).map(({ column }) => column),
      ['jour', 'statut'],
    );
  });

  it('are none where a count was too slow', () => {
    const slow = { ...byDay([]), counts: { query: 2, missing: { why: 'slow' as const } } };
    assert.deepEqual(comparedColumns([byDay([1])], [slow]), []);
  });
});

describe('Rows by day, as they are drawn', () => {
  it('are by the finest unit that can be read, without losing a row', () => {
    for (const [count, unit] of [
      [30, 'day'],
      [300, 'week'],
      [1500, 'month'],
    ] as const) {
      const drawn = drawnSpread({
        ...{ column: 'jour', backup: days('2024-01-01', count, 2) },
        live: days('2024-01-01', count, 1),
      });
      assert.equal(drawn?.spread.unit, unit);
      const { bins } = drawn.spread;
      assert.ok(bins.length <= 60, String(bins.length));
      assert.equal(
        bins.reduce((sum, { backup }) => sum + backup, 0),
        count * 2,
      );
      assert.equal(
        bins.reduce((sum, { live }) => sum + live, 0),
        count,
      );
    }
  });

  it('leave out a date that is far from all others, and say how many rows that is', () => {
    const near = days('2026-01-01', 60, 20);
    const drawn = drawnSpread({
      ...{ column: 'jour', backup: new Map([...near, ['1900-01-01', 1]]) },
      live: new Map([...near, ['1900-01-01', 1]]),
    });
    assert.deepEqual(drawn?.outside, { backup: 1, live: 1 });
    assert.ok((drawn.spread.bins[0]?.from ?? '') >= '2025-12-01');
  });

  it('are none where no row has a date', () => {
    const none = new Map([[null, 4]]);
    assert.equal(drawnSpread({ column: 'jour', backup: none, live: none }), undefined);
  });
});

describe('Values that many rows share', () => {
  it('hide those of a few rows together, so that none tells whose it is', () => {
    const shared = sharedValues({
      backup: new Map([
        ['CONFIRME', 30],
        ['Mme Roux', 1],
        ['M. Petit', 4],
      ]),
      live: new Map([
        ['CONFIRME', 20],
        [null, 9],
      ]),
    });
    assert.deepEqual(shared, [
      { value: 'CONFIRME', backup: 30, live: 20 },
      { value: null, backup: 0, live: 9 },
      { value: undefined, backup: 5, live: 0 },
    ]);
  });
});
