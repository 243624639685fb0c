import type { Chart } from '../../../src/protocol/chart';
import { element } from '../dom';
import { rangeWords, type ChartWords } from './chartWords';

/** The chart as rows of numbers; bins without any row are left out. */
export function drawTable(chart: Chart, column: string, words: ChartWords): HTMLElement {
  const { texts } = words;
  const names = [...(['backup', 'live', 'missing', 'changed', 'only in production'] as const)].map(
    (name) => texts.say(name),
  );
  const rows = chart.bins
    .filter(({ backup, live, changed }) => backup + live + changed > 0)
    .map((bin) => {
      const counts = [bin.backup, bin.live, bin.missing, bin.changed, bin.extra];
      return element(
        'tr',
        {},
        element('th', { text: rangeWords(bin, words), attributes: { scope: 'row' } }),
        ...counts.map((count) => element('td', { text: texts.count(count) })),
      );
    });
  const { backup, live } = chart.outside;
  const outside = element(
    'tr',
    {},
    element('th', { text: texts.say('outside'), attributes: { scope: 'row' } }),
    ...[backup, live].map((count) => element('td', { text: texts.count(count) })),
    ...[0, 1, 2].map(() => element('td')),
  );
  const head = [column, ...names].map((text) =>
    element('th', { text, attributes: { scope: 'col' } }),
  );
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows, ...(backup + live > 0 ? [outside] : [])),
  );
}
