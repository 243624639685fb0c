import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RowInIncident } from '../../../../src/core/diff/rows/rowChange';
import { valueChart } from '../../../../src/core/review/chart/chart';
import { type ChartScale, placeOn } from '../../../../src/core/review/chart/chartScale';
import { DifferingRows, type Place } from '../../../../src/core/review/chart/differingRows';
import { comparableIn, compareValues } from '../../../../src/core/review/columnValues';
import { column } from '../../../support/planned';

/** What one row has in the column on either side; undefined where it has no row. */
interface BothSides {
  readonly backup: string | null | undefined;
  readonly live: string | null | undefined;
  /** Not in the charted column, but elsewhere. */
  readonly differs: boolean;
}

const days: ChartScale = { by: 'day' };
const hundredths: ChartScale = { by: 'number', exponent: -2 };

describe('A chart of how rows spread over a column', () => {
  const dates = fc.oneof(
    fc
      .date({ min: new Date('2025-11-02'), max: new Date('2026-12-24'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc.constantFrom('infinity', '0044-03-15 BC', '10000-01-01', '0001-01-01', '9999-12-31', null),
  );
  const times = dates.map((text) => (text?.startsWith('2') ? `${text} 23:59:59.5+00` : text));
  const numbers = fc.oneof(
    fc.integer({ min: -5000, max: 5000 }).map((cents) => (cents / 100).toFixed(2)),
    fc.constantFrom('NaN', 'Infinity', '1e+6', '-0.005', '999999999999.99', null),
  );

  for (const [what, values, scale, type] of [
    ['dates', dates, days, 'date'],
    ['times', times, days, 'timestamptz'],
    ['numbers', numbers, hundredths, 'numeric'],
  ] as const) {
    it(`of ${what} counts every row of either side in the bin that its value lies in, or outside of all`, () => {
      fc.assert(
        fc.property(fc.array(rowsOf(values), { minLength: 1 }), (rows) => {
          const chart = chartOf(rows, scale);
          if (!chart) {
            assert.ok(rows.every(({ backup, live }) => isOutside(backup) && isOutside(live)));
            return;
          }
          assert.ok(chart.bins.length >= 1 && chart.bins.length <= 200);
          assert.deepEqual(chart.bins, naiveBins(rows, chart.bins, type));
          for (const side of ['backup', 'live'] as const) {
            const all = rows.filter((row) => row[side] !== undefined).length;
            const shown: number = chart.bins.reduce((sum, bin) => sum + bin[side], 0);
            assert.equal(shown + chart.outside[side], all);
          }
        }),
      );
      function isOutside(cell: string | null | undefined): boolean {
        return cell === undefined || placeOn(scale)(cell) === undefined;
      }
    });
  }

  it('is not drawn where the counts do not add up to those of the comparison', () => {
    const rows = [
      { backup: '2026-11-02', live: undefined, differs: false },
      { backup: '2026-11-03', live: '2026-11-03', differs: false },
    ];
    assert.ok(chartOf(rows, days));
    assert.equal(chartOf(rows, days, { backup: 3, live: 1 }), undefined);
    assert.equal(chartOf(rows, days, { backup: 2, live: 2 }), undefined);
  });

  it('is not drawn where a row moved on before it was read: nothing is known of production’s', () => {
    const differing = new DifferingRows(0, days);
    differing.add({ kind: 'stale', difference: 'extra', key: ['1'], backup: undefined });
    const counted = new Map([[20_000n, 1]]);
    const sources = { scale: days, counted, differing, rows: { backup: 1, live: 1 } };
    assert.equal(valueChart(sources), undefined);
  });

  it('is by day up to 200 days, then by week from Monday, by month, by year', () => {
    const unit = (last: string): string => {
      const chart = chartOf([same('2026-01-01'), same(last)], days);
      return `${chart?.unit ?? ''} from ${chart?.bins[0]?.from ?? ''}`;
    };
    assert.equal(unit('2026-07-19'), 'day from 2026-01-01');
    assert.equal(unit('2026-07-20'), 'week from 2025-12-29');
    assert.equal(unit('2030-06-01'), 'month from 2026-01-01');
    assert.equal(unit('2050-01-01'), 'year from 2026-01-01');
  });

  it('leaves out a few equal rows far off, such as an end date of 9999, but none that differs', () => {
    const usual = Array.from({ length: 60 }, (_, at) =>
      same(`2026-01-${String(1 + (at % 30)).padStart(2, '0')}`),
    );
    const many = Array.from({ length: 10 }, () => usual).flat();
    const endless = { backup: '9999-12-31', live: '9999-12-31' };
    const chart = chartOf([...many, { ...endless, differs: false }], days);
    assert.deepEqual([chart?.unit, chart?.outside], ['day', { backup: 1, live: 1 }]);
    const differing = chartOf([...many, { ...endless, differs: true }], days);
    assert.deepEqual([differing?.unit, differing?.bins.at(-1)?.changed], ['year', 1]);
    assert.equal(differing?.bins.at(-1)?.to, '9999-12-31 24:00:00');
  });

  it('has bins of numbers as wide as 1, 2 or 5 times a power of ten', () => {
    const widths = [10, 150, 300, 900, 3000].map((last) => {
      const chart = chartOf([same('0.00'), same(`${String(last)}.00`)], hundredths);
      const [bin] = chart?.bins ?? [];
      return [bin?.from, bin?.to];
    });
    assert.deepEqual(widths, [
      ['0', '0.1'],
      ['0', '1'],
      ['0', '2'],
      ['0', '5'],
      ['0', '20'],
    ]);
  });
});

function same(cell: string): BothSides {
  return { backup: cell, live: cell, differs: false };
}

function rowsOf(values: fc.Arbitrary<string | null>): fc.Arbitrary<BothSides> {
  const either = fc.record({ backup: values, live: values, differs: fc.boolean() });
  return fc.oneof(
    values.map((cell) => ({ backup: cell, live: cell, differs: false })),
    either,
    values.map((backup) => ({ backup, live: undefined, differs: false })),
    values.map((live) => ({ backup: undefined, live, differs: false })),
  );
}

function chartOf(
  rows: readonly BothSides[],
  scale: ChartScale,
  counts = {
    backup: rows.filter(({ backup }) => backup !== undefined).length,
    live: rows.filter(({ live }) => live !== undefined).length,
  },
): ReturnType<typeof valueChart> {
  const differing = new DifferingRows(0, scale);
  const counted = new Map<Place, number>();
  for (const row of rows) {
    if (row.live !== undefined) {
      const place = placeOn(scale)(row.live);
      counted.set(place, (counted.get(place) ?? 0) + 1);
    }
    const change = changeOf(row);
    if (change) {
      differing.add(change);
    }
  }
  return valueChart({ scale, counted, differing, rows: counts });
}

function changeOf({ backup, live, differs }: BothSides): RowInIncident | undefined {
  const rest = { key: ['1'], liveOnly: [], xid: '7' } as const;
  if (backup === undefined || live === undefined) {
    return backup === undefined
      ? { kind: 'extra', ...rest, live: [live ?? null] }
      : { kind: 'missing', key: rest.key, backup: [backup] };
  }
  return differs || backup !== live
    ? {
        ...{ kind: 'changed', ...rest, backup: [backup], live: [live], columns: [0] },
        ...{ reused: false, writtenDifferently: [], sameValue: false },
      }
    : undefined;
}

interface Bin {
  readonly from: string;
  readonly to: string;
}

/** As a filter by range takes rows: each bin by itself. */
function naiveBins(rows: readonly BothSides[], bins: readonly Bin[], builtIn: string): unknown {
  const value = comparableIn(column('c', { builtIn }));
  return bins.map(({ from, to }) => {
    const lies = (cell: string | null | undefined): boolean =>
      cell !== undefined &&
      value(cell) !== undefined &&
      compareValues(value(cell), value(from)) >= 0 &&
      compareValues(value(cell), value(to)) < 0;
    const count = (is: (row: BothSides) => boolean): number => rows.filter(is).length;
    const isBoth = ({ backup, live }: BothSides): boolean =>
      backup !== undefined && live !== undefined;
    return {
      ...{ from, to },
      backup: count(({ backup }) => lies(backup)),
      live: count(({ live }) => lies(live)),
      missing: count(({ backup, live }) => live === undefined && lies(backup)),
      changed: count(
        (row) =>
          isBoth(row) &&
          (row.differs || row.backup !== row.live) &&
          (lies(row.backup) || lies(row.live)),
      ),
      extra: count(({ backup, live }) => backup === undefined && lies(live)),
    };
  });
}
