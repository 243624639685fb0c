import type { ReviewRow } from '../../src/protocol/rows';
import type { ColumnLook } from '../../src/protocol/cells';
import { type GridColumn, tableColumn } from './columns';
import { ColumnControls } from './columns/columnControls';
import { type LaidOut, layOut, nothingLaidOut } from './columns/layOut';
import { asMade } from './columns/look';
import type { Masking } from './columns/masked';
import { element } from './dom';
import { DrawnRows, placeOf } from './drawnRows';
import type { SortedBy } from './finding/sorting';
import { drawHead } from './gridHead';
import { gridIntent, type GridIntent } from './keyboard';
import { headRows } from './rowView';
import type { RowLayout } from './rowLayout';
import { Rush } from './rush';
import { maySelect, shownRows, tabSelection } from './state/counts';
import type { View } from './state/view';
import type { Texts } from './texts';
import * as viewport from './viewport';

/** Where the grid's rows come from. */
export interface RowSource {
  row(ordinal: number): ReviewRow | undefined;
  want(span: viewport.RowSpan): void;
}

export interface GridOptions {
  readonly texts: Texts;
  readonly onIntent: (intent: Exclude<GridIntent, { readonly kind: 'column' }>) => void;
  readonly onLook: (look: ColumnLook) => void;
  readonly onMasking: Masking;
}

const lineHeight = 22;
const headHeight = 44;
const overscan = 12;

/** Draws the rows in sight, and always the row of the cursor, so that the focus is never lost. */
export class Grid {
  readonly element = element('div', {
    class: 'grid',
    attributes: { role: 'grid', 'aria-multiselectable': 'true' },
  });
  private readonly head = element('div', { class: 'head', attributes: { role: 'rowgroup' } });
  private readonly drawn = new DrawnRows();
  private view: View | undefined;
  private source: RowSource | undefined;
  private layout: RowLayout;
  private laid: LaidOut = nothingLaidOut;
  private readonly controls: ColumnControls;
  private measured = false;
  /** Where in the sheet the first line in sight is; see viewport.ts. */
  private position = 0;
  /** Of the rows' part; asking the browser at each draw would make it lay out the page. */
  private height = 0;
  /** Rows drawn beyond those in sight, on either side. */
  private margin = overscan;
  private readonly rush = new Rush(() => {
    this.drawWithFrame();
  });
  /** In which all will be drawn again. */
  private frame: number | undefined;

  constructor(private readonly options: GridOptions) {
    this.layout = { gridColumns: [], frozenAt: [], columns: [], texts: options.texts };
    this.element.append(this.head, this.drawn.canvas);
    this.controls = this.columnControls();
    this.element.addEventListener('scroll', () => {
      this.scrolled();
    });
    this.element.addEventListener('scrollend', () => {
      this.margin = overscan;
      this.drawWithFrame();
    });
    this.element.addEventListener('wheel', (event) => {
      this.wheeled(event);
    });
    this.element.addEventListener('keydown', (event) => {
      this.pressed(event);
    });
    this.drawn.canvas.addEventListener('click', (event) => {
      this.clicked(event);
    });
    this.drawn.canvas.addEventListener('dblclick', () => {
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
      const otherLook = before?.changedOnly !== view.changedOnly || before.look !== view.look;
      if (otherRows || otherLook) {
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
    this.drawWithFrame();
  }

  /** Once, whatever comes before the browser draws: scrolling and rows that arrive. */
  private drawWithFrame(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.drawAgain();
    });
  }

  private drawAgain(): void {
    this.keepingFocus(false, () => {
      if (this.view && !this.measured) {
        this.lay(this.view);
        this.drawTabBox(this.view);
      }
      this.draw();
    });
  }

  focus(): void {
    const cell = this.view && this.drawn.cellAt(this.view.cursor);
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

  /** The first column of the grid that shows this one of the table; undefined where none does. */
  columnOf(column: number): number | undefined {
    const at = this.layout.gridColumns.findIndex((shown) => tableColumn(shown) === column);
    return at < 0 ? undefined : at;
  }

  columnAt(column: number): GridColumn | undefined {
    return this.layout.gridColumns[column];
  }

  private sheet(): viewport.Sheet {
    const rowCount = this.view ? (shownRows(this.view) ?? 0) : 0;
    const rowHeight = this.laid.stacked ? 2 * lineHeight : lineHeight;
    return { rowCount, rowHeight, height: this.height };
  }

  private lay(view: View): void {
    const span = viewport.visibleRows(this.position, this.sheet(), 100);
    const rows = viewport.ordinals(span).flatMap((ordinal) => this.source?.row(ordinal) ?? []);
    const laid = layOut(view, rows, this.options.texts);
    if (!laid) {
      return;
    }
    this.measured = rows.length > 0;
    const first = this.position / this.sheet().rowHeight;
    this.laid = laid;
    this.position = viewport.clampPosition(first * this.sheet().rowHeight, this.sheet());
    const { gridColumns, columns, placed } = laid;
    const { review, tab, filter, order } = view;
    this.layout = { ...this.layout, gridColumns, columns, frozenAt: placed.frozenAt };
    this.preview(placed.template, placed.width);
    this.element.style.scrollPadding = `${headHeight}px 0 0 ${placed.frozenWidth}px`;
    this.element.setAttribute('aria-colcount', String(gridColumns.length));
    this.element.classList.toggle('stacked', laid.stacked);
    this.drawHead({ filter, order }, maySelect({ tab, review }));
    this.drawn.clear();
  }

  private preview(template: string, width: number): void {
    this.element.style.setProperty('--columns', template);
    this.element.style.setProperty('--sheet-width', `${width}px`);
  }

  private columnControls(): ColumnControls {
    const { texts, onLook, onMasking } = this.options;
    return new ColumnControls(this.head, {
      ...{ texts, onLook, onMasking },
      laidOut: () => this.laid,
      look: () => this.view?.look ?? asMade,
      preview: (template, width) => {
        this.preview(template, width);
      },
      focus: () => {
        this.focus();
      },
    });
  }

  private drawHead(shown: Pick<View, 'filter' | 'order'>, mayPick: boolean): void {
    const { onIntent } = this.options;
    const onColumn = (column: number): void => {
      onIntent({ kind: 'filterColumn', column });
    };
    const onPickTab = (): void => {
      onIntent({ kind: 'selectTab' });
    };
    const onSort = (by: SortedBy): void => {
      onIntent({ kind: 'sort', by });
    };
    const layout = { ...this.layout, ...shown, onColumn, onSort };
    this.head.replaceChildren(...drawHead(layout, mayPick ? onPickTab : undefined));
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
    const span = viewport.visibleRows(this.position, sheet, this.margin);
    this.element.setAttribute('aria-rowcount', String(sheet.rowCount + headRows));
    this.drawn.canvas.style.height = `${viewport.canvasHeight(sheet)}px`;
    if (span.count > 0 && !this.rush.isOn) {
      source.want(span);
    }
    const wanted = new Set(viewport.ordinals(span));
    if (sheet.rowCount > 0) {
      wanted.add(view.cursor.row);
    }
    const scrollTop = viewport.scrollTopAt(this.position, sheet);
    const drawing = {
      layout: this.layout,
      rowAt: (ordinal: number) => source.row(ordinal),
      topOf: (ordinal: number) => ordinal * sheet.rowHeight - this.position + scrollTop,
    };
    this.drawn.show(wanted, drawing);
    this.drawn.mark(view);
  }

  private scrolled(): void {
    const sheet = this.sheet();
    const { scrollTop } = this.element;
    if (Math.abs(scrollTop - viewport.scrollTopAt(this.position, sheet)) >= 1) {
      const position = viewport.positionAt(scrollTop, sheet);
      // Dragged from one end to the other, the page has enough to do with what is in sight.
      const isFar = Math.abs(position - this.position) > this.height;
      this.margin = isFar ? 0 : overscan;
      if (isFar) {
        this.rush.leapt();
      }
      this.position = position;
    }
    this.drawWithFrame();
  }

  /** Where the scroll bar stands for more than it measures, the browser's own step would leap. */
  private wheeled(event: WheelEvent): void {
    const sheet = this.sheet();
    if (viewport.isScaled(sheet) && event.deltaY !== 0 && !event.ctrlKey) {
      event.preventDefault();
      this.moveTo(viewport.clampPosition(this.position + event.deltaY, sheet));
      this.drawWithFrame();
    }
  }

  private moveTo(position: number): void {
    this.position = position;
    const sheet = this.sheet();
    this.drawn.canvas.style.height = `${viewport.canvasHeight(sheet)}px`;
    this.element.scrollTop = viewport.scrollTopAt(position, sheet);
  }

  private pressed(event: KeyboardEvent): void {
    if (
      !this.view ||
      !(event.target instanceof Node) ||
      !this.drawn.canvas.contains(event.target)
    ) {
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
      if (intent.kind === 'column') {
        this.controls.act(intent.act, this.columnAt(this.view.cursor.column));
      } else {
        this.options.onIntent(intent);
      }
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
    } else if (event.target instanceof Element && event.target.classList.contains('take')) {
      this.options.onIntent({ kind: 'toggleCell' });
    }
  }
}
