import type { ReportWords } from '../words/words';
import { holeIn, type RowSpread, type SpreadBin } from './rowSpread';
import { bar, label, rounded, svg } from './svg';

const size = { width: 760, height: 270 } as const;
const plot = { left: 64, right: 744, top: 62, bottom: 226 } as const;

/** Rows by date: production as filled bars, the backup as a line over them, so that a hole is seen. */
export function spreadChart(spread: RowSpread, words: ReportWords): string {
  const { charts } = words;
  const most = Math.max(1, ...spread.bins.flatMap(({ backup, live }) => [backup, live]));
  const width = (plot.right - plot.left) / Math.max(1, spread.bins.length);
  const y = (rows: number): number => plot.bottom - (rows / most) * (plot.bottom - plot.top);
  const x = (at: number): number => plot.left + at * width;
  const gap = Math.min(1, width / 5);
  const bars = spread.bins.map(({ live }, at) =>
    live === 0
      ? ''
      : bar(
          'live',
          { x: x(at), y: y(live) },
          { width: width - gap, height: plot.bottom - y(live) },
        ),
  );
  return svg({
    ...size,
    title: charts.spreadTitle(charts.units[spread.unit], spread.column),
    description: spreadInWords(spread, words),
    parts: [
      label(
        charts.spreadTitle(charts.units[spread.unit], spread.column),
        { x: 16, y: 24 },
        'start',
        'title',
      ),
      ...legend(words),
      ...bars.filter((each) => each !== ''),
      `<path class="backup" d="${outline(spread.bins, { x, y })}"/>`,
      `<path class="axis" d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}"/>`,
      label(words.count(most), { x: plot.left - 6, y: plot.top + 4 }, 'end', 'small'),
      label('0', { x: plot.left - 6, y: plot.bottom }, 'end', 'small'),
      ...dates(spread.bins, x),
    ],
  });
}

/** What the chart shows, for whoever does not see it. */
export function spreadInWords(spread: RowSpread, words: ReportWords): string {
  const [first, last] = [spread.bins.at(0), spread.bins.at(-1)];
  const hole = holeIn(spread);
  const total = (side: 'backup' | 'live'): string =>
    words.count(spread.bins.reduce((sum, bin) => sum + bin[side], 0));
  return [
    words.charts.spreadSides(
      total('backup'),
      total('live'),
      words.day(first?.from ?? ''),
      words.day(dayBefore(last?.to ?? '')),
    ),
    hole
      ? words.charts.hole(
          words.count(hole.rows),
          words.day(hole.from),
          words.day(dayBefore(hole.to)),
        )
      : words.charts.noHole,
  ].join(' ');
}

/** The last day of a range that ends before this one. */
export function dayBefore(day: string): string {
  const time = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time - 86_400_000).toISOString().slice(0, 10);
}

function legend({ charts }: ReportWords): readonly string[] {
  return [
    `<path class="backup" d="M16 44h22"/>`,
    label(charts.backup, { x: 44, y: 48 }, 'start', 'small'),
    bar('live', { x: 180, y: 38 }, { width: 22, height: 11 }),
    label(charts.live, { x: 208, y: 48 }, 'start', 'small'),
  ];
}

interface Scales {
  readonly x: (at: number) => number;
  readonly y: (rows: number) => number;
}

function outline(bins: readonly SpreadBin[], { x, y }: Scales): string {
  const steps = bins.map(({ backup }, at) => `V${rounded(y(backup))}H${rounded(x(at + 1))}`);
  return `M${plot.left} ${plot.bottom}${steps.join('')}V${plot.bottom}`;
}

/** `2026-03-10`, so small. */
const widthOfDay = 62;

/** The first day of some bins, as many as there is room for. */
function dates(bins: readonly SpreadBin[], x: (at: number) => number): readonly string[] {
  const every = Math.max(1, Math.ceil(bins.length / 7));
  return bins.flatMap(({ from }, at) =>
    at % every === 0 && x(at) < plot.right - widthOfDay
      ? [label(from, { x: x(at), y: plot.bottom + 20 }, 'start', 'small')]
      : [],
  );
}
