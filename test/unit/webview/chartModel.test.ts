import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Chart, ChartBin } from '../../../src/protocol/chart';
import { french } from '../../../src/protocol/french/french';
import { ticksOf } from '../../../webview/review/chart/axis';
import {
  barOf,
  brushKey,
  ends,
  rangeOver,
  type Span,
  spanOf,
} from '../../../webview/review/chart/chartModel';
import { rangeWords, spanWords, summaryOf } from '../../../webview/review/chart/chartWords';
import { textsIn } from '../../../webview/review/texts';

const english = { texts: textsIn('en', {}), locale: 'en-GB' };
const inFrench = { texts: textsIn('fr', french), locale: 'fr' };

/** So many days from 26 October 2026, a Monday; the third is lost. */
function daily(count: number): Chart {
  const day = (at: number): string =>
    new Date(Date.UTC(2026, 9, 26 + at)).toISOString().slice(0, 10);
  const bins = Array.from({ length: count }, (_, at): ChartBin => {
    const missing = at === 2 ? 120 : 0;
    const rest = { backup: 120, live: 120 - missing, missing, changed: at === 4 ? 7 : 0, extra: 0 };
    return { from: day(at), to: day(at + 1), ...rest };
  });
  return {
    column: 3,
    unit: 'day',
    bins,
    outside: { backup: 0, live: 0 },
    others: [3],
    uncounted: [],
  };
}

describe('The histogram of a review', () => {
  it('says a range with both of its days, and numbers from the first to below the last', () => {
    const range = { from: '2026-11-02', to: '2026-11-28' };
    assert.equal(rangeWords(range, english), '2 Nov 2026 to 27 Nov 2026');
    assert.equal(rangeWords(range, inFrench), '2 nov. 2026 à 27 nov. 2026');
    assert.equal(rangeWords({ from: '2026-11-02', to: '2026-11-03' }, english), '2 Nov 2026');
    assert.equal(rangeWords({ from: '-2.5', to: '1000' }, english), '-2.5 to below 1,000');
    const last = { from: '9999-01-01', to: '9999-12-31 24:00:00' };
    assert.equal(rangeWords(last, english), '1 Jan 9999 to 31 Dec 9999');
  });

  it('says how many rows a range has, of changed ones only where no row can count twice', () => {
    const chart = daily(10);
    const of = (anchor: number, cursor: number): string =>
      spanWords(chart, { anchor, cursor }, english);
    assert.equal(of(2, 2), '28 Oct 2026: backup 120, live 0, 120 missing');
    assert.equal(of(4, 4), '30 Oct 2026: backup 120, live 120, 7 changed');
    assert.equal(of(4, 2), '28 Oct 2026 to 30 Oct 2026: backup 360, live 240, 120 missing');
    assert.equal(
      summaryOf(chart, 'date_rdv', english).replaceAll('\u00a0', ' '),
      'Rows per day of date_rdv, 26 Oct 2026 to 4 Nov 2026: backup 1 200, live 1 080, 120 missing. missing rows: 28 Oct 2026. changed rows: 30 Oct 2026',
    );
  });

  it('has ticks at Mondays, and at months and years where there is less room, none too close', () => {
    const labels = (width: number, days = 60): string =>
      ticksOf(daily(days), width / days, 'en-GB')
        .map(({ label }) => label)
        .join(' | ');
    assert.equal(
      labels(900),
      '26 Oct | 2 Nov | 9 Nov | 16 Nov | 23 Nov | 30 Nov | 7 Dec | 14 Dec | 21 Dec',
    );
    assert.equal(labels(300), 'Nov 2026 | Dec');
    assert.equal(labels(700, 100).split(' | ').length > 1, true);
  });

  it('finds the range again that was drawn over it, and none of another column', () => {
    const chart = daily(30);
    const bin = fc.integer({ min: 0, max: 29 });
    fc.assert(
      fc.property(bin, bin, (anchor, cursor) => {
        const { first, last } = ends({ anchor, cursor });
        const found = spanOf(chart, rangeOver(chart, { anchor, cursor }));
        assert.deepEqual(found, { anchor: first, cursor: last });
      }),
    );
    assert.equal(
      spanOf(chart, { ...rangeOver(chart, { anchor: 1, cursor: 2 }), column: 4 }),
      undefined,
    );
    assert.equal(
      spanOf(chart, { column: 3, from: '2026-11-02 10:00', to: '2026-11-03' }),
      undefined,
    );
  });

  it('moves and extends its range by keys, never past either end', () => {
    const press = (span: Span | undefined, key: string, shiftKey = false): Span | undefined => {
      const act = brushKey({ key, shiftKey }, span, 10);
      return act?.kind === 'span' ? act.span : undefined;
    };
    assert.deepEqual(press(undefined, 'ArrowRight'), { anchor: 0, cursor: 0 });
    assert.deepEqual(press(undefined, 'ArrowLeft'), { anchor: 9, cursor: 9 });
    assert.deepEqual(press({ anchor: 2, cursor: 4 }, 'ArrowRight'), { anchor: 5, cursor: 5 });
    assert.deepEqual(press({ anchor: 2, cursor: 4 }, 'ArrowRight', true), { anchor: 2, cursor: 5 });
    assert.deepEqual(press({ anchor: 2, cursor: 9 }, 'ArrowRight', true), { anchor: 2, cursor: 9 });
    assert.deepEqual(press({ anchor: 2, cursor: 4 }, 'Home', true), { anchor: 2, cursor: 0 });
    assert.deepEqual(brushKey({ key: 'Enter', shiftKey: false }, undefined, 10), {
      kind: 'filter',
    });
    assert.equal(brushKey({ key: 'x', shiftKey: false }, undefined, 10), undefined);
  });

  it('draws no bar lower than a pixel where there is a row', () => {
    const bin = {
      ...daily(1).bins[0],
      backup: 1,
      live: 1,
      missing: 0,
      changed: 1,
      extra: 0,
    } as ChartBin;
    const bar = barOf(bin, 1_000_000, 80);
    assert.equal(bar.backup * 80, 1);
    assert.equal(bar.missing, 0);
  });
});
