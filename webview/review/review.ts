import type { HostConnection } from '../../src/protocol/connect';
import type { HostNotice } from '../../src/protocol/messages';
import type { ReviewRow } from '../../src/protocol/rows';
import { Acts } from './acts';
import { Asking } from './asking';
import { tableColumn } from './columns';
import { FoundMarks } from './finding/foundMarks';
import { Grid } from './grid';
import { composePage, type Page, type PageIntents } from './page';
import { RowPages } from './pages';
import { GroupsAsked } from './rail/groupsAsked';
import { isShown, shownAs, shownRows } from './state/counts';
import { type Action, reduce } from './state/reduce';
import type { View } from './state/view';
import type { Texts } from './texts';

export interface Surroundings {
  readonly host: HostConnection;
  /** Remembers the view over a reload. */
  readonly keep: (view: View) => void;
  readonly texts: Texts;
}

/** The review on the page: draws the view, and brings what it takes to draw it. */
export class Review {
  private readonly asking: Asking;
  private readonly acts: Acts;
  private readonly groups: GroupsAsked;
  private readonly grid: Grid;
  private readonly page: Page;
  private pages: RowPages<ReviewRow>;
  private isAskedAfterRows = false;

  constructor(
    private view: View,
    private readonly surroundings: Surroundings,
  ) {
    const { texts, host } = surroundings;
    this.asking = new Asking(host, (failure) => {
      this.dispatch({ kind: 'failure', failure });
    });
    this.acts = this.actsOnThis();
    this.groups = new GroupsAsked(
      this.asking,
      () => this.view.review.generation,
      (groups) => {
        this.dispatch({ kind: 'grouped', groups });
      },
    );
    this.pages = this.newPages();
    this.grid = new Grid({
      texts,
      onIntent: (intent) => {
        this.acts.grid(intent);
      },
      onLook: this.looking().look,
      onMasking: this.looking().masking,
    });
    this.page = this.composed(texts);
    this.draw();
    this.count();
  }

  /** What takes the host some time: the first rows come before it. */
  private askAfterRows(): void {
    if (!this.isAskedAfterRows) {
      this.isAskedAfterRows = true;
      this.groups.ask();
      this.acts.bringChart();
    }
  }

  notice(notice: HostNotice): void {
    switch (notice.kind) {
      case 'reviewChanged':
        this.dispatch({ kind: 'reviewed', review: notice.state });
        this.acts.bringChart();
        break;
      case 'statusChanged':
        this.dispatch({ kind: 'status', status: notice.status });
        break;
      case 'rowsChanged':
        this.rowsChanged();
        break;
      case 'groupsChanged':
        this.groups.ask();
    }
  }

  private actsOnThis(): Acts {
    return new Acts(
      {
        view: () => this.view,
        dispatch: (action) => {
          this.dispatch(action);
        },
        row: (ordinal) => this.pages.row(ordinal),
        freshRow: (ordinal) => this.pages.fresh(ordinal),
        gridColumnAt: (column) => this.grid.columnAt(column),
        gridColumnOf: (column) => this.grid.columnOf(column),
        rowsChanged: () => {
          this.rowsChanged();
        },
        retryRows: () => {
          this.pages.retry();
        },
        focusRows: () => {
          this.grid.focus();
        },
      },
      this.asking,
    );
  }

  private composed(texts: Texts): Page {
    const { acts } = this;
    const { grid } = this;
    const found = new FoundMarks(grid.element, (place) => tableColumn(grid.columnAt(place)));
    const rows = {
      element: grid.element,
      show: (shown: View) => {
        grid.show(shown, this.pages);
        found.show(shown.finding);
      },
    };
    return composePage(texts, rows, {
      tab: (tab) => {
        this.dispatch({ kind: 'tab', tab });
      },
      changedOnly: (on) => {
        this.dispatch({ kind: 'changedOnly', on });
      },
      filter: (filter) => {
        acts.filter(filter);
      },
      filterGroup: (group) => {
        acts.filterGroup(group);
      },
      countFlag: (flag) => acts.countFlag(flag),
      finding: acts.finding,
      chosen: acts.choosing,
      menu: (act) => {
        acts.menu(act);
      },
      ...this.looking(),
      ...this.choosing(),
      step: (step) => {
        acts.start(step);
      },
      ask: (method) => {
        this.asking.ask(method, undefined);
      },
      bring: (parents) => {
        const { generation } = this.view.review;
        this.asking.ask('bringParents', { generation, parents });
      },
      banner: (action) => {
        acts.banner(action);
      },
    });
  }

  private choosing(): Pick<
    PageIntents,
    'selectGroup' | 'selectShown' | 'selectNothing' | 'selectTab' | 'allowDeletes'
  > {
    const { choosing } = this.acts;
    return {
      selectGroup: (group) => {
        choosing.group(group);
      },
      selectShown: () => {
        choosing.selectShown();
      },
      selectNothing: () => {
        choosing.selectNothing();
      },
      selectTab: (yes) => {
        choosing.answered(yes);
      },
      allowDeletes: (allowed) => {
        choosing.allowDeletes(allowed);
      },
    };
  }

  private dispatch(action: Action): void {
    const before = this.view;
    this.view = reduce(before, action);
    const otherRows =
      this.view.tab !== before.tab ||
      this.view.filter !== before.filter ||
      this.view.order !== before.order ||
      this.view.review.generation !== before.review.generation;
    if (otherRows) {
      this.pages.close();
      this.pages = this.newPages();
    }
    this.draw();
    this.surroundings.keep(this.view);
    const mustCount = this.view.choice === undefined && (otherRows || before.choice !== undefined);
    this.askAnew(action, before, mustCount);
  }

  private askAnew(action: Action, before: View, mustCount: boolean): void {
    const otherwiseSelected = action.kind === 'status' && isOtherwiseSelected(this.view, before);
    if (mustCount || otherwiseSelected) {
      this.count();
    }
    if (action.kind === 'reviewed' || otherwiseSelected) {
      this.groups.ask();
    }
  }

  /** What is done to columns, by the grid's heads and by the menu. */
  private looking(): Pick<PageIntents, 'look' | 'masking' | 'chart' | 'foldChart'> {
    return {
      chart: (column, count) => {
        this.acts.chart(column, count);
      },
      foldChart: (folded) => {
        this.dispatch({ kind: 'chartLook', look: { chartFolded: folded } });
      },
      look: (look) => {
        this.dispatch({ kind: 'looked', look });
        this.asking.ask('keepLook', { look });
      },
      masking: (column, act) => {
        this.asking.ask(act, { column });
      },
    };
  }

  private draw(): void {
    this.page.show(this.view);
    if (shownRows(this.view) === 0) {
      this.askAfterRows();
    }
  }

  /** Asks how many rows are shown, and may be chosen of them. */
  private count(): void {
    const shown = shownAs(this.view);
    if (shown) {
      const asked = { generation: this.view.review.generation, ...shown };
      this.asking.count('show', asked, (count) => {
        if (isShown(asked, this.view)) {
          this.dispatch({ kind: 'counted', count });
        }
      });
    }
  }

  private rowsChanged(): void {
    this.pages.refresh();
    this.count();
    this.groups.ask();
  }

  private newPages(): RowPages<ReviewRow> {
    const { generation } = this.view.review;
    const shown = shownAs(this.view);
    return new RowPages<ReviewRow>({
      load: (span) =>
        shown
          ? this.asking.request('rows', { generation, ...shown, ...span })
          : Promise.resolve([]),
      onRows: () => {
        this.grid.refresh();
        this.askAfterRows();
      },
      onFailure: (error) => {
        this.asking.failed(error, 'rows');
        this.askAfterRows();
      },
    });
  }
}

/** By something else than this page, too. */
function isOtherwiseSelected(now: View, before: View): boolean {
  const [one, other] = [now, before].map(({ review }) => review.status.selection);
  return JSON.stringify(one) !== JSON.stringify(other);
}
