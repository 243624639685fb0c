import { copyLine } from '../archive/copyLine';
import type { Key, Row } from '../catalog/table';
import { canBeStored } from '../sql/quote';
import type { Correction, CorrectionPlan } from './plan';
import { rowsForeseenBy } from './rowState';
import type { RowImage } from './undo';

/** Images of rows: there already, or yet to come. */
export type ImagesToKeep = readonly RowImage[] | ForeseenRows;

/** Where the line of a row stands: with its newline, and empty for a row that is not there. */
export interface PlacedLine {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** The lines of as many rows as are made at once. */
interface Block {
  readonly bytes: Uint8Array;
  /** Of the line of each row. */
  readonly ends: Uint32Array;
}

const rowsInBlock = 1000;
const newline = 0x0a;
const encoder = new TextEncoder();

/**
 * The rows as a plan leaves them, in its order, where the plan alone says what each becomes; null where it is deleted.
 * Their lines of COPY's text are made once, in UTF-8, when they are first asked for: they are written, kept as images
 * and compared with what was written. Rows themselves are made anew each time, and let go of.
 */
export class ForeseenRows {
  private readonly blocks: (Block | undefined)[] = [];
  private imagesOfAll: readonly RowImage[] | undefined;

  private constructor(
    readonly corrections: CorrectionPlan['corrections'],
    private readonly left: NonNullable<ReturnType<typeof rowsForeseenBy>>,
  ) {}

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

  isThere(position: number): boolean {
    return this.corrections[position]?.action !== 'delete';
  }

  /** @throws {RangeError} for a text that no PostgreSQL stores. */
  lineAt(position: number): PlacedLine {
    const { bytes, ends } = this.blockOf(Math.floor(position / rowsInBlock));
    const at = position % rowsInBlock;
    return { bytes, from: at === 0 ? 0 : (ends[at - 1] ?? 0), to: ends[at] ?? 0 };
  }

  /** The lines of all rows. @throws {RangeError} as {@link lineAt}. */
  *lines(): Generator<Uint8Array, void> {
    for (let start = 0; start < this.corrections.length; start += rowsInBlock) {
      yield this.blockOf(start / rowsInBlock).bytes;
    }
  }

  /**
   * The lines that these corrections of the plan leave; of those that follow each other, in one piece.
   * @throws {RangeError} for one of another plan, and as {@link lineAt}.
   */
  *linesOf(corrections: Iterable<Correction>): Generator<Uint8Array, void> {
    let open: PlacedLine | undefined;
    let next = 0;
    for (const correction of corrections) {
      const position = this.positionOf(correction, next);
      const line = this.lineAt(position);
      next = position + 1;
      if (open?.bytes === line.bytes && open.to === line.from) {
        open = { ...open, to: line.to };
      } else {
        if (open) {
          yield open.bytes.subarray(open.from, open.to);
        }
        open = line;
      }
    }
    if (open) {
      yield open.bytes.subarray(open.from, open.to);
    }
  }

  /** Mostly they are asked for in their order. */
  private positionOf(correction: Correction, from: number): number {
    const { corrections } = this;
    for (let position = from; position < corrections.length; position += 1) {
      if (corrections[position] === correction) {
        return position;
      }
    }
    const position = corrections.lastIndexOf(correction, from - 1);
    if (position < 0 || from === 0) {
      throw new RangeError('A row is asked for that is none of the plan.');
    }
    return position;
  }

  all(): readonly (Row | null)[] {
    return this.corrections.map((_, position) => this.rowAt(position));
  }

  /** What is kept of each for an undo. Where rows became this, the plan's inverse takes back what these do. */
  images(): readonly RowImage[] {
    return (this.imagesOfAll ??= this.corrections.map(
      (correction, position) => new ForeseenImage(this, correction, position),
    ));
  }

  private blockOf(number: number): Block {
    return (this.blocks[number] ??= this.makeBlock(number * rowsInBlock));
  }

  private makeBlock(start: number): Block {
    const rows = this.corrections.slice(start, start + rowsInBlock).map(this.left);
    const text = rows.map((row) => (row ? copyLine(row) : '')).join('');
    if (!canBeStored(text)) {
      throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
    }
    const bytes = encoder.encode(text);
    const ends = new Uint32Array(rows.length);
    let end = 0;
    for (const [at, row] of rows.entries()) {
      end = row ? bytes.indexOf(newline, end) + 1 : end;
      ends[at] = end;
    }
    return { bytes, ends };
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
}
