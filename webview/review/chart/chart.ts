import type { Chart, NoChart } from '../../../src/protocol/chart';
import type { RowFilter } from '../../../src/protocol/shown';
import { element } from '../dom';
import type { Part } from '../part';
import { toggled } from '../state/filter';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import { Brush } from './brush';
import { ChartHead } from './chartHead';
import { mostRows, rangeOver, type Span, spanOf } from './chartModel';
import { drawTable } from './chartTable';
import { type ChartWords, spanWords, summaryOf } from './chartWords';
import { drawPlot } from './plot';

export interface ChartOptions {
  readonly texts: Texts;
  /** Another column's; `count`: production is asked. */
  readonly onChart: (column: number, count: boolean) => void;
  readonly onFold: (folded: boolean) => void;
  readonly onFilter: (filter: RowFilter) => void;
}

/** How rows spread over a column on both sides; a range drawn over it filters. Nothing where no column has a chart. */
export function chartPart(options: ChartOptions): Part<View> {
  const drawing = new ChartDrawing(options);
  return {
    element: drawing.element,
    show: (view) => {
      drawing.show(view);
    },
  };
}

/** Lower pages begin with the chart folded away. */
const lowPage = 560;

class ChartDrawing {
  readonly element: HTMLElement;
  private readonly svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  private readonly callout = element('div', {
    class: 'callout',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly scale = element('div', {
    class: 'scale',
    attributes: { 'aria-hidden': 'true' },
  });
  private readonly head: ChartHead;
  private readonly brush: Brush;
  private readonly plot: HTMLElement;
  private readonly table: HTMLElement;
  private view: View | undefined;
  private drawn: Span | undefined;
  private pointed: number | undefined;
  private asTable = false;

  constructor(private readonly options: ChartOptions) {
    const { texts } = options;
    this.head = new ChartHead({
      ...options,
      onTable: () => {
        this.asTable = !this.asTable;
        this.redraw();
      },
    });
    this.brush = this.brushOver();
    this.svg.setAttribute('role', 'img');
    this.plot = element(
      'div',
      { class: 'plot' },
      this.svg,
      this.scale,
      this.callout,
      this.brush.element,
    );
    const name = texts.say('Histogram as a table');
    this.table = element('div', {
      class: 'chart-table',
      attributes: { tabindex: '0', role: 'region', 'aria-label': name },
    });
    this.element = element(
      'section',
      { class: 'chart', attributes: { 'aria-label': texts.say('Histogram') } },
      ...[this.head.element, this.plot, this.table],
    );
    new ResizeObserver(() => {
      this.redraw();
    }).observe(this.plot);
    // Hidden, it has no size to be told of.
    window.addEventListener('resize', () => {
      this.redraw();
    });
  }

  show(view: View): void {
    const other = view.chart !== this.view?.chart || view.filter !== this.view?.filter;
    this.view = view;
    this.drawn = other ? undefined : this.drawn;
    this.redraw();
  }

  private brushOver(): Brush {
    const { texts } = this.options;
    return new Brush({
      label: texts.say('Range of values: arrows move, Shift extends, Enter filters, Escape leaves'),
      onDraw: (span) => {
        this.drawn = span;
        this.redraw();
      },
      onDone: (span) => {
        this.filterBy(span);
      },
      onLeave: () => {
        this.leave();
      },
      onPoint: (bin) => {
        this.pointed = bin;
        this.redraw();
      },
    });
  }

  private redraw(): void {
    const { view } = this;
    const offered = view && offeredIn(view);
    this.element.hidden = !offered;
    if (offered) {
      this.drawOffered(view, offered);
    }
  }

  private drawOffered(view: View, chart: Chart | NoChart): void {
    const { asTable } = this;
    const folded = view.chartFolded ?? window.innerHeight < lowPage;
    const shown = isDrawn(chart) && !folded ? chart : undefined;
    this.head.show({ view, chart, folded, asTable });
    this.plot.hidden = !shown || asTable;
    this.table.hidden = !shown || !asTable;
    if (shown && asTable) {
      this.table.replaceChildren(drawTable(shown, columnOf(view, shown), this.wordsOf(view)));
    } else if (shown) {
      this.drawChart(view, shown);
    }
  }

  private drawChart(view: View, chart: Chart): void {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const words = this.wordsOf(view);
    const span = this.drawn ?? spanOf(chart, view.filter.range);
    if (width > 0 && height > 0) {
      this.svg.setAttribute('viewBox', `0 0 ${String(width)} ${String(height)}`);
      this.svg.replaceChildren(
        ...drawPlot(chart, { width, height }, { span, locale: words.locale }),
      );
    }
    this.svg.setAttribute('aria-label', summaryOf(chart, columnOf(view, chart), words));
    this.scale.textContent = words.texts.count(mostRows(chart));
    this.brush.show(
      chart,
      span,
      span ? spanWords(chart, span, words) : words.texts.say('no range'),
    );
    this.point(chart, words, width);
  }

  private point(chart: Chart, words: ChartWords, width: number): void {
    const { pointed } = this;
    this.callout.hidden = pointed === undefined;
    if (pointed !== undefined) {
      const at = this.drawn ?? { anchor: pointed, cursor: pointed };
      this.callout.textContent = spanWords(chart, at, words);
      const middle = ((pointed + 0.5) / chart.bins.length) * width;
      const half = this.callout.offsetWidth / 2;
      this.callout.style.left = `${String(Math.max(0, Math.min(width - 2 * half, middle - half)))}px`;
    }
  }

  private filterBy(span: Span): void {
    const { view } = this;
    if (view?.chart && isDrawn(view.chart)) {
      this.options.onFilter({ ...view.filter, range: rangeOver(view.chart, span) });
    }
  }

  /** First what is being drawn, then what filters already. */
  private leave(): void {
    const { view } = this;
    if (this.drawn) {
      this.drawn = undefined;
      this.redraw();
    } else if (view?.filter.range) {
      const { range } = view.filter;
      this.options.onFilter(toggled(view.filter, { kind: 'range', range }));
    }
  }

  private wordsOf({ review }: View): ChartWords {
    return { texts: this.options.texts, locale: review.locale };
  }
}

/** Nothing where no column has a chart, nor can have one. */
function offeredIn({ chart, tab }: View): Chart | NoChart | undefined {
  const columns = chart ? chart.others.length + chart.uncounted.length : 0;
  return columns === 0 || tab === 'identical' ? undefined : chart;
}

function isDrawn(chart: Chart | NoChart): chart is Chart {
  return !('none' in chart);
}

function columnOf({ review }: View, { column }: Chart): string {
  return review.columns[column]?.name ?? '';
}
