import { copyFields } from '../../core/archive/copyLine';
import type { Row } from '../../core/catalog/table';
import type { Correction, PlannedTable } from '../../core/correction/plan';
import { rowsForeseenBy } from '../../core/correction/rowState';
import type { Progress } from '../../recovery/work';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { nowhere, type PlacedRow, readPlannedRows } from './plannedRows';
import { selectWritten } from './statements';

/** A table of fewer pages than this for each written row is walked sooner than its rows are looked up one by one. */
const pagesPerRow = 1 / 4;

interface Writes {
  readonly corrections: readonly Correction[];
  readonly planned: PlannedTable;
  /** The transaction's number, of 32 bits. */
  readonly xmin: string;
}

/** Rows that are about to be written, to be read back then. */
export class ReadBack {
  private constructor(
    private readonly line: Line,
    private readonly table: FoundTable,
    private readonly writes: Writes,
    /** Undefined where they are looked up by their keys. */
    private readonly expected: ExpectedRows | undefined,
  ) {}

  static async expect(line: Line, table: FoundTable, writes: Writes): Promise<ReadBack> {
    const { corrections, planned } = writes;
    const left = (await isSmall(line, table, corrections.length))
      ? rowsForeseenBy(corrections, planned.columns)
      : undefined;
    return new ReadBack(
      line,
      table,
      writes,
      left && new ExpectedRows(corrections, left, planned.key),
    );
  }

  /** COPY's text of the whole row that a correction leaves, where that is known. */
  readonly textOf = (correction: Correction): string | undefined =>
    this.expected?.textOf(correction);

  /**
   * The rows that were written, whole, in the order of their corrections. Where they are many, by one walk over the
   * table for what the transaction wrote, which settles rows that are just as planned; where one is not, and for
   * rows that were deleted, by their keys.
   */
  async read(progress: Progress): Promise<readonly PlacedRow[]> {
    const { expected, line, table } = this;
    const { corrections, xmin } = this.writes;
    const byKey = (some: readonly Correction[]): Promise<readonly PlacedRow[]> =>
      readPlannedRows(line, table, some, { lock: 'none', progress });
    if (!expected) {
      return byKey(corrections);
    }
    await line.copiedLines(selectWritten(table, xmin), (text) => {
      expected.take(text);
    });
    if (!expected.areAllThere) {
      return byKey(corrections);
    }
    const deletes = corrections.filter(({ action }) => action === 'delete');
    const deleted = (await byKey(deletes)).values();
    return corrections.map((_, at) => {
      const row = expected.rowAt(at);
      return row ? { row, xmin, place: undefined } : (deleted.next().value ?? nowhere);
    });
  }
}

async function isSmall(line: Line, { kind, oid }: FoundTable, rows: number): Promise<boolean> {
  if (kind === 'partitioned') {
    return false;
  }
  const [pages] = await line.row(
    `select pg_relation_size($1::oid) / current_setting('block_size')::int8`,
    [oid],
  );
  return Number(pages) < rows * pagesPerRow;
}

/** Rows as the plan leaves them, ticked off as they are found. Each is made when it is first asked for. */
class ExpectedRows {
  private readonly rows: (Row | null | undefined)[];
  private readonly texts: (string | undefined)[];
  private readonly taken: Uint8Array;
  private placesOfRows: ReadonlyMap<Correction, number> | undefined;
  private placesOfKeys: ReadonlyMap<string, number> | undefined;
  private nextAsked = 0;
  private nextTaken = 0;
  private missing: number;
  private strangers = 0;

  constructor(
    private readonly corrections: readonly Correction[],
    /** null: deleted. */
    private readonly left: (correction: Correction) => Row | null,
    private readonly key: readonly number[],
  ) {
    this.rows = new Array<Row | null | undefined>(corrections.length);
    this.texts = new Array<string | undefined>(corrections.length);
    this.taken = new Uint8Array(corrections.length);
    this.missing = corrections.filter(({ action }) => action !== 'delete').length;
  }

  get areAllThere(): boolean {
    return this.missing === 0 && this.strangers === 0;
  }

  rowAt(at: number): Row | null {
    const correction = this.corrections[at];
    return correction ? (this.rows[at] ??= this.left(correction)) : null;
  }

  /** Mostly asked for in their order. */
  textOf(correction: Correction): string | undefined {
    const isNext = this.corrections[this.nextAsked] === correction;
    const at = isNext ? this.nextAsked : this.placeOf(correction);
    if (at === undefined) {
      return undefined;
    }
    this.nextAsked = at + 1;
    return this.textAt(at);
  }

  /** Rows mostly lie as they were written, page by page. */
  take(line: string): void {
    const at = this.textAt(this.nextTaken) === line ? this.nextTaken : this.placeOfText(line);
    if (at === undefined || this.taken[at] === 1) {
      this.strangers += 1;
      return;
    }
    this.taken[at] = 1;
    this.missing -= 1;
    this.nextTaken = at + 1;
  }

  private textAt(at: number): string | undefined {
    const known = this.texts[at];
    if (known !== undefined) {
      return known;
    }
    const row = this.rowAt(at);
    return row ? (this.texts[at] = copyFields(row)) : undefined;
  }

  private placeOf(correction: Correction): number | undefined {
    this.placesOfRows ??= new Map(this.corrections.map((each, at) => [each, at]));
    return this.placesOfRows.get(correction);
  }

  private placeOfText(line: string): number | undefined {
    this.placesOfKeys ??= new Map(
      this.corrections.map((_, at) => [this.keyIn(this.rowAt(at) ?? []), at]),
    );
    const at = this.placesOfKeys.get(this.keyIn(line.split('\t')));
    return at !== undefined && this.textAt(at) === line ? at : undefined;
  }

  private keyIn(cells: Row): string {
    const [only = 0, ...more] = this.key;
    return more.length === 0
      ? (cells[only] ?? '')
      : this.key.map((column) => cells[column]).join('\t');
  }
}
