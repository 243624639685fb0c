import type { StoredSelection } from '../../core/correction/selectionFile';
import type { KeptRow } from '../../core/diff/rows/rowChange';
import type { LinesSeal } from '../../core/diff/storedComparison';
import { LineSet } from '../../core/review/lineSet';

/** A selection while the lines of its rows become others: told of each row as it passes, in their order. */
export class SelectionFollowed {
  private before = 0;
  private after = 0;
  private readonly lines: number[] = [];
  private readonly ruled: number[] = [];
  private readonly cells = new Map<number, readonly number[]>();

  constructor(private readonly stored: StoredSelection) {}

  /** @param is What the row is now; undefined where it leaves the list. A stale row is never selected. */
  pass(row: KeptRow, is: KeptRow | undefined): void {
    if (is && row.kind !== 'stale') {
      this.follow();
    }
    this.before += 1;
    this.after += is ? 1 : 0;
  }

  /** The selection of the rows that have passed. */
  of({ sha256, count }: LinesSeal): StoredSelection {
    const { selection, choosing } = this.stored;
    const lines = LineSet.fromLines(count, this.lines);
    const ruled = LineSet.fromLines(count, this.ruled);
    return {
      ...this.stored,
      comparison: sha256,
      selection: { ...selection, lines, cells: this.cells },
      choosing: { ...choosing, ruled },
    };
  }

  private follow(): void {
    const { selection, choosing } = this.stored;
    if (choosing.ruled.has(this.before)) {
      this.ruled.push(this.after);
    }
    if (selection.lines.has(this.before)) {
      this.lines.push(this.after);
      const cells = selection.cells.get(this.before);
      if (cells) {
        this.cells.set(this.after, cells);
      }
    }
  }
}
