import { copyFields } from '../../core/archive/copyLine';
import type { Row } from '../../core/catalog/table';
import type { Correction, PlannedTable } from '../../core/correction/plan';
import { rowsForeseen } from '../../core/correction/rowState';
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
    const rows = (await isSmall(line, table, corrections.length))
      ? rowsForeseen(corrections, planned.columns)
      : undefined;
    return new ReadBack(
      line,
      table,
      writes,
      rows && new ExpectedRows(corrections, rows, planned.key),
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
    return expected.rows.map((row) =>
      row ? { row, xmin, place: undefined } : (deleted.next().value ?? nowhere),
    );
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

/** Rows as the plan leaves them, ticked off as they are found. */
class ExpectedRows {
  private readonly texts: (string | undefined)[];
  private readonly taken: Uint8Array;
  private placesOfRows: ReadonlyMap<Correction, number> | undefined;
  private placesOfKeys: ReadonlyMap<string, number> | undefined;
  private next = 0;
  private missing: number;
  private strangers = 0;

  /** @param rows null: deleted. */
  constructor(
    private readonly corrections: readonly Correction[],
    readonly rows: readonly (Row | null)[],
    private readonly key: readonly number[],
  ) {
    this.texts = new Array<string | undefined>(rows.length);
    this.taken = new Uint8Array(rows.length);
    this.missing = rows.filter((row) => row !== null).length;
  }

  get areAllThere(): boolean {
    return this.missing === 0 && this.strangers === 0;
  }

  textOf(correction: Correction): string | undefined {
    this.placesOfRows ??= new Map(this.corrections.map((each, at) => [each, at]));
    const at = this.placesOfRows.get(correction);
    return at === undefined ? undefined : this.textAt(at);
  }

  take(line: string): void {
    const at = this.textAt(this.next) === line ? this.next : this.placeOf(line);
    if (at === undefined || this.taken[at] === 1) {
      this.strangers += 1;
      return;
    }
    this.taken[at] = 1;
    this.missing -= 1;
    this.next = at + 1;
  }

  private textAt(at: number): string | undefined {
    const row = this.rows[at];
    return row ? (this.texts[at] ??= copyFields(row)) : undefined;
  }

  /** Rows mostly lie as they were written, page by page. */
  private placeOf(line: string): number | undefined {
    this.placesOfKeys ??= new Map(
      this.rows.flatMap((row, at) => (row ? [[this.keyIn(row), at]] : [])),
    );
    const at = this.placesOfKeys.get(this.keyIn(line.split('\t')));
    return at !== undefined && this.textAt(at) === line ? at : undefined;
  }

  private keyIn(cells: Row): string {
    return this.key.length === 1
      ? (cells[this.key[0] ?? 0] ?? '')
      : this.key.map((column) => cells[column]).join('\t');
  }
}
