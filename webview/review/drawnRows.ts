import type { ReviewRow } from '../../src/protocol/rows';
import { element } from './dom';
import { fillRow, makeRow, moveRow } from './rowView';
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
  /** Undefined: its place is drawn; null: nothing yet. */
  row: ReviewRow | undefined | null;
  ordinal?: number;
  /** In the canvas, in pixels; undefined until it is placed. */
  top?: number;
}

/**
 * The few rows of the grid that are in the page, in their order, which screen readers go by. Rows that leave it
 * come in again as others: made anew with each step of scrolling, they were most of what the page threw away.
 */
export class DrawnRows {
  readonly canvas = element('div', { class: 'canvas', attributes: { role: 'rowgroup' } });
  private readonly rows = new Map<number, DrawnRow>();
  private spare: DrawnRow[] = [];
  private cursor: HTMLElement | undefined;

  /** For another layout. */
  clear(): void {
    this.canvas.replaceChildren();
    this.rows.clear();
    this.spare = [];
  }

  /** Draws these rows and no others. What is drawn already stays while its like is being brought. */
  show(ordinals: ReadonlySet<number>, drawing: Drawing): void {
    this.removeAllBut(ordinals);
    let following = this.canvas.firstElementChild;
    for (const ordinal of [...ordinals].toSorted((a, b) => a - b)) {
      const drawn = this.rows.get(ordinal) ?? this.addBefore(following, ordinal, drawing.layout);
      following = drawn.element.nextElementSibling;
      this.draw(drawn, ordinal, drawing);
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

  private addBefore(following: Element | null, ordinal: number, layout: RowLayout): DrawnRow {
    const drawn = this.spare.pop() ?? { element: makeRow(layout), row: null };
    this.rows.set(ordinal, drawn);
    this.canvas.insertBefore(drawn.element, following);
    return drawn;
  }

  private draw(drawn: DrawnRow, ordinal: number, { rowAt, topOf, layout }: Drawing): void {
    const before = drawn.ordinal === ordinal ? (drawn.row ?? undefined) : undefined;
    const row = rowAt(ordinal) ?? before;
    if (drawn.ordinal !== ordinal) {
      drawn.ordinal = ordinal;
      moveRow(drawn.element, ordinal);
    }
    if (drawn.row !== row) {
      drawn.row = row;
      fillRow(drawn.element, row, layout);
    }
    const top = topOf(ordinal);
    if (drawn.top !== top) {
      drawn.top = top;
      drawn.element.style.transform = `translateY(${top}px)`;
    }
  }

  private removeAllBut(ordinals: ReadonlySet<number>): void {
    for (const [ordinal, drawn] of this.rows) {
      if (!ordinals.has(ordinal)) {
        this.rows.delete(ordinal);
        drawn.element.remove();
        this.spare.push(drawn);
      }
    }
  }
}

/** Which cell of a drawn row this is, or is in. */
export function placeOf(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest('.cell') : null;
  const row = cell?.closest<HTMLElement>('.row');
  return cell && row
    ? { row: Number(row.dataset['ordinal']), column: [...row.children].indexOf(cell) }
    : undefined;
}
