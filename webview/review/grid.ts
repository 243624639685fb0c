import type { ReviewRow } from '../../src/protocol/rows';
import { columnWidths, gridColumns, placeColumns, tableColumn } from './columns';
import { element } from './dom';
import { drawHead } from './gridHead';
import { gridIntent, type GridIntent } from './keyboard';
import { drawRow, headRows, type RowLayout } from './rowView';
import { type Place, rangeOf, rowsOf, tabSelection, type View } from './state';
import type { Texts } from './texts';
import * as viewport from './viewport';

/** Where the grid's rows come from. */
export interface RowSource {
  row(ordinal: number): ReviewRow | undefined;
  want(span: viewport.RowSpan): void;
}

export interface GridOptions {
  readonly texts: Texts;
  readonly onIntent: (intent: GridIntent) => void;
}

interface DrawnRow {
  readonly element: HTMLElement;
  readonly row: ReviewRow | undefined;
}

const rowHeight = 22;
const headHeight = 44;
const overscan = 12;

/** Draws the rows in sight, and always the row of the cursor, so that the focus is never lost. */
export class Grid {
  readonly element = element('div', {
    class: 'grid',
    attributes: { role: 'grid', 'aria-multiselectable': 'true' },
  });
  private readonly head = element('div', { class: 'head', attributes: { role: 'rowgroup' } });
  private readonly canvas = element('div', { class: 'canvas', attributes: { role: 'rowgroup' } });
  private readonly drawn = new Map<number, DrawnRow>();
  private view: View | undefined;
  private source: RowSource | undefined;
  private layout: RowLayout;
  private measured = false;
  /** Where in the sheet the first line in sight is; see viewport.ts. */
  private position = 0;
  /** Of the rows' part; asking the browser at each draw would make it lay out the page. */
  private height = 0;

  constructor(private readonly options: GridOptions) {
    this.layout = { gridColumns: [], frozenAt: [], columns: [], texts: options.texts };
    this.element.append(this.head, this.canvas);
    this.element.addEventListener('scroll', () => {
      this.scrolled();
    });
    this.element.addEventListener('wheel', (event) => {
      this.wheeled(event);
    });
    this.element.addEventListener('keydown', (event) => {
      this.pressed(event);
    });
    this.canvas.addEventListener('click', (event) => {
      this.clicked(event);
    });
    this.canvas.addEventListener('dblclick', () => {
      this.options.onIntent({ kind: 'show' });
    });
    new ResizeObserver(() => {
      this.height = Math.max(0, this.element.clientHeight - headHeight);
      this.position = viewport.clampPosition(this.position, this.sheet());
      this.draw();
    }).observe(this.element);
  }

  show(view: View, source: RowSource): void {
    const before = this.view;
    const otherRows = this.source !== source;
    const moved = before?.cursor !== view.cursor;
    this.view = view;
    this.source = source;
    this.keepingFocus(moved, () => {
      if (otherRows || before?.changedOnly !== view.changedOnly) {
        this.measured &&= !otherRows;
        this.lay(view);
      }
      this.drawTabBox(view);
      if (moved || otherRows) {
        this.moveTo(viewport.positionShowing(view.cursor.row, this.position, this.sheet()));
      }
      this.draw();
    });
  }

  /** Rows have arrived. */
  refresh(): void {
    this.keepingFocus(false, () => {
      if (this.view && !this.measured) {
        this.lay(this.view);
        this.drawTabBox(this.view);
      }
      this.draw();
    });
  }

  focus(): void {
    const cell = this.cursorCell();
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private keepingFocus(moved: boolean, change: () => void): void {
    const hadFocus = this.element.contains(document.activeElement);
    change();
    if (hadFocus && (moved || !this.element.contains(document.activeElement))) {
      this.focus();
    }
  }

  /** The table's column under a column of the grid; undefined for the box. */
  tableColumnAt(column: number): number | undefined {
    return tableColumn(this.layout.gridColumns[column]);
  }

  private sheet(): viewport.Sheet {
    const rowCount = this.view ? rowsOf(this.view.review.counts, this.view.tab) : 0;
    return { rowCount, rowHeight, height: this.height };
  }

  private lay({ review, tab, changedOnly }: View): void {
    const { columns } = review;
    const span = viewport.visibleRows(this.position, this.sheet(), 100);
    const rows = ordinals(span).flatMap((ordinal) => this.source?.row(ordinal) ?? []);
    this.measured = rows.length > 0;
    const shown = gridColumns(columns, tab, changedOnly);
    const widths = columnWidths(columns, rows, tab);
    const placed = placeColumns(shown, widths);
    this.layout = { ...this.layout, gridColumns: shown, columns, frozenAt: placed.frozenAt };
    this.element.style.setProperty('--columns', placed.template);
    this.element.style.setProperty('--sheet-width', `${placed.width}px`);
    this.element.style.scrollPadding = `${headHeight}px 0 0 ${placed.frozenWidth}px`;
    this.element.setAttribute('aria-colcount', String(shown.length));
    this.head.replaceChildren(
      ...drawHead(this.layout, () => {
        this.options.onIntent({ kind: 'selectTab' });
      }),
    );
    this.canvas.replaceChildren();
    this.drawn.clear();
  }

  private drawTabBox(view: View): void {
    const box = this.head.querySelector('.tab-box');
    const checked = tabSelection(view);
    box?.setAttribute('aria-checked', checked);
    box?.classList.toggle('on', checked === 'true');
    box?.classList.toggle('mixed', checked === 'mixed');
  }

  private draw(): void {
    const { view, source } = this;
    if (!view || !source) {
      return;
    }
    const sheet = this.sheet();
    const span = viewport.visibleRows(this.position, sheet, overscan);
    this.element.setAttribute('aria-rowcount', String(sheet.rowCount + headRows));
    this.canvas.style.height = `${viewport.canvasHeight(sheet)}px`;
    if (span.count > 0) {
      source.want(span);
    }
    const wanted = new Set(ordinals(span));
    if (sheet.rowCount > 0) {
      wanted.add(view.cursor.row);
    }
    this.removeAllBut(wanted);
    const scrollTop = viewport.scrollTopAt(this.position, sheet);
    for (const ordinal of wanted) {
      const top = ordinal * rowHeight - this.position + scrollTop;
      this.place(ordinal, source.row(ordinal), top);
    }
    this.drawCursor(view);
  }

  private removeAllBut(wanted: ReadonlySet<number>): void {
    for (const [ordinal, { element: made }] of this.drawn) {
      if (!wanted.has(ordinal)) {
        made.remove();
        this.drawn.delete(ordinal);
      }
    }
  }

  private place(ordinal: number, row: ReviewRow | undefined, top: number): void {
    const before = this.drawn.get(ordinal);
    let made = before?.element;
    if (!made || before?.row !== row) {
      const focused = made?.contains(document.activeElement) ?? false;
      made = drawRow(ordinal, row, this.layout);
      before?.element.remove();
      this.canvas.append(made);
      this.drawn.set(ordinal, { element: made, row });
      if (focused) {
        this.cursorCell()?.focus({ preventScroll: true });
      }
    }
    made.style.transform = `translateY(${top}px)`;
  }

  private drawCursor(view: View): void {
    const range = rangeOf(view);
    const isRange = range.first < range.last;
    for (const [ordinal, { element: made }] of this.drawn) {
      const inRange = isRange && ordinal >= range.first && ordinal <= range.last;
      made.classList.toggle('range', inRange);
      made.classList.toggle('first', inRange && ordinal === range.first);
      made.classList.toggle('last', inRange && ordinal === range.last);
    }
    for (const cell of this.canvas.querySelectorAll('.cursor')) {
      cell.classList.remove('cursor');
      cell.setAttribute('tabindex', '-1');
    }
    const cell = this.cursorCell();
    cell?.classList.add('cursor');
    cell?.setAttribute('tabindex', '0');
  }

  private cursorCell(): HTMLElement | undefined {
    const { row, column } = this.view?.cursor ?? { row: 0, column: 0 };
    const cells = this.drawn.get(row)?.element.children;
    const cell = cells?.item(Math.min(column, cells.length - 1));
    return cell instanceof HTMLElement ? cell : undefined;
  }

  private scrolled(): void {
    const sheet = this.sheet();
    const { scrollTop } = this.element;
    if (Math.abs(scrollTop - viewport.scrollTopAt(this.position, sheet)) >= 1) {
      this.position = viewport.positionAt(scrollTop, sheet);
    }
    this.draw();
  }

  /** Where the scroll bar stands for more than it measures, the browser's own step would leap. */
  private wheeled(event: WheelEvent): void {
    const sheet = this.sheet();
    if (viewport.isScaled(sheet) && event.deltaY !== 0 && !event.ctrlKey) {
      event.preventDefault();
      this.moveTo(viewport.clampPosition(this.position + event.deltaY, sheet));
      this.draw();
    }
  }

  private moveTo(position: number): void {
    this.position = position;
    const sheet = this.sheet();
    this.canvas.style.height = `${viewport.canvasHeight(sheet)}px`;
    this.element.scrollTop = viewport.scrollTopAt(position, sheet);
  }

  private pressed(event: KeyboardEvent): void {
    if (!this.view || !(event.target instanceof Node) || !this.canvas.contains(event.target)) {
      return;
    }
    const { key, shiftKey, altKey } = event;
    const sheet = this.sheet();
    const intent = gridIntent(
      { key, shiftKey, altKey, ctrlKey: event.ctrlKey || event.metaKey },
      this.view.cursor,
      {
        rows: sheet.rowCount,
        columns: this.layout.gridColumns.length,
        page: viewport.rowsInSight(sheet),
      },
    );
    if (intent) {
      event.preventDefault();
      // VS Code acts on every key that reaches the window, prevented or not.
      event.stopPropagation();
      this.options.onIntent(intent);
    }
  }

  private clicked(event: MouseEvent): void {
    const place = placeOf(event.target);
    if (!place) {
      return;
    }
    this.options.onIntent({ kind: 'move', to: place, extend: event.shiftKey });
    this.focus();
    if (place.column === 0) {
      this.options.onIntent({ kind: 'toggle' });
    }
  }
}

function ordinals({ first, count }: viewport.RowSpan): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function placeOf(target: EventTarget | null): Place | undefined {
  const cell = target instanceof Element ? target.closest('.cell') : null;
  const row = cell?.closest<HTMLElement>('.row');
  return cell && row
    ? { row: Number(row.dataset['ordinal']), column: [...row.children].indexOf(cell) }
    : undefined;
}
