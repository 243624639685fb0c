import type { RowGroup } from '../../src/protocol/groups';
import type { RowFilter, RowFlag, ShownRows } from '../../src/protocol/shown';
import type { Step } from '../../src/protocol/state';
import type { ActedOn } from './actedOn';
import type { Asking } from './asking';
import type { BannerAction } from './bannerModel';
import { ChooseActs } from './choosing/chooseActs';
import { type GridColumn, tableColumn } from './columns';
import { FindActs } from './finding/findActs';
import { orderAfter, sortedBy } from './finding/sorting';
import { TakeActs } from './finding/takeActs';
import type { MenuAct } from './finding/takeMenu';
import { type GridIntent, isChoice } from './keyboard';
import { shownAs } from './state/counts';
import { hasFilter, toggled } from './state/filter';

/** Turns what the operator does into requests. */
export class Acts {
  readonly choosing: ChooseActs;
  readonly finding: FindActs;
  readonly taking: TakeActs;

  constructor(
    private readonly on: ActedOn,
    private readonly asking: Asking,
  ) {
    this.choosing = new ChooseActs(on, asking);
    this.taking = new TakeActs(on, asking);
    this.finding = new FindActs(on, asking, (then) => {
      on.dispatch({ kind: 'tab', tab: 'all' });
      this.filter({}, then);
    });
  }

  grid(intent: Exclude<GridIntent, { readonly kind: 'column' }>): void {
    if (isChoice(intent)) {
      this.choosing.by(intent.kind);
      return;
    }
    switch (intent.kind) {
      case 'move':
        this.on.dispatch({ kind: 'moved', to: intent.to, extend: intent.extend });
        break;
      case 'leaveRange':
        this.on.dispatch({ kind: 'rangeLeft' });
        break;
      case 'copy':
        this.taking.copy();
        break;
      case 'copySide':
        this.taking.copySide();
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
  filter(filter: RowFilter, then: () => void = () => undefined): void {
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
        then();
      } else {
        this.filter(filter, then);
      }
    });
  }

  /** Only its rows, among others of the filter, or again all; where the tab has none of them, of all tabs. */
  filterGroup({ id: group, of }: RowGroup): void {
    const { tab, filter } = this.on.view();
    if (tab !== 'all' && tab !== of) {
      this.on.dispatch({ kind: 'tab', tab: 'all' });
    }
    this.filter(toggled(filter, { kind: 'group', group }));
  }

  /** Over another column; `count`: production is asked, where it was not counted by it yet. */
  chart(column: number, count: boolean): void {
    this.on.dispatch({ kind: 'chartLook', look: { chartColumn: column } });
    this.askForChart(column, count);
  }

  /** Over the column that was chosen, or the one that tells most. */
  bringChart(): void {
    this.askForChart(this.on.view().chartColumn, false);
  }

  private askForChart(column: number | undefined, count: boolean): void {
    const { generation } = this.on.view().review;
    const asked = { ...(column === undefined ? {} : { column }), ...(count ? { count } : {}) };
    this.asking.ask('chart', { generation, ...asked }, (chart) => {
      const hasNone = 'none' in chart && !chart.uncounted.some((other) => other === column);
      if (this.on.view().review.generation !== generation) {
        return;
      }
      if (hasNone && column !== undefined) {
        this.askForChart(undefined, false);
      } else {
        this.on.dispatch({ kind: 'charted', chart });
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

  menu(act: MenuAct): void {
    switch (act) {
      case 'copyRows':
        this.taking.copyRows(undefined);
        break;
      case 'copyBackup':
        this.taking.copyRows('backup');
        break;
      case 'copyLive':
        this.taking.copyRows('live');
        break;
      case 'exportShown':
        this.taking.exportShown();
        break;
      case 'invert':
        this.choosing.invert();
        break;
      case 'compareByOtherColumns':
        this.asking.ask('compareByOtherColumns', undefined);
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
