import { copyFields } from '../archive/copyLine';
import type { Row } from '../catalog/table';
import type { CorrectionPlan } from './plan';
import { rowsForeseenBy } from './rowState';
import type { RowImage } from './undo';

/** Rows that are made in one go by {@link ForeseenRows.made}: about a millisecond. */
const rowsAtOnce = 250;

/**
 * The rows as a plan leaves them, in its order, where the plan alone says what each becomes; null where it is deleted.
 * Each is made when it is first asked for, and once: it is written, kept as an image and compared with what was written.
 */
export class ForeseenRows {
  private readonly rows: (Row | null | undefined)[];
  private readonly texts: (string | undefined)[];

  private constructor(
    readonly corrections: CorrectionPlan['corrections'],
    private readonly left: NonNullable<ReturnType<typeof rowsForeseenBy>>,
  ) {
    this.rows = new Array<Row | null | undefined>(corrections.length);
    this.texts = new Array<string | undefined>(corrections.length);
  }

  /** Undefined where production fills a cell of one by itself. */
  static of({
    corrections,
    table,
  }: Pick<CorrectionPlan, 'corrections' | 'table'>): ForeseenRows | undefined {
    const left = rowsForeseenBy(corrections, table.columns);
    return left && new ForeseenRows(corrections, left);
  }

  rowAt(position: number): Row | null {
    const correction = this.corrections[position];
    return correction ? (this.rows[position] ??= this.left(correction)) : null;
  }

  /** COPY's text of the row, without its newline; undefined where there is none. */
  textAt(position: number): string | undefined {
    const known = this.texts[position];
    if (known !== undefined) {
      return known;
    }
    const row = this.rowAt(position);
    return row ? (this.texts[position] = copyFields(row)) : undefined;
  }

  all(): readonly (Row | null)[] {
    return this.corrections.map((_, position) => this.rowAt(position));
  }

  /** What is kept of each for an undo. Where rows became this, the plan's inverse takes back what these do. */
  images(): readonly RowImage[] {
    return this.corrections.map((correction, position) => ({
      key: correction.key,
      before: correction.action === 'insert' ? null : correction.seen,
      after: this.rowAt(position),
      afterText: this.textAt(position),
    }));
  }

  /** Makes them all, some at a time, for whoever has a moment to spare. */
  *made(): Generator<void> {
    for (let position = 0; position < this.corrections.length; position += 1) {
      this.textAt(position);
      if (position % rowsAtOnce === 0) {
        yield;
      }
    }
  }
}
