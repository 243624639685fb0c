import type { Row } from '../../core/catalog/table';
import { ForeseenRows } from '../../core/correction/foreseenRows';
import { type Correction, type PlannedTable, withAction } from '../../core/correction/plan';
import type { Progress } from '../../recovery/work';
import { ExpectedRows } from './expectedRows';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { type PlacedRow, readPlannedRows } from './plannedRows';
import { selectWritten } from './statements';

/** A table of fewer pages than this for each written row is walked sooner than its rows are looked up one by one. */
const pagesPerRow = 1 / 4;

interface Writes {
  readonly corrections: readonly Correction[];
  readonly planned: PlannedTable;
  /** The transaction's number, of 32 bits. */
  readonly xmin: string;
  /** Of these corrections, where they are at hand. */
  readonly foreseen: ForeseenRows | undefined;
}

/** What has become of written rows. */
export interface RowsReadBack {
  /** True where every row has become what was foreseen of it. */
  readonly asForeseen: boolean;
  /** In the order of their corrections; null where there is none. */
  readonly rows: () => readonly (Row | null)[];
  /** Distinct 32-bit numbers of the transactions that wrote them. */
  readonly xmins: ReadonlySet<string>;
  /** How many were not written by any of these transactions, or should be gone. */
  readonly notWrittenBy: (ours: ReadonlySet<string>) => number;
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
    const foreseen = (await isSmall(line, table, corrections.length))
      ? (writes.foreseen ?? ForeseenRows.of({ corrections, table: planned }))
      : undefined;
    const expected = foreseen && new ExpectedRows(foreseen, planned.key);
    return new ReadBack(line, table, writes, expected);
  }

  /** What can be done while the rows are written. */
  async prepare(): Promise<void> {
    await this.expected?.prepare();
  }

  /**
   * The rows that were written, whole. Where they are many, by one walk over the table for what the transaction
   * wrote, which settles rows that are just as planned; where one is not, and for rows that were deleted, by their keys.
   */
  async read(progress: Progress): Promise<RowsReadBack> {
    const { expected, line, table } = this;
    const { corrections, xmin } = this.writes;
    const byKey = (some: readonly Correction[]): Promise<readonly PlacedRow[]> =>
      readPlannedRows(line, table, some, { lock: 'none', progress });
    if (expected) {
      await line.copiedLines(selectWritten(table, xmin), (lines) => {
        expected.take(lines);
      });
    }
    if (!expected?.areAllThere) {
      return foundByKey(corrections, await byKey(corrections));
    }
    const deletes = withAction(corrections, 'delete');
    return foundAsForeseen(expected, await byKey(deletes), xmin);
  }
}

function foundByKey(corrections: readonly Correction[], found: readonly PlacedRow[]): RowsReadBack {
  return {
    asForeseen: false,
    rows: () => found.map(({ row }) => row),
    xmins: new Set(found.flatMap(({ xmin }) => xmin ?? [])),
    notWrittenBy: (ours) =>
      corrections.filter(({ action }, position) => {
        const xmin = found[position]?.xmin;
        return action === 'delete' ? xmin !== undefined : xmin === undefined || !ours.has(xmin);
      }).length,
  };
}

/** @param deleted What there is of the rows that were to be deleted. */
function foundAsForeseen(
  expected: ExpectedRows,
  deleted: readonly PlacedRow[],
  xmin: string,
): RowsReadBack {
  const left = deleted.filter(({ row }) => row !== null);
  return {
    asForeseen: left.length === 0,
    rows: () => expected.rows(),
    xmins: new Set([xmin, ...left.flatMap((placed) => placed.xmin ?? [])]),
    notWrittenBy: () => left.length,
  };
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
