import { copyFields } from '../archive/copyLine';
import type { Key, Row } from '../catalog/table';
import type { Correction, CorrectionPlan } from './plan';
import { rowsForeseenBy } from './rowState';
import type { RowImage } from './undo';

/**
 * The rows as a plan leaves them, in its order, where the plan alone says what each becomes; null where it is deleted.
 * Their texts are made once, when they are first asked for: they are written, kept as images and compared with what
 * was written. Rows themselves are made anew each time, and let go of.
 */
export class ForeseenRows {
  private readonly texts: (string | undefined)[];

  private constructor(
    readonly corrections: CorrectionPlan['corrections'],
    private readonly left: NonNullable<ReturnType<typeof rowsForeseenBy>>,
  ) {
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
    return correction ? this.left(correction) : null;
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
    return this.corrections.map(
      (correction, position) => new ForeseenImage(this, correction, position),
    );
  }
}

class ForeseenImage implements RowImage {
  constructor(
    private readonly rows: ForeseenRows,
    private readonly correction: Correction,
    private readonly position: number,
  ) {}

  get key(): Key {
    return this.correction.key;
  }

  get before(): Row | null {
    return this.correction.action === 'insert' ? null : this.correction.seen;
  }

  get after(): Row | null {
    return this.rows.rowAt(this.position);
  }

  get afterText(): string | undefined {
    return this.rows.textAt(this.position);
  }
}
