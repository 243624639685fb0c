import type { Cell, Row } from '../../core/catalog/table';
import type { RowCounts } from '../../core/diff/comparison';
import { RecoveryError } from '../../core/errors';
import { readChangeLine } from '../../core/diff/rows/changeLine';
import type { Scope } from '../../core/diff/scope';
import {
  isByKey,
  type KeptComparison,
  type StoredComparison,
} from '../../core/diff/storedComparison';
import { type ValueChart, valueChart } from '../../core/review/chart/chart';
import { chartColumns } from '../../core/review/chart/chartColumns';
import type { CountedColumns, CountedValues } from '../../core/review/chart/countedValues';
import { DifferingRows } from '../../core/review/chart/differingRows';
import { tellsMost } from '../../core/review/chart/tellsMost';
import type { MaskedColumns } from '../../core/review/mask';
import { comparableIn, compareValues } from '../../core/review/columnValues';
import { LineSet } from '../../core/review/lineSet';
import { type ReadableRows, textsAt } from './readLines';

/** The chart of one column, by its position among the compared ones. */
export interface ColumnChart extends ValueChart {
  readonly column: number;
  /** When production's rows were counted, where that was not as they were compared. */
  readonly readAt?: string;
}

/** The charts of the columns that production's rows are counted by. */
export interface Charts extends KnownCharts {
  /** Of {@link drawn}; undefined where there is none. */
  readonly tellingMost: ColumnChart | undefined;
}

interface KnownCharts {
  readonly drawn: readonly ColumnChart[];
  /** Columns that have a chart once production's rows are counted by them. */
  readonly uncounted: readonly number[];
}

const noCharts: KnownCharts = { drawn: [], uncounted: [] };

/** How the rows of an incident spread over the values of columns. Whoever makes it closes it. */
export class ReviewCharts {
  private readonly closing = new AbortController();
  private drawing: Promise<KnownCharts> | undefined;

  constructor(
    private readonly rows: OpenRows,
    private readonly comparison: KeptComparison,
    private counted: CountedColumns,
    private readonly save: (counted: CountedColumns) => Promise<void>,
  ) {}

  /** But those of masked columns. Reads all rows that differ, once. @throws {RecoveryError} `incident-unreadable`. */
  async all(masked: MaskedColumns): Promise<Charts> {
    const { comparison, rows, counted } = this;
    this.drawing ??= isByKey(comparison)
      ? chartsOf({ ...rows, comparison }, counted, this.closing.signal)
      : Promise.resolve(noCharts);
    const { drawn, uncounted } = await this.drawing;
    const open = drawn.filter(({ column }) => !masked.has(column));
    return {
      drawn: open,
      tellingMost: tellsMost(open, differingRows(comparison)),
      uncounted: uncounted.filter((column) => !masked.has(column)),
    };
  }

  /**
   * Takes in, and keeps, production's rows as they were counted by another column later on.
   * @throws {RecoveryError} `row-drifted` where they are no longer those that were compared.
   */
  async take(column: number, values: CountedValues | undefined): Promise<void> {
    const { comparison, rows } = this;
    const name = comparison.table.columns[column]?.name ?? '';
    if (!values || !isByKey(comparison)) {
      throw new RecoveryError('usage', `${name} has too many values for a histogram.`);
    }
    const counted = new Map([...this.counted, [name, values]]);
    const charts = await chartsOf({ ...rows, comparison }, counted, this.closing.signal);
    if (!charts.drawn.some((chart) => chart.column === column)) {
      throw movedOn();
    }
    await this.save(counted);
    this.counted = counted;
    this.drawing = Promise.resolve(charts);
  }

  /** Gives up what is being read. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled([this.drawing]);
  }
}

function movedOn(): RecoveryError {
  return new RecoveryError(
    'row-drifted',
    'Production’s rows are no longer those that were compared: they cannot be set against the backup’s.',
    { hint: 'Compare again.', ways: ['recover'] },
  );
}

function differingRows({ figures }: KeptComparison): number {
  const { missing = 0, changed = 0, extra = 0 } = figures?.rows ?? {};
  return missing + changed + extra;
}

/** Masked or not: what is counted by the values of a masked column is not shown. */
type OpenRows = Omit<ReadableRows, 'masked'>;

type ComparedRows = OpenRows & { readonly comparison: StoredComparison };

async function chartsOf(
  compared: ComparedRows,
  counted: CountedColumns,
  signal: AbortSignal,
): Promise<KnownCharts> {
  const { table, figures } = compared.comparison;
  const columns = chartColumns(table);
  const conflicts = compared.facts.linesOf('conflict').size;
  if (!figures || figures.rows.conflicts + figures.rows.liveConflicts !== conflicts) {
    return noCharts;
  }
  const values = columns.flatMap((column): readonly Counted[] => {
    const known = counted.get(table.columns[column]?.name ?? '');
    return known ? [{ column, known }] : [];
  });
  const drawn = await drawnCharts(values, compared, { rows: figures.rows, signal });
  return {
    drawn,
    uncounted: columns.filter((column) => !values.some((value) => value.column === column)),
  };
}

interface Counted {
  readonly column: number;
  readonly known: CountedValues;
}

async function drawnCharts(
  values: readonly Counted[],
  { comparison, ...readable }: ComparedRows,
  { rows, signal }: { readonly rows: RowCounts; readonly signal: AbortSignal },
): Promise<readonly ColumnChart[]> {
  if (values.length === 0) {
    return [];
  }
  const isCounted = countedIn(comparison);
  const sought = values.map(({ column, known: { scale } }) => {
    return new DifferingRows(column, scale, isCounted);
  });
  const { facts, table } = readable;
  for await (const texts of textsAt(LineSet.of(facts.length).not(), readable, signal)) {
    for (const { line, text } of texts) {
      // As it was compared, whether it is stale by now or not.
      const row = readChangeLine(text, table, line + 1);
      for (const differing of sought) {
        differing.add(row);
      }
    }
  }
  return values.flatMap(({ column, known: { scale, rows: counted, readAt } }, at) => {
    const differing = sought[at];
    const chart = differing && valueChart({ scale, counted, differing, rows });
    return chart ? [{ ...chart, column, ...(readAt === undefined ? {} : { readAt }) }] : [];
  });
}

/**
 * Whether a row of production satisfies the scope by itself: one whose backup alone does was compared, but is
 * not counted with it. Of a condition nobody can tell here; then the sums do not agree.
 */
function countedIn({
  scope,
  table: { columns },
}: {
  readonly scope?: Scope;
  readonly table: StoredComparison['table'];
}): (live: Row) => boolean {
  const period = scope?.rows === 'matching' ? scope.period : undefined;
  const at = columns.findIndex(({ name }) => name === period?.column);
  const column = columns[at];
  if (!period || !column) {
    return () => true;
  }
  const value = comparableIn(column);
  const [from, to] = [period.from, period.to].map((end): Cell => end ?? null).map(value);
  return (live) => {
    const own = value(live[at] ?? null);
    return (
      own !== undefined &&
      (from === undefined || compareValues(own, from) >= 0) &&
      (to === undefined || compareValues(own, to) < 0)
    );
  };
}
