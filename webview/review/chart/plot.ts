import type { Chart } from '../../../src/protocol/chart';
import { ticksOf } from './axis';
import { type Bar, barOf, ends, type Marked, marks, mostRows, type Span } from './chartModel';

/** Pixels. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

const axisHeight = 16;
/** Above the bars there is room for words. */
const headroom = 18;

/** The bars of both sides over the axis, and the range that is drawn over them. */
export function drawPlot(
  chart: Chart,
  { width, height }: PlotSize,
  { span, locale }: { readonly span: Span | undefined; readonly locale: string },
): readonly SVGElement[] {
  const binWidth = width / chart.bins.length;
  const plotHeight = Math.max(headroom + 1, height - axisHeight);
  const most = mostRows(chart);
  const room = plotHeight - headroom;
  const bars = shape('g', { transform: `translate(0 ${String(headroom)})` });
  bars.append(
    ...chart.bins.map((bin, at) => {
      const place = { left: at * binWidth, width: binWidth, height: room };
      return drawBar(barOf(bin, most, room), place);
    }),
  );
  const base = shape('line', {
    ...{ class: 'base', x1: 0, x2: width, y1: plotHeight, y2: plotHeight },
  });
  const ticks = ticksOf(chart, binWidth, locale).flatMap(({ bin, label }) =>
    drawTick(label, { left: bin * binWidth, top: plotHeight, width }),
  );
  const brush = span ? [drawBrush(span, binWidth, plotHeight)] : [];
  return [patterns(), bars, base, ...ticks, ...brush];
}

interface Place {
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** What was lost is hatched on top of what is left, what changed is striped at its foot. */
function drawBar(bar: Bar, { left, width, height }: Place): SVGElement {
  const gap = width > 8 ? 2 : width > 4 ? 1 : 0;
  const made = shape('g', { class: 'bin' });
  const rect = (name: string, from: number, to: number): void => {
    if (to > from) {
      const box = { x: left + gap / 2, width: Math.max(0.5, width - gap) };
      const size = { y: height * (1 - to), height: height * (to - from) };
      made.append(shape('rect', { class: name, ...box, ...size }));
    }
  };
  const { backup, live } = bar;
  rect('live', 0, live);
  rect('changed', 0, bar.changed);
  rect('missing', Math.max(0, backup - bar.missing), backup);
  rect('extra', Math.max(0, live - bar.extra), live);
  if (backup > 0) {
    const y = height * (1 - backup);
    const [x1, x2] = [left + gap / 2, left + width - gap / 2];
    made.append(shape('path', { class: 'backup', d: `M${x1} ${height}V${y}H${x2}V${height}` }));
  }
  return made;
}

function drawTick(
  label: string,
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): readonly SVGElement[] {
  const line = shape('line', {
    ...{ class: 'tick', x1: left + 0.5, x2: left + 0.5, y1: top, y2: top + axisHeight },
  });
  const text = shape('text', { x: left + 4, y: top + 12 });
  text.textContent = label;
  // What would be cut at the right edge is not said.
  return left + 56 > width && left > 0 ? [line] : [line, text];
}

function drawBrush(span: Span, binWidth: number, height: number): SVGElement {
  const { first, last } = ends(span);
  const [left, right] = [first * binWidth, (last + 1) * binWidth];
  const made = shape('g', { class: 'brush' });
  made.append(
    shape('rect', { x: left + 0.5, y: 0.5, width: right - left - 1, height: height - 0.5 }),
  );
  for (const x of [left, right]) {
    made.append(
      shape('rect', { class: 'handle', x: x - 2, y: height / 2 - 10, width: 4, height: 20, rx: 2 }),
    );
  }
  return made;
}

const patternPaths: Readonly<Record<Marked, string>> = {
  missing: 'M-1 1L1 -1M0 5L5 0M4 6L6 4',
  changed: 'M0 1H5M0 3.5H5',
  extra: 'M-1 4L1 6M0 0L5 5M4 -1L6 1M-1 1L1 -1M0 5L5 0M4 6L6 4',
};

function patterns(): SVGElement {
  const made = shape('defs', {});
  for (const mark of marks) {
    made.append(pattern(`chart-${mark}`, mark));
  }
  return made;
}

function pattern(id: string, mark: Marked): SVGElement {
  const made = shape('pattern', { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse' });
  made.append(shape('path', { class: `strokes ${mark}`, d: patternPaths[mark] }));
  return made;
}

/** A square of the legend, patterned as the bars are. */
export function swatch(of: Marked | 'backup' | 'live'): SVGSVGElement {
  const made = document.createElementNS(space, 'svg');
  made.setAttribute('class', 'swatch');
  made.setAttribute('viewBox', '0 0 12 12');
  made.setAttribute('aria-hidden', 'true');
  if (of === 'backup') {
    made.append(shape('path', { class: 'backup', d: 'M1 11V2H11V11' }));
  } else if (of === 'live') {
    made.append(shape('rect', { class: of, width: 12, height: 12 }));
  } else {
    const id = `swatch-${of}`;
    const box = shape('rect', {
      class: `${of} key`,
      x: 0.5,
      y: 0.5,
      width: 11,
      height: 11,
      fill: `url(#${id})`,
    });
    made.append(pattern(id, of), box);
  }
  return made;
}

const space = 'http://www.w3.org/2000/svg';

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(space, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, String(value));
  }
  return made;
}
