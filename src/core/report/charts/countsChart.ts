import type { ReportWords } from '../words/words';
import { bar, label, svg } from './svg';

/** Rows of each kind: how many the comparison found, and how many of them were put right. */
export interface KindCounts {
  readonly kind: 'missing' | 'changed' | 'extra';
  readonly found: number;
  readonly corrected: number;
}

const size = { width: 760, height: 190 } as const;
const plot = { left: 190, width: 400, top: 62, row: 40, height: 22 } as const;

/** A bar for each kind, its corrected part filled, the rest hatched. */
export function countsChart(kinds: readonly KindCounts[], words: ReportWords): string {
  const most = Math.max(1, ...kinds.map(({ found }) => found));
  const { charts } = words;
  return svg({
    ...size,
    title: charts.countsTitle,
    description: countsInWords(kinds, words),
    parts: [
      label(charts.countsTitle, { x: 16, y: 24 }, 'start', 'title'),
      bar('done', { x: 16, y: 37 }, { width: 22, height: 11 }),
      label(charts.corrected, { x: 44, y: 47 }, 'start', 'small'),
      bar('rest', { x: 180, y: 37 }, { width: 22, height: 11 }),
      label(charts.left, { x: 208, y: 47 }, 'start', 'small'),
      ...kinds.flatMap((each, at) => kindBar(each, { at, most }, words)),
    ],
  });
}

/** What the chart shows, for whoever does not see it. */
export function countsInWords(kinds: readonly KindCounts[], words: ReportWords): string {
  return kinds
    .map(({ kind, found, corrected }) =>
      words.charts.ofKind(words.kinds[kind], words.count(found), words.count(corrected)),
    )
    .join(' ');
}

function kindBar(
  { kind, found, corrected }: KindCounts,
  { at, most }: { readonly at: number; readonly most: number },
  words: ReportWords,
): readonly string[] {
  const y = plot.top + at * plot.row;
  const width = (rows: number): number => (rows / most) * plot.width;
  const done = width(Math.min(corrected, found));
  const all = width(found);
  return [
    label(words.kinds[kind], { x: plot.left - 10, y: y + 15 }, 'end'),
    ...(corrected > 0
      ? [bar('done', { x: plot.left, y }, { width: done, height: plot.height })]
      : []),
    ...(found > corrected
      ? [bar('rest', { x: plot.left + done, y }, { width: all - done, height: plot.height })]
      : []),
    label(words.charts.share(words.count(corrected), words.count(found)), {
      x: plot.left + all + 8,
      y: y + 15,
    }),
  ];
}
