import type { ReviewRow } from '../../src/protocol/rows';
import { element } from './dom';
import { drawRow, moveRow } from './rowView';
import type { RowLayout } from './rowLayout';
import { type Place, rangeOf, type View } from './state/view';

/** What the rows in the page are drawn from. */
export interface Drawing {
  readonly layout: RowLayout;
  readonly rowAt: (ordinal: number) => ReviewRow | undefined;
  /** In the canvas, in pixels. */
  readonly topOf: (ordinal: number) => number;
}

interface DrawnRow {
  readonly element: HTMLElement;
  readonly row: ReviewRow | undefined;
  /** In the canvas, in pixels; undefined until it is placed. */
  top?: number;
}

/** The few rows of the grid that are in the page, in their order, which screen readers go by. */
export class DrawnRows {
  readonly canvas = element('div', { class: 'canvas', attributes: { role: 'rowgroup' } });
  private readonly rows = new Map<number, DrawnRow>();
  private cursor: HTMLElement | undefined;

  clear(): void {
    this.canvas.replaceChildren();
    this.rows.clear();
  }

  /** Draws these rows and no others. What is drawn already stays while its like is being brought. */
  show(ordinals: ReadonlySet<number>, drawing: Drawing, cursor: Place): void {
    const spare = this.removeAllBut(ordinals);
    for (const ordinal of ordinals) {
      const before = this.rows.get(ordinal);
      const row = drawing.rowAt(ordinal) ?? before?.row;
      if (!before || before.row !== row) {
        const again = row ? undefined : spare.pop();
        const made = again ? moveRow(again, ordinal) : drawRow(ordinal, row, drawing.layout);
        this.put(ordinal, { element: made, row }, cursor);
      }
      this.place(ordinal, drawing.topOf(ordinal));
    }
  }

  /** Marks the range and the one cell that takes the focus. */
  mark(view: View): void {
    const range = rangeOf(view);
    const isRange = range.first < range.last;
    for (const [ordinal, { element: made }] of this.rows) {
      const inRange = isRange && ordinal >= range.first && ordinal <= range.last;
      made.classList.toggle('range', inRange);
      made.classList.toggle('first', inRange && ordinal === range.first);
      made.classList.toggle('last', inRange && ordinal === range.last);
    }
    this.putCursor(this.cellAt(view.cursor));
  }

  cellAt({ row, column }: Place): HTMLElement | undefined {
    const cells = this.rows.get(row)?.element.children;
    const cell = cells?.item(Math.min(column, cells.length - 1));
    return cell instanceof HTMLElement ? cell : undefined;
  }

  private putCursor(cell: HTMLElement | undefined): void {
    if (cell?.classList.contains('cursor') && cell === this.cursor) {
      return;
    }
    this.cursor?.classList.remove('cursor');
    this.cursor?.setAttribute('tabindex', '-1');
    cell?.classList.add('cursor');
    cell?.setAttribute('tabindex', '0');
    this.cursor = cell;
  }

  private place(ordinal: number, top: number): void {
    const drawn = this.rows.get(ordinal);
    if (drawn && drawn.top !== top) {
      drawn.top = top;
      drawn.element.style.transform = `translateY(${top}px)`;
    }
  }

  /** @returns Rows without content, which serve again at another place. */
  private removeAllBut(ordinals: ReadonlySet<number>): HTMLElement[] {
    const spare: HTMLElement[] = [];
    for (const [ordinal, { element: made, row }] of this.rows) {
      if (!ordinals.has(ordinal)) {
        this.rows.delete(ordinal);
        made.remove();
        if (!row) {
          spare.push(made);
        }
      }
    }
    return spare;
  }

  private put(ordinal: number, drawn: DrawnRow, cursor: Place): void {
    const before = this.rows.get(ordinal)?.element;
    const hadFocus = before?.contains(document.activeElement) ?? false;
    this.rows.set(ordinal, drawn);
    if (before) {
      before.replaceWith(drawn.element);
    } else {
      this.canvas.insertBefore(drawn.element, this.firstAfter(ordinal));
    }
    if (hadFocus) {
      this.cellAt(cursor)?.focus({ preventScroll: true });
    }
  }

  private firstAfter(ordinal: number): HTMLElement | null {
    const later = [...this.rows.keys()].filter((other) => other > ordinal);
    return later.length === 0 ? null : (this.rows.get(Math.min(...later))?.element ?? null);
  }
}
