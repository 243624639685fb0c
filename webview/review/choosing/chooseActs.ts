import type { RowGroup } from '../../../src/protocol/groups';
import type { ReviewRow } from '../../../src/protocol/rows';
import type {
  ChosenRules,
  SelectionAnswer,
  SelectionIntent,
} from '../../../src/protocol/selecting';
import type { ShownRows } from '../../../src/protocol/shown';
import type { ActedOn } from '../actedOn';
import type { Asking } from '../asking';
import { tableColumn } from '../columns';
import { isBlocked } from '../flags';
import type { ChooseIntent } from '../keyboard';
import { isShown, maySelect, shownAs, tabSelection } from '../state/counts';
import { groupSelection } from '../rail/groupWords';
import { type ManyChosen, rangeOf, type View } from '../state/view';
import { isCellTaken, mayTakeCell } from './cellTaken';

/** More rows than these are chosen only after a question. */
const askAbove = 1000;

/** Turns what the operator chooses into requests. */
export class ChooseActs {
  /** The last request to select. */
  private turn: Promise<void> = Promise.resolve();
  /** Rows, by ordinal, of which acts are under way or not drawn yet, once for each act. */
  private unsettled: readonly (number | 'all')[] = [];

  constructor(
    private readonly on: ActedOn,
    private readonly asking: Asking,
  ) {}

  /** What a key, or a click, in the grid means. */
  by(kind: ChooseIntent['kind']): void {
    switch (kind) {
      case 'toggle':
        this.toggle();
        break;
      case 'toggleCell':
        this.toggleCell();
        break;
      case 'selectTab':
        this.selectTab();
        break;
      case 'invert':
        this.invert();
        break;
      case 'undo':
        this.takeBack();
    }
  }

  allowDeletes(allowed: boolean): void {
    this.asking.ask('allowDeletes', { allowed }, (answer) => {
      this.selected(answer);
    });
  }

  selectNothing(): void {
    this.select({ kind: 'nothing' });
  }

  /** The last act of choosing. */
  takeBack(): void {
    this.select({ kind: 'undo' });
  }

  /** What the selection comes from; undefined where it cannot be told: the failure is shown. */
  async rules(): Promise<ChosenRules | undefined> {
    const { generation } = this.on.view().review;
    try {
      return await this.asking.request('rules', { generation });
    } catch (error) {
      this.asking.failed(error, 'request');
      return undefined;
    }
  }

  /** All of its rows that can be go in, whatever is shown; out, where they are in. */
  group(group: RowGroup): void {
    const selected = groupSelection(group) !== 'true';
    this.select({ kind: 'tab', tab: 'all', filter: { groups: [group.id] }, selected });
  }

  /** The answer to whether all the rows are meant. */
  answered(yes: boolean): void {
    const { asksFor } = this.on.view();
    this.on.dispatch({ kind: 'asked', asks: undefined });
    this.on.focusRows();
    if (yes && asksFor) {
      this.withShown((shown) => {
        if (typeof asksFor === 'string') {
          this.chooseMany(asksFor, shown);
        } else {
          const { ordinal } = asksFor.row;
          this.select({ kind: 'row', ...shown, ordinal, selected: true });
        }
      });
    }
  }

  /** All rows that are shown: how many, the operator was told where it was asked for. */
  selectShown(): void {
    this.withShown((shown) => {
      this.chooseMany('tab', shown);
    });
  }

  /** Of the rows that are shown, what is selected goes out, and the rest in. */
  invert(): void {
    this.withCount((shown, rows) => {
      this.askedIfMany('invert', shown, rows);
    });
  }

  /** What is at the cursor goes in, or where it is in already, out; with it the whole range. */
  private toggle(): void {
    const view = this.on.view();
    const { cursor, anchor = cursor.row } = view;
    const { first, last } = rangeOf(view);
    this.inTurn(cursor.row, (shown) => {
      // The end of a long range may be on its way yet; where it began has been seen.
      const row = this.on.row(cursor.row) ?? this.on.row(anchor);
      if (!row || (isBlocked(row) && (first === last || !maySelect(view)))) {
        return undefined;
      }
      const selected = !row.selected;
      if (selected && first === last && takesOthers(row, view)) {
        this.on.dispatch({ kind: 'asked', asks: { row } });
        return undefined;
      }
      return first === last
        ? { kind: 'row', ...shown, ordinal: cursor.row, selected }
        : { kind: 'range', ...shown, first, last, selected };
    });
  }

  private selectTab(): void {
    this.withCount((shown, rows) => {
      if (tabSelection(this.on.view()) === 'true') {
        this.select({ kind: 'tab', ...shown, selected: false });
      } else {
        this.askedIfMany('tab', shown, rows);
      }
    });
  }

  /** Counted anew: what is in already may have been chosen just before. */
  private withCount(act: (shown: ShownRows, rows: number) => void): void {
    const view = this.on.view();
    if (!maySelect(view)) {
      return;
    }
    this.withShown((shown) => {
      const asked = { generation: view.review.generation, ...shown };
      this.asking.count('select', asked, (count) => {
        if (isShown(asked, this.on.view())) {
          this.on.dispatch({ kind: 'counted', count });
          act(shown, count.rows);
        }
      });
    });
  }

  private askedIfMany(what: ManyChosen, shown: ShownRows, rows: number): void {
    if (rows > askAbove || this.on.view().choice?.children) {
      this.on.dispatch({ kind: 'asked', asks: what });
    } else {
      this.chooseMany(what, shown);
    }
  }

  private chooseMany(what: ManyChosen, shown: ShownRows): void {
    this.select(
      what === 'tab' ? { kind: 'tab', ...shown, selected: true } : { kind: 'invert', ...shown },
    );
  }

  /** The cell at the cursor alone: its column goes in, or where it is in already, out. */
  private toggleCell(): void {
    const { cursor, review } = this.on.view();
    const column = tableColumn(this.on.gridColumnAt(cursor.column));
    this.inTurn(cursor.row, (shown) => {
      const row = this.on.row(cursor.row);
      if (!row || column === undefined || !mayTakeCell(row, column, review.columns)) {
        return undefined;
      }
      const selected = !isCellTaken(row, column);
      return { kind: 'cell', ...shown, ordinal: cursor.row, column, selected };
    });
  }

  /**
   * At once, but for a row that an act under way may have changed: then when it is seen what that has made of it.
   * A key may be pressed twice in a row.
   */
  private inTurn(ordinal: number, intent: (shown: ShownRows) => SelectionIntent | undefined): void {
    this.withShown((shown) => {
      if (!this.unsettled.some((rows) => rows === 'all' || rows === ordinal)) {
        const decided = intent(shown);
        if (decided) {
          this.select(decided);
        }
        return;
      }
      const { generation } = this.on.view().review;
      this.next(ordinal, async () => {
        await this.on.freshRow(ordinal);
        return isShown({ generation, ...shown }, this.on.view()) ? intent(shown) : undefined;
      });
    });
  }

  private select(intent: SelectionIntent): void {
    const rows = intent.kind === 'row' || intent.kind === 'cell' ? intent.ordinal : 'all';
    this.next(rows, () => Promise.resolve(intent));
  }

  private next(rows: number | 'all', decide: () => Promise<SelectionIntent | undefined>): void {
    const { generation } = this.on.view().review;
    const decided = this.turn.then(async () => {
      const intent = await decide();
      if (intent) {
        this.selected(await this.asking.request('select', { generation, intent }));
      }
    });
    this.unsettled = [...this.unsettled, rows];
    const end = (): void => undefined;
    this.turn = decided.then(end, end);
    void this.turn
      .then(() => this.on.freshRow(rows === 'all' ? this.on.view().cursor.row : rows))
      .then(() => {
        this.unsettled = this.unsettled.toSpliced(this.unsettled.indexOf(rows), 1);
      });
    decided.catch((error: unknown) => {
      this.asking.failed(error, 'request');
    });
  }

  private selected(answer: SelectionAnswer): void {
    this.on.dispatch({ kind: 'selection', answer });
    this.on.rowsChanged();
  }

  private withShown(act: (shown: ShownRows) => void): void {
    const shown = shownAs(this.on.view());
    if (shown) {
      act(shown);
    }
  }
}

/** Whether choosing the row means more than the row itself: another thing is overwritten, or rows refer to it. */
function takesOthers(row: ReviewRow, { review }: View): boolean {
  const isReused = row.kind === 'changed' && row.reused;
  return isReused || (review.status.selection.allowDeletes && row.marks?.children !== undefined);
}
