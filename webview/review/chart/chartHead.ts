import type { Chart, NoChart } from '../../../src/protocol/chart';
import { element } from '../dom';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { marks, sumOf } from './chartModel';
import { glyphs, markNames, markWords, titleOf } from './chartWords';
import { swatch } from './plot';

interface HeadOptions {
  readonly texts: Texts;
  readonly onChart: (column: number, count: boolean) => void;
  readonly onFold: (folded: boolean) => void;
  readonly onTable: () => void;
}

interface Shown {
  readonly view: View;
  readonly chart: Chart | NoChart;
  readonly folded: boolean;
  readonly asTable: boolean;
}

/** Above the bars: whose they are, what they mean, and how else they are shown. */
export class ChartHead {
  readonly element: HTMLElement;
  private readonly fold: HTMLButtonElement;
  private readonly title = element('span', { class: 'title' });
  private readonly column: HTMLSelectElement;
  private readonly legend = element('span', { class: 'legend' });
  private readonly note = element('span', { class: 'quiet note' });
  private readonly count: HTMLButtonElement;
  private readonly table: HTMLButtonElement;
  private isFolded = false;
  private chosen: number | undefined;

  constructor(private readonly options: HeadOptions) {
    const { texts, onChart, onFold, onTable } = options;
    this.fold = pressed('icon-button fold', () => {
      onFold(!this.isFolded);
    });
    this.column = element('select', { attributes: { 'aria-label': texts.say('Column') } });
    this.column.addEventListener('change', () => {
      this.chosen = Number(this.column.value);
      onChart(this.chosen, false);
    });
    this.count = pressed('link', () => {
      if (this.chosen !== undefined) {
        onChart(this.chosen, true);
      }
    });
    this.table = pressed('link', onTable);
    const parts = [this.fold, this.title, this.column, this.legend, this.count, this.note];
    this.element = element('div', { class: 'chart-head' }, ...parts, this.table);
  }

  show({ view, chart, folded, asTable }: Shown): void {
    const { texts } = this.options;
    const known = 'none' in chart ? undefined : chart;
    this.chosen = known?.column ?? this.chosen ?? chart.uncounted[0];
    this.showFolded(folded);
    const words = { texts, locale: view.review.locale };
    setText(this.title, known ? titleOf(known.unit, words) : texts.say('Histogram of'));
    drawColumns(this.column, view, [...chart.others, ...chart.uncounted], this.chosen);
    this.showOpen(folded ? undefined : known, asTable);
    const mayCount = !known && chart.uncounted.some((other) => other === this.chosen);
    this.count.hidden = !mayCount || folded;
    setText(this.count, texts.say('Count Rows in Production'));
  }

  private showFolded(folded: boolean): void {
    const { texts } = this.options;
    this.isFolded = folded;
    setText(this.fold, folded ? '▸' : '▾');
    this.fold.setAttribute('aria-expanded', String(!folded));
    this.fold.setAttribute('aria-label', texts.say(folded ? 'Show Histogram' : 'Hide Histogram'));
  }

  private showOpen(open: Chart | undefined, asTable: boolean): void {
    const { texts } = this.options;
    this.legend.replaceChildren(...(open ? drawLegend(open, texts) : []));
    setText(this.note, open ? outsideWords(open, texts) : '');
    this.table.hidden = !open;
    setText(this.table, texts.say(asTable ? 'Show as Histogram' : 'Show as Table'));
  }
}

function pressed(look: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { class: look, attributes: { type: 'button' } });
  made.addEventListener('click', onPress);
  return made;
}

/** Text that is set anew each time would take the selection, and the reader's place, away. */
function setText(made: HTMLElement, text: string): void {
  if (made.textContent !== text) {
    made.textContent = text;
  }
}

function drawColumns(
  select: HTMLSelectElement,
  { review }: View,
  columns: readonly number[],
  chosen: number | undefined,
): void {
  const values = columns.toSorted((one, other) => one - other).map(String);
  if (values.join() !== [...select.options].map(({ value }) => value).join()) {
    select.replaceChildren(
      ...values.map((value) =>
        element('option', {
          text: review.columns[Number(value)]?.name ?? '',
          attributes: { value },
        }),
      ),
    );
  }
  select.value = String(chosen ?? '');
}

function drawLegend(chart: Chart, texts: Texts): readonly HTMLElement[] {
  const sides = (['backup', 'live'] as const).map((side) =>
    element('span', {}, swatch(side), texts.say(side)),
  );
  const marked = marks
    .map((mark) => ({ mark, n: sumOf(chart.bins, mark) }))
    .filter(({ n }) => n > 0)
    .map(({ mark, n }) => {
      // Moved from one bin to another, a changed row is in both: the sum is none of rows.
      const words = texts.say(mark === 'changed' ? markNames[mark] : markWords[mark], { n });
      return element('span', {}, swatch(mark), `${glyphs[mark]} ${words}`);
    });
  return [...sides, ...marked];
}

/** `3 outside · counted at 11:40` */
function outsideWords({ outside, readAt }: Chart, texts: Texts): string {
  const n = Math.max(outside.backup, outside.live);
  const rest = n === 0 ? [] : [texts.say('{n} without a place', { n })];
  const at =
    readAt === undefined
      ? []
      : [texts.say('production counted at {time}', { time: texts.clock(readAt) })];
  return [...rest, ...at].join(' · ');
}
