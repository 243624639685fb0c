import type { ColumnLook } from '../../../src/protocol/cells';
import type { ReviewColumn } from '../../../src/protocol/state';
import { type GridColumn, placeColumns, tableColumn } from '../columns';
import type { Texts } from '../texts';
import { type ColumnAct, ColumnMenu } from './columnMenu';
import { type LaidOut, setByHand } from './layOut';
import { type LookChange, lookAfter, narrowest } from './look';
import type { Masking } from './masked';
import { fittedWidth } from './widths';

export interface ControlledColumns {
  readonly texts: Texts;
  laidOut(): LaidOut;
  look(): ColumnLook;
  onLook(look: ColumnLook): void;
  readonly onMasking: Masking;
  /** Draws the columns as wide as that, before it is decided. */
  preview(template: string, width: number): void;
  /** Back to the rows. */
  focus(): void;
}

/** Pixels of one step by keyboard. */
const step = 16;

/** Widths, order and choice of the columns, by dragging the edge of a head, by keyboard and by menu. */
export class ColumnControls {
  private readonly menu: ColumnMenu;

  constructor(
    private readonly head: HTMLElement,
    private readonly on: ControlledColumns,
  ) {
    this.menu = new ColumnMenu(on.texts, {
      onAct: (act, column) => {
        this.act(act, column);
      },
      onReset: () => {
        this.change({ kind: 'reset' });
      },
      onClose: () => {
        on.focus();
      },
    });
    head.addEventListener('pointerdown', (event) => {
      this.grasped(event);
    });
    head.addEventListener('dblclick', (event) => {
      this.actAt(edgeOf(event.target), 'fit');
    });
    head.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.actAt(columnOf(event.target), 'menu');
    });
    head.addEventListener('click', (event) => {
      const opener = event.target instanceof Element && event.target.closest('.column-opener');
      this.actAt(opener ? columnOf(event.target) : undefined, 'menu');
    });
  }

  act(act: ColumnAct, column: GridColumn | undefined): void {
    this.actAt(tableColumn(column), act);
  }

  private actAt(column: number | undefined, act: ColumnAct): void {
    const shown = this.on.laidOut().columns[column ?? -1];
    if (shown && column !== undefined) {
      this.doAt(shown, column, act);
    }
  }

  private doAt(shown: ReviewColumn, column: number, act: ColumnAct): void {
    switch (act) {
      case 'fit':
      case 'wider':
      case 'narrower':
        this.change({ kind: 'width', column: shown.name, width: this.widthAfter(act, column) });
        break;
      case 'left':
      case 'right':
        this.move(column, act === 'right');
        break;
      case 'hide':
        this.change({ kind: 'hide', column: shown.name });
        break;
      case 'reveal':
      case 'maskAgain':
        this.on.onMasking(column, act);
        break;
      case 'menu':
        this.menu.open(shown, column, this.headOf(column));
    }
  }

  private widthAfter(act: 'fit' | 'wider' | 'narrower', column: number): number {
    const { widths, measured } = this.on.laidOut();
    const width = widths[column] ?? narrowest;
    if (act === 'fit') {
      return measured ? fittedWidth(measured, column) : width;
    }
    return width + (act === 'wider' ? step : -step);
  }

  /** Keys stay where they are. */
  private move(column: number, after: boolean): void {
    const { columns, gridColumns } = this.on.laidOut();
    const shown = gridColumns.flatMap((one) =>
      one.kind === 'key' ? [] : (tableColumn(one) ?? []),
    );
    const order = [...new Set(shown)];
    const past = columns[order[order.indexOf(column) + (after ? 1 : -1)] ?? -1]?.name;
    const name = columns[column]?.name;
    if (order.includes(column) && past !== undefined && name !== undefined) {
      this.change({ kind: 'move', column: name, past, after });
    }
  }

  private change(change: LookChange): void {
    const { columns } = this.on.laidOut();
    this.on.onLook(lookAfter(this.on.look(), change, columns));
  }

  private grasped(event: PointerEvent): void {
    const { target: edge, pointerId, clientX, button } = event;
    const column = edgeOf(edge);
    if (column === undefined || !(edge instanceof HTMLElement) || button !== 0) {
      return;
    }
    event.preventDefault();
    edge.setPointerCapture(pointerId);
    const before = this.on.look();
    let look = before;
    const ended = new AbortController();
    const { signal } = ended;
    const dragged = (at: PointerEvent): void => {
      look = this.dragged(column, at.clientX - clientX);
    };
    const end = (): void => {
      ended.abort();
      if (look !== before) {
        this.on.onLook(look);
      }
    };
    edge.addEventListener('pointermove', dragged, { signal });
    edge.addEventListener('pointerup', end, { signal });
    edge.addEventListener('pointercancel', end, { signal });
  }

  /** Shows what comes of it. A pair grows on both its sides. */
  private dragged(column: number, by: number): ColumnLook {
    const { columns, gridColumns, widths } = this.on.laidOut();
    const sides = gridColumns.filter((one) => tableColumn(one) === column).length;
    const name = columns[column]?.name ?? '';
    const width = (widths[column] ?? 0) + by / sides;
    const look = lookAfter(this.on.look(), { kind: 'width', column: name, width }, columns);
    const drawn = widths.map((own, at) => (at === column ? (look.widths[name] ?? own) : own));
    const placed = placeColumns(gridColumns, drawn, setByHand(columns, look));
    this.on.preview(placed.template, placed.width);
    return look;
  }

  private headOf(column: number): HTMLElement | undefined {
    return (
      this.head.querySelector<HTMLElement>(`.names [data-column="${String(column)}"]`) ?? undefined
    );
  }
}

/** The table's column whose head it is in. */
function columnOf(target: EventTarget | null): number | undefined {
  const head = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  return head ? Number(head.dataset['column']) : undefined;
}

function edgeOf(target: EventTarget | null): number | undefined {
  return target instanceof Element && target.classList.contains('edge')
    ? columnOf(target)
    : undefined;
}
