import type { ReviewRow } from '../../../src/protocol/rows';
import type { Side } from '../../../src/protocol/shown';
import type { ActedOn } from '../actedOn';
import type { Asking } from '../asking';
import { type GridColumn, tableColumn } from '../columns';
import { shownAs } from '../state/counts';
import { rangeOf } from '../state/view';

/** Takes rows out of the review: onto the clipboard, or into a file. */
export class TakeActs {
  constructor(
    private readonly on: ActedOn,
    private readonly asking: Asking,
  ) {}

  /** The cell at the cursor; where a range is drawn, or no cell is meant, whole rows of both sides. */
  copy(): void {
    const view = this.on.view();
    const { first, last } = rangeOf(view);
    const shown = this.on.gridColumnAt(view.cursor.column);
    const column = tableColumn(shown);
    if (first < last || column === undefined) {
      this.copyRows(undefined);
    } else {
      this.ask({ first, last, column, side: sideOf(shown, this.on.row(first)) });
    }
  }

  /** The rows of the range, or of the cursor. */
  copyRows(side: Side | undefined): void {
    this.ask({ ...rangeOf(this.on.view()), ...(side ? { side } : {}) });
  }

  /** The rows of the side under the cursor; of both where that is of neither. */
  copySide(): void {
    const shown = this.on.gridColumnAt(this.on.view().cursor.column);
    const isSide = shown?.kind === 'backup' || shown?.kind === 'live';
    this.copyRows(isSide ? shown.kind : undefined);
  }

  exportShown(): void {
    const view = this.on.view();
    const shown = shownAs(view);
    if (shown) {
      this.asking.ask('exportShown', { generation: view.review.generation, ...shown });
    }
  }

  private ask(taken: {
    readonly first: number;
    readonly last: number;
    readonly column?: number;
    readonly side?: Side;
  }): void {
    const view = this.on.view();
    const shown = shownAs(view);
    if (shown) {
      const asked = { generation: view.review.generation, ...shown, ...taken };
      this.asking.ask('copy', asked, ({ rows }) => {
        const what = taken.column === undefined ? 'rows' : 'cell';
        this.on.dispatch({ kind: 'copied', copied: { what, rows } });
      });
    }
  }
}

/** Of a column that shows whichever side has the row: that side, the backup's first. */
function sideOf(shown: GridColumn | undefined, row: ReviewRow | undefined): Side {
  if (shown?.kind === 'backup' || shown?.kind === 'live') {
    return shown.kind;
  }
  const isLive = row?.kind === 'extra' || (row?.kind === 'conflict' && row.side === 'live');
  return isLive ? 'live' : 'backup';
}
