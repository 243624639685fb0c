import type { Params, Result } from '../../../src/protocol/messages';
import type { TextFilter } from '../../../src/protocol/shown';
import type { ActedOn } from '../actedOn';
import type { Asking } from '../asking';
import { isShown, shownAs, shownRows } from '../state/counts';
import { type FindTold, type Finding, startOf, wayTo } from './finding';

/** Looks for rows: by a text that one of their values holds, or by their key. */
export class FindActs {
  /** The last search: what comes of earlier ones is let go. */
  private latest: object = {};
  /** What was found last, as it was looked for. */
  private lastFound: TextFilter | undefined;
  /** Steps that are still to go, backwards or not: each begins where the one before it arrived. */
  private steps: boolean[] | undefined;

  constructor(
    private readonly on: ActedOn,
    private readonly asking: Asking,
    /** All differences, without a filter; then goes on. */
    private readonly showAll: (then: () => void) => void,
  ) {}

  open(bar: Finding['bar']): void {
    const { review } = this.on.view();
    if (bar === 'text' || review.columns.some(({ isKey }) => isKey)) {
      this.become({ bar, told: undefined });
    }
  }

  close(): void {
    this.letGo();
    this.become({ bar: undefined, told: undefined });
    this.on.focusRows();
  }

  seek(sought: TextFilter): void {
    this.letGo();
    this.become({ sought, told: undefined });
  }

  /** The next row that holds the text, or the one before; opens the bar where there is none yet. */
  next(back: boolean): void {
    if (this.on.view().finding.sought.words === '') {
      this.open('text');
    } else if (this.steps) {
      this.steps.push(back);
    } else {
      void this.go([back]);
    }
  }

  /** @param key Of the key's columns, in the order of the table's. */
  goToKey(key: readonly string[]): void {
    this.letGo();
    const view = this.on.view();
    const shown = shownAs(view) ?? { tab: 'all' };
    const asked = { generation: view.review.generation, ...shown };
    void this.search('goToKey', { ...asked, key }, (found) => {
      if (!isShown(asked, this.on.view())) {
        this.tell(undefined);
      } else if ('none' in found) {
        this.lookElsewhere(key);
      } else {
        this.arrive({ ordinal: found.ordinal }, undefined);
        this.on.focusRows();
      }
    });
  }

  /** Takes the filters off, and goes to the row of the key among all the differences. */
  showKey(key: readonly string[]): void {
    this.tell(undefined);
    this.showAll(() => {
      this.goToKey(key);
    });
  }

  private async go(steps: boolean[]): Promise<void> {
    this.steps = steps;
    for (let back = steps.shift(); back !== undefined; back = steps.shift()) {
      await this.step(back);
      if (this.steps !== steps) {
        return;
      }
    }
    this.steps = undefined;
  }

  private async step(back: boolean): Promise<void> {
    const view = this.on.view();
    const { sought } = view.finding;
    const isNew = JSON.stringify(this.lastFound) !== JSON.stringify(sought);
    const start = startOf({ row: view.cursor.row, rows: shownRows(view) ?? 0 }, { back, isNew });
    const shown = shownAs(view);
    if (!shown) {
      this.tell({ kind: 'none' });
      return;
    }
    const { words: text, ...how } = sought;
    const asked = { generation: view.review.generation, ...shown };
    const params = { ...asked, text, ...how, from: start.from, ...(back ? { back } : {}) };
    const at = view.cursor.row;
    await this.search('find', params, (found) => {
      if (!isShown(asked, this.on.view())) {
        this.tell(undefined);
      } else if ('none' in found) {
        this.tell({ kind: 'none' });
      } else {
        this.lastFound = sought;
        this.arrive(found, wayTo(found.ordinal, at, { back, isNew }));
      }
    });
  }

  private lookElsewhere(key: readonly string[]): void {
    const { review, tab, filter } = this.on.view();
    if (tab === 'all' && Object.keys(filter).length === 0) {
      this.tell({ kind: 'noSuchKey' });
      return;
    }
    const all = { generation: review.generation, tab: 'all', key } as const;
    void this.search('goToKey', all, (found) => {
      this.tell('none' in found ? { kind: 'noSuchKey' } : { kind: 'keyElsewhere', key });
    });
  }

  private arrive(
    { ordinal, column }: { readonly ordinal: number; readonly column?: number },
    went: ReturnType<typeof wayTo>,
  ): void {
    const { cursor } = this.on.view();
    const at = column === undefined ? cursor.column : this.on.gridColumnOf(column);
    const to = { row: ordinal, column: at ?? cursor.column };
    this.on.dispatch({ kind: 'moved', to, extend: false });
    this.tell({ kind: 'found', went, hidden: at === undefined ? column : undefined });
  }

  private async search<M extends 'find' | 'goToKey'>(
    method: M,
    params: Params<M>,
    answered: (found: Result<M>) => void,
  ): Promise<void> {
    const mine = {};
    this.latest = mine;
    this.tell({ kind: 'searching' });
    try {
      const found = await this.asking.request(method, params);
      if (this.latest === mine) {
        answered(found);
      }
    } catch (error) {
      if (this.latest === mine) {
        this.tell(undefined);
      }
      this.asking.failed(error, 'request');
    }
  }

  private letGo(): void {
    this.latest = {};
    this.steps = undefined;
  }

  private tell(told: FindTold | undefined): void {
    this.become({ told });
  }

  private become(change: Partial<Finding>): void {
    this.on.dispatch({ kind: 'sought', finding: { ...this.on.view().finding, ...change } });
  }
}
