import assert from 'node:assert/strict';
import type { ValueBin, ValueChart } from '../../../../src/core/review/chart/chart';
import { apartness, tellingRange, tellsMost } from '../../../../src/core/review/chart/tellsMost';

/** Bins of 100 rows in the backup, of which some are missing. */
function chart(missing: readonly number[], unit: ValueChart['unit'] = 'day'): ValueChart {
  const bins = missing.map((lost): ValueBin => {
    const none = { changed: 0, extra: 0 };
    return { from: '', to: '', backup: 100, live: 100 - lost, missing: lost, ...none };
  });
  return { unit, bins, outside: { backup: 0, live: 0 } };
}

describe('Which chart of a review is shown first', () => {
  const hole = chart([0, 0, 100, 0, 0, 0, 0, 0]);
  const even = chart([12, 13, 12, 13, 12, 13, 12, 13]);

  it('is the one in which a range holds more of the rows that differ than of all rows', () => {
    assert.equal(apartness(even) < 0.05, true);
    assert.equal(apartness(hole), 0.875);
    assert.equal(tellsMost([even, hole], 100), hole);
  });

  it('is not one in which hardly any of the rows that differ have a value', () => {
    const rare = chart([0, 1, 0, 0, 0, 0, 0, 0]);
    const part = chart([0, 0, 80, 10, 10, 0, 0, 0]);
    assert.equal(tellsMost([rare, part], 100), part);
  });

  it('is one of numbers only where no date tells half as much, and of equals the first', () => {
    const numbers = { ...hole, unit: 'number' } as const;
    const half = chart([0, 0, 60, 10, 10, 10, 10, 0]);
    assert.equal(tellsMost([numbers, half], 100), half);
    assert.equal(tellsMost([numbers, even], 100), numbers);
    const same = chart([0, 0, 100, 0, 0, 0, 0, 0]);
    assert.equal(tellsMost([same, hole], 100), same);
    const none: readonly ValueChart[] = [];
    assert.equal(tellsMost(none, 100), undefined);
  });

  it('is shown with the range that holds it, from the first of its bins to the last', () => {
    const days = chart([0, 1, 0, 90, 100, 0, 0, 0]).bins.map((bin, at) => ({
      ...bin,
      ...{ from: `2026-03-0${at + 1}`, to: `2026-03-0${at + 2}` },
    }));
    const { from, to } = tellingRange({ bins: days }) ?? {};
    assert.deepEqual([from, to], ['2026-03-04', '2026-03-06']);
    assert.equal(tellingRange(chart([0, 0])), undefined);
  });
});
