import type { ReviewRow } from '../../src/protocol/rows';
import type { SelectionAnswer, SelectionIntent } from '../../src/protocol/selecting';
import type { RowFilter, RowFlag, ShownRows } from '../../src/protocol/shown';
import type { Step } from '../../src/protocol/state';
import type { Asking } from './asking';
import type { BannerAction } from './bannerModel';
import { type GridColumn, tableColumn } from './columns';
import { orderAfter, sortedBy } from './finding/sorting';
import { isBlocked } from './flags';
import type { GridIntent } from './keyboard';
import { isShown, maySelect, shownAs, tabSelection } from './state/counts';
import { hasFilter, toggled } from './state/filter';
import type { Action } from './state/reduce';
import { rangeOf, type View } from './state/view';

/** What the acts of the operator need of the page. */
export interface ActedOn {
  view(): View;
  dispatch(action: Action): void;
  /** A row that has been brought. */
  row(ordinal: number): ReviewRow | undefined;
  gridColumnAt(column: number): GridColumn | undefined;
  /** What is selected has become other. */
  rowsChanged(): void;
  /** Brings again what could not be brought. */
  retryRows(): void;
  focusRows(): void;
}

/** More rows than these are put in only after a question. */
const askAbove = 1000;

/** Turns what the operator does into requests. */
export class Acts {
  constructor(
    private readonly on: ActedOn,
    private readonly asking: Asking,
  ) {}

  grid(intent: GridIntent): void {
    switch (intent.kind) {
      case 'move':
        this.on.dispatch({ kind: 'moved', to: intent.to, extend: intent.extend });
        break;
      case 'leaveRange':
        this.on.dispatch({ kind: 'rangeLeft' });
        break;
      case 'toggle':
        this.toggle();
        break;
      case 'selectTab':
        this.selectTab();
        break;
      case 'undo':
        this.select({ kind: 'undo' });
        break;
      case 'show':
        this.showCell();
        break;
      case 'filterColumn':
        this.filterColumn(intent.column);
        break;
      case 'sort':
        this.sort(intent.by);
    }
  }

  /** Counted first: what is shown never has a count of something else. */
  filter(filter: RowFilter): void {
    const { review, tab } = this.on.view();
    if (tab === 'identical') {
      return;
    }
    const { generation } = review;
    const shown = hasFilter(filter) ? { tab, filter } : { tab };
    this.asking.count('filter', { generation, ...shown }, (count) => {
      const now = this.on.view();
      if (now.tab === tab && now.review.generation === generation) {
        this.on.dispatch({ kind: 'filtered', filter, count });
      } else {
        this.filter(filter);
      }
    });
  }

  /** None where it cannot be told: the failure is shown. */
  async countFlag(flag: RowFlag): Promise<number> {
    const { generation } = this.on.view().review;
    const asked = { generation, tab: 'all', filter: { flags: [flag] } } as const;
    try {
      return (await this.asking.request('count', asked)).rows;
    } catch (error) {
      this.asking.failed(error, 'request');
      return 0;
    }
  }

  start(step: Step): void {
    this.asking.ask('start', { step });
  }

  allowDeletes(allowed: boolean): void {
    this.asking.ask('allowDeletes', { allowed }, (answer) => {
      this.selected(answer);
    });
  }

  selectNothing(): void {
    this.select({ kind: 'nothing' });
  }

  /** The answer to whether the whole tab is meant. */
  answered(yes: boolean): void {
    this.on.dispatch({ kind: 'asked', asks: false });
    this.on.focusRows();
    if (yes) {
      this.withShown((shown) => {
        this.select({ kind: 'tab', ...shown, selected: true });
      });
    }
  }

  banner(action: BannerAction): void {
    switch (action) {
      case 'showLog':
        this.asking.ask('showLog', undefined);
        break;
      case 'compareStale':
        this.start('compareStale');
        break;
      case 'tryAgain':
        this.on.dispatch({ kind: 'failure', failure: undefined });
        this.on.retryRows();
        break;
      case 'dismiss':
        this.on.dispatch({ kind: 'failure', failure: undefined });
    }
  }

  /** Only the rows that differ in the column, or again all; keys and what differs nowhere tell nothing. */
  private filterColumn(column = this.columnAtCursor()): void {
    const { review, filter } = this.on.view();
    if (column !== undefined && (review.columns[column]?.differing ?? 0) > 0) {
      this.filter(toggled(filter, { kind: 'column', column }));
    }
  }

  private columnAtCursor(): number | undefined {
    return tableColumn(this.columnUnderCursor());
  }

  private columnUnderCursor(): GridColumn | undefined {
    return this.on.gridColumnAt(this.on.view().cursor.column);
  }

  private sort(by = sortedBy(this.columnUnderCursor())): void {
    if (by) {
      this.on.dispatch({ kind: 'ordered', order: orderAfter(this.on.view().order, by) });
    }
  }

  /** What is at the cursor goes in, or where it is in already, out; with it the whole range. */
  private toggle(): void {
    const view = this.on.view();
    const { cursor, anchor = cursor.row } = view;
    const { first, last } = rangeOf(view);
    // The end of a long range may be on its way yet; where it began has been seen.
    const row = this.on.row(cursor.row) ?? this.on.row(anchor);
    if (!row || (isBlocked(row) && (first === last || !maySelect(view)))) {
      return;
    }
    const selected = !row.selected;
    this.withShown((shown) => {
      this.select(
        first === last
          ? { kind: 'row', ...shown, ordinal: cursor.row, selected }
          : { kind: 'range', ...shown, first, last, selected },
      );
    });
  }

  /** Counted anew: what is in already may have been chosen just before. */
  private selectTab(): void {
    const view = this.on.view();
    if (!maySelect(view)) {
      return;
    }
    this.withShown((shown) => {
      const asked = { generation: view.review.generation, ...shown };
      this.asking.count('select', asked, (count) => {
        if (isShown(asked, this.on.view())) {
          this.on.dispatch({ kind: 'counted', count });
          this.takeTab(shown, count.rows);
        }
      });
    });
  }

  private takeTab(shown: ShownRows, rows: number): void {
    if (tabSelection(this.on.view()) === 'true') {
      this.select({ kind: 'tab', ...shown, selected: false });
    } else if (rows > askAbove) {
      this.on.dispatch({ kind: 'asked', asks: true });
    } else {
      this.select({ kind: 'tab', ...shown, selected: true });
    }
  }

  private select(intent: SelectionIntent): void {
    const { generation } = this.on.view().review;
    this.asking.ask('select', { generation, intent }, (answer) => {
      this.selected(answer);
    });
  }

  private selected(answer: SelectionAnswer): void {
    this.on.dispatch({ kind: 'selection', answer });
    this.on.rowsChanged();
  }

  private showCell(): void {
    const { review, cursor } = this.on.view();
    const column = this.columnAtCursor();
    this.withShown((shown) => {
      this.asking.ask('showCell', {
        ...{ generation: review.generation, ...shown, ordinal: cursor.row },
        ...(column === undefined ? {} : { column }),
      });
    });
  }

  private withShown(act: (shown: ShownRows) => void): void {
    const shown = shownAs(this.on.view());
    if (shown) {
      act(shown);
    }
  }
}
