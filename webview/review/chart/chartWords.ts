import type { Chart, ChartBin } from '../../../src/protocol/chart';
import type { English } from '../../../src/protocol/french/french';
import type { ValueRange } from '../../../src/protocol/shown';
import type { Texts } from '../texts';
import { numberWords, rangeEnds } from './axis';
import { ends, type Marked, marks, rangeOver, reachOf, type Span, sumOf } from './chartModel';

/** Says a chart in words. */
export interface ChartWords {
  readonly texts: Texts;
  /** BCP 47, of dates and numbers. */
  readonly locale: string;
}

export const markWords: Readonly<Record<Marked, English>> = {
  missing: '{n} missing',
  changed: '{n} changed',
  extra: '{n} only in production',
};

/** Where they are not counted. */
export const markNames: Readonly<Record<Marked, English>> = {
  missing: 'missing rows',
  changed: 'changed rows',
  extra: 'rows only in production',
};

export const glyphs: Readonly<Record<Marked, string>> = { missing: '+', changed: '~', extra: '−' };

const perUnit: Readonly<Record<Chart['unit'], English>> = {
  day: 'Rows per day of',
  week: 'Rows per week of',
  month: 'Rows per month of',
  year: 'Rows per year of',
  number: 'Rows by',
};

/** `Rows per week of` */
export function titleOf(unit: Chart['unit'], { texts }: ChartWords): string {
  return texts.say(perUnit[unit]);
}

/** `2 Nov 2026 to 27 Nov 2026`, `10 to below 20` */
export function rangeWords(
  { from, to }: Pick<ValueRange, 'from' | 'to'>,
  { texts, locale }: ChartWords,
): string {
  if (from === undefined || to === undefined) {
    const of = (end: string): string => numberWords(end, locale);
    return from === undefined
      ? texts.say('below {to}', { to: of(to ?? '') })
      : texts.say('from {from}', { from: of(from) });
  }
  const days = rangeEnds({ from, to }, locale);
  if (days) {
    return days.from === days.to ? days.from : texts.say('{from} to {to}', days);
  }
  const numbers = { from: numberWords(from, locale), to: numberWords(to, locale) };
  return texts.say('{from} to below {to}', numbers);
}

/** `2 Nov 2026: backup 120, live 4, 116 missing` */
export function spanWords(chart: Chart, span: Span, words: ChartWords): string {
  const { first, last } = ends(span);
  const bins = chart.bins.slice(first, last + 1);
  const range = rangeWords(rangeOver(chart, span), words);
  return `${range}: ${countWords(bins, words).join(', ')}`;
}

/** What a picture of the chart says to whoever does not see it. */
export function summaryOf(chart: Chart, column: string, words: ChartWords): string {
  const { texts } = words;
  const all = { anchor: 0, cursor: chart.bins.length - 1 };
  const reaches = marks.flatMap((mark) => {
    const reach = reachOf(chart.bins, mark);
    const range = reach && rangeWords(rangeOver(chart, reach), words);
    return range === undefined ? [] : [`${texts.say(markNames[mark])}: ${range}`];
  });
  const title = `${titleOf(chart.unit, words)} ${column}`;
  return [`${title}, ${spanWords(chart, all, words)}`, ...reaches].join('. ');
}

function countWords(bins: readonly ChartBin[], { texts }: ChartWords): readonly string[] {
  const sides = [
    texts.say('backup {n}', { n: sumOf(bins, 'backup') }),
    texts.say('live {n}', { n: sumOf(bins, 'live') }),
  ];
  // A changed row may have had a value in one bin and have one in another: it is one row of both.
  const countable = marks.filter((mark) => mark !== 'changed' || bins.length === 1);
  const marked = countable
    .map((mark) => ({ mark, n: sumOf(bins, mark) }))
    .filter(({ n }) => n > 0)
    .map(({ mark, n }) => texts.say(markWords[mark], { n }));
  return [...sides, ...marked];
}
