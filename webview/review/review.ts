import { HostFailure, type HostConnection } from '../../src/protocol/connect';
import type { HostNotice, Method, Params, Result } from '../../src/protocol/messages';
import type { ReviewRow } from '../../src/protocol/rows';
import type { SelectionIntent } from '../../src/protocol/selecting';
import type { BannerAction } from './bannerModel';
import { isBlocked } from './flags';
import { Grid } from './grid';
import type { GridIntent } from './keyboard';
import { composePage, type Page } from './page';
import { RowPages } from './pages';
import { maySelect, shownAs, shownRows, tabSelection } from './state/counts';
import { type Action, reduce } from './state/reduce';
import { type Failure, rangeOf, type View } from './state/view';
import type { Texts } from './texts';

export interface Surroundings {
  readonly host: HostConnection;
  /** Remembers the view over a reload. */
  readonly keep: (view: View) => void;
  readonly texts: Texts;
}

/** More rows than these are put in only after a question. */
const askAbove = 1000;

/** The review on the page: draws the view, and turns what the operator does into requests. */
export class Review {
  private readonly grid: Grid;
  private readonly page: Page;
  private pages: RowPages<ReviewRow>;

  constructor(
    private view: View,
    private readonly surroundings: Surroundings,
  ) {
    const { texts } = surroundings;
    this.pages = this.newPages();
    this.grid = new Grid({
      texts,
      onIntent: (intent) => {
        this.intended(intent);
      },
    });
    const rows = {
      element: this.grid.element,
      show: (shown: View) => {
        this.grid.show(shown, this.pages);
      },
    };
    this.page = composePage(texts, rows, {
      tab: (tab) => {
        this.dispatch({ kind: 'tab', tab });
      },
      option: (option, on) => {
        this.dispatch({ kind: 'option', option, on });
      },
      step: (step) => {
        this.ask('start', { step });
      },
      ask: (method) => {
        this.ask(method, undefined);
      },
      allowDeletes: (allowed) => {
        this.ask('allowDeletes', { allowed }, (selection) => {
          this.selected(selection);
        });
      },
      selectNothing: () => {
        this.select({ kind: 'nothing' });
      },
      selectTab: (yes) => {
        this.answered(yes);
      },
      banner: (action) => {
        this.acted(action);
      },
    });
    this.draw();
  }

  notice(notice: HostNotice): void {
    switch (notice.kind) {
      case 'reviewChanged':
        this.dispatch({ kind: 'reviewed', review: notice.state });
        break;
      case 'statusChanged':
        this.dispatch({ kind: 'status', status: notice.status });
        break;
      case 'rowsChanged':
        this.pages.refresh();
        break;
      case 'groupsChanged':
      // Groups are not drawn yet.
    }
  }

  private dispatch(action: Action): void {
    const before = this.view;
    this.view = reduce(before, action);
    const otherRows =
      this.view.tab !== before.tab ||
      this.view.hidesSameValue !== before.hidesSameValue ||
      this.view.review.generation !== before.review.generation;
    if (otherRows) {
      this.pages.close();
      this.pages = this.newPages();
    }
    this.draw();
    this.surroundings.keep(this.view);
  }

  private draw(): void {
    this.page.show(this.view);
  }

  private newPages(): RowPages<ReviewRow> {
    const { generation } = this.view.review;
    const shown = shownAs(this.view);
    return new RowPages<ReviewRow>({
      load: (span) => this.surroundings.host.request('rows', { generation, ...shown, ...span }),
      onRows: () => {
        this.grid.refresh();
      },
      onFailure: (error) => {
        this.failed(error, 'rows');
      },
    });
  }

  private intended(intent: GridIntent): void {
    switch (intent.kind) {
      case 'move':
        this.dispatch({ kind: 'moved', to: intent.to, extend: intent.extend });
        break;
      case 'leaveRange':
        this.dispatch({ kind: 'rangeLeft' });
        break;
      case 'toggle':
        this.toggle();
        break;
      case 'selectTab':
        this.selectTab();
        break;
      case 'show':
        this.showCell();
    }
  }

  /** What is at the cursor goes in, or where it is in already, out; with it the whole range. */
  private toggle(): void {
    const { cursor, anchor = cursor.row } = this.view;
    const shown = shownAs(this.view);
    const { first, last } = rangeOf(this.view);
    // The end of a long range may be on its way yet; where it began has been seen.
    const row = this.pages.row(cursor.row) ?? this.pages.row(anchor);
    if (!row || (isBlocked(row) && (first === last || !maySelect(this.view)))) {
      return;
    }
    const selected = !row.selected;
    this.select(
      first === last
        ? { kind: 'row', ...shown, ordinal: cursor.row, selected }
        : { kind: 'range', ...shown, first, last, selected },
    );
  }

  private selectTab(): void {
    const shown = shownAs(this.view);
    if (!maySelect(this.view)) {
      return;
    }
    if (tabSelection(this.view) === 'true') {
      this.select({ kind: 'tab', ...shown, selected: false });
    } else if (shownRows(this.view) > askAbove) {
      this.dispatch({ kind: 'asked', asks: true });
    } else {
      this.select({ kind: 'tab', ...shown, selected: true });
    }
  }

  private answered(yes: boolean): void {
    this.dispatch({ kind: 'asked', asks: false });
    this.grid.focus();
    if (yes) {
      this.select({ kind: 'tab', ...shownAs(this.view), selected: true });
    }
  }

  private select(intent: SelectionIntent): void {
    const { generation } = this.view.review;
    this.ask('select', { generation, intent }, (selection) => {
      this.selected(selection);
    });
  }

  private selected(selection: Result<'select'>): void {
    this.dispatch({ kind: 'selection', selection });
    this.pages.refresh();
  }

  private showCell(): void {
    const { review, cursor } = this.view;
    const { generation } = review;
    const column = this.grid.tableColumnAt(cursor.column);
    this.ask('showCell', {
      generation,
      ...shownAs(this.view),
      ordinal: cursor.row,
      ...(column === undefined ? {} : { column }),
    });
  }

  private acted(action: BannerAction): void {
    switch (action) {
      case 'showLog':
        this.ask('showLog', undefined);
        break;
      case 'compareStale':
        this.ask('start', { step: 'compareStale' });
        break;
      case 'tryAgain':
        this.dispatch({ kind: 'failure', failure: undefined });
        this.pages.retry();
        break;
      case 'dismiss':
        this.dispatch({ kind: 'failure', failure: undefined });
    }
  }

  /** Every request goes through here, so that none fails unseen. */
  private ask<M extends Method>(
    method: M,
    params: Params<M>,
    answered: (result: Result<M>) => void = () => undefined,
  ): void {
    this.surroundings.host.request(method, params).then(answered, (error: unknown) => {
      this.failed(error, 'request');
    });
  }

  private failed(error: unknown, during: Failure['during']): void {
    if (!(error instanceof HostFailure)) {
      throw error;
    }
    const { code } = error.wire;
    // Outdated rows: the new comparison is on its way. Cancelled: the operator knows.
    if (code !== 'outdated' && code !== 'cancelled') {
      this.dispatch({ kind: 'failure', failure: { error: error.wire, during } });
    }
  }
}
