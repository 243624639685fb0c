import { bar, label, svg } from '../../report/charts/svg';
import type { ReportWords } from '../../report/words/words';
import { type ComparedColumn, type SharedValue, sharedValues } from '../spread';

const plot = { left: 190, width: 440, top: 66, row: 42, height: 13 } as const;

/** Two bars for each value: the backup's rows, and production's. */
export function valuesChart(column: ComparedColumn, words: ReportWords): string {
  const say = words.qualify;
  const values = sharedValues(column);
  const most = Math.max(1, ...values.flatMap(({ backup, live }) => [backup, live]));
  const title = say.valuesTitle(column.column);
  return svg({
    ...{ width: 760, height: plot.top + values.length * plot.row + 10, title },
    description: valuesInWords(column, words),
    parts: [
      label(title, { x: 16, y: 24 }, 'start', 'title'),
      bar('dump', { x: 16, y: 38 }, { width: 22, height: 11 }),
      label(words.charts.backup, { x: 44, y: 48 }, 'start', 'small'),
      bar('live', { x: 180, y: 38 }, { width: 22, height: 11 }),
      label(say.liveNow, { x: 208, y: 48 }, 'start', 'small'),
      ...values.flatMap((value, at) => valueBars(value, { at, most }, words)),
    ],
  });
}

/** What the chart shows, for whoever does not see it. */
export function valuesInWords(column: ComparedColumn, words: ReportWords): string {
  const values = sharedValues(column).map(
    ({ value, backup, live }) =>
      `${valueText(value, words)} ${words.count(backup)} → ${words.count(live)}`,
  );
  return words.qualify.valuesInWords(values.join(', '));
}

/** A value as it is shown; what many rows share is no secret. */
export function valueText(value: SharedValue['value'], words: ReportWords): string {
  if (value === undefined) {
    return words.qualify.otherValues;
  }
  return value === null || value === '' ? words.qualify.noValue : value;
}

function valueBars(
  { value, backup, live }: SharedValue,
  { at, most }: { readonly at: number; readonly most: number },
  words: ReportWords,
): readonly string[] {
  const y = plot.top + at * plot.row;
  const side = (mark: 'dump' | 'live', rows: number, offset: number): readonly string[] => {
    const width = (rows / most) * plot.width;
    const end = { x: plot.left + width + 8, y: y + offset + 11 };
    return [
      bar(mark, { x: plot.left, y: y + offset }, { width, height: plot.height }),
      label(words.count(rows), end, 'start', 'small'),
    ];
  };
  return [
    label(valueText(value, words).slice(0, 26), { x: plot.left - 10, y: y + 18 }, 'end'),
    ...side('dump', backup, 0),
    ...side('live', live, plot.height + 2),
  ];
}
