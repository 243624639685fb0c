import type { Chart } from '../../../src/protocol/chart';
import { element } from '../dom';
import { type BrushKey, brushKey, ends, type Span } from './chartModel';

export interface BrushOptions {
  readonly label: string;
  /** A range is being drawn; undefined: no longer. */
  readonly onDraw: (span: Span | undefined) => void;
  /** It is drawn. */
  readonly onDone: (span: Span) => void;
  /** The operator gives the range up. */
  readonly onLeave: () => void;
  /** The bin under the mouse, or at which the keyboard is. */
  readonly onPoint: (bin: number | undefined) => void;
}

/** What lies over the bars and takes the mouse and the keys. */
export class Brush {
  readonly element: HTMLElement;
  private bins = 1;
  private span: Span | undefined;
  private dragged: Span | undefined;

  constructor(private readonly options: BrushOptions) {
    this.element = element('div', {
      class: 'taker',
      attributes: {
        ...{ role: 'slider', tabindex: '0' },
        ...{ 'aria-label': options.label, 'aria-valuemin': '0' },
      },
    });
    this.hearMouse();
    this.element.addEventListener('blur', () => {
      options.onPoint(undefined);
    });
    this.element.addEventListener('keydown', (event) => {
      this.press(event);
    });
  }

  show(chart: Chart, span: Span | undefined, words: string): void {
    this.bins = chart.bins.length;
    this.span = span;
    this.element.setAttribute('aria-valuemax', String(this.bins - 1));
    this.element.setAttribute('aria-valuenow', String(span ? ends(span).first : 0));
    this.element.setAttribute('aria-valuetext', words);
  }

  private hearMouse(): void {
    const { onDraw, onPoint } = this.options;
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        this.element.setPointerCapture(event.pointerId);
        const bin = this.binAt(event.clientX);
        this.dragged = { anchor: bin, cursor: bin };
        onDraw(this.dragged);
      }
    });
    this.element.addEventListener('pointermove', (event) => {
      this.move(this.binAt(event.clientX));
    });
    this.element.addEventListener('pointerup', () => {
      this.drop();
    });
    this.element.addEventListener('pointercancel', () => {
      this.dragged = undefined;
      onDraw(undefined);
    });
    this.element.addEventListener('pointerleave', () => {
      onPoint(undefined);
    });
  }

  private move(cursor: number): void {
    this.options.onPoint(cursor);
    if (this.dragged && this.dragged.cursor !== cursor) {
      this.dragged = { anchor: this.dragged.anchor, cursor };
      this.options.onDraw(this.dragged);
    }
  }

  private drop(): void {
    const done = this.dragged;
    this.dragged = undefined;
    if (done) {
      this.options.onDone(done);
    }
  }

  private press(event: KeyboardEvent): void {
    const isOthers = event.ctrlKey || event.altKey || event.metaKey;
    const act = isOthers ? undefined : brushKey(event, this.span, this.bins);
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      this.act(act);
    }
  }

  private act(act: BrushKey): void {
    const { onPoint, onDraw, onLeave, onDone } = this.options;
    if (act.kind === 'span') {
      onPoint(act.span.cursor);
      onDraw(act.span);
    } else if (act.kind === 'leave') {
      onLeave();
    } else if (this.span) {
      onDone(this.span);
    }
  }

  private binAt(x: number): number {
    const { left, width } = this.element.getBoundingClientRect();
    return Math.max(0, Math.min(this.bins - 1, Math.floor(((x - left) / width) * this.bins)));
  }
}
