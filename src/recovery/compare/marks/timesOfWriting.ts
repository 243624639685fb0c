import type { Row } from '../../../core/catalog/table';
import type { ComparedTable } from '../../../core/diff/comparison';
import type { KeptRow, RowChange } from '../../../core/diff/rows/rowChange';
import type { RowMarks, SaidOfRows, TimeSubject } from '../../../core/diff/rows/rowMarks';
import type { Moment, Moments, RelatedRows, TimeColumn } from '../../ports/relatedRows';
import { GrowingRanges } from './askedValues';
import { tellsOfThePast } from './historyRows';
import { isAfter, isOnTheDay } from './laterThan';

/**
 * Finds the rows that a time of their own says were written after the dump. A column of such times is told by its
 * values: none lies in the future, and in the backup none after the dump.
 */
export class TimesOfWriting {
  private readonly columns: readonly TimesOfColumn[];

  private constructor(
    times: readonly TimeColumn[],
    { columns }: ComparedTable,
    private readonly moments: Moments,
  ) {
    this.columns = times.flatMap((time) => {
      const at = columns.findIndex(({ name }) => name === time.name);
      return at < 0 ? [] : [new TimesOfColumn(at, time, moments)];
    });
  }

  static async begin(
    table: ComparedTable,
    moments: Moments,
    related: RelatedRows,
    signal: AbortSignal,
  ): Promise<TimesOfWriting> {
    const times = await related.timesOf(table.live.id, signal);
    const past = times.filter((column) => tellsOfThePast(column, moments));
    return new TimesOfWriting(past, table, moments);
  }

  add(line: number, row: KeptRow): void {
    if (row.kind !== 'conflict' && row.kind !== 'stale') {
      this.columns.forEach((column) => {
        column.add(line, row);
      });
    }
  }

  marks(): RowMarks<TimeSubject> {
    const { zone } = this.moments;
    const found = this.columns
      .filter(({ isOfWriting }) => isOfWriting)
      .flatMap(({ time: { name: column }, later, inDoubt }): readonly Found[] => [
        { subject: { column, zone }, lines: later },
        { subject: { column, zone, inDoubt: true }, lines: inDoubt },
      ]);
    const any = found.filter(({ lines }) => lines.ranges.length > 0);
    return {
      subjects: any.map(({ subject }) => subject),
      said: any.map(({ lines }, subject): SaidOfRows => ({
        subject,
        value: [],
        lines: lines.ranges,
      })),
    };
  }
}

interface Found {
  readonly subject: TimeSubject;
  readonly lines: GrowingRanges;
}

class TimesOfColumn {
  isOfWriting = true;
  readonly later = new GrowingRanges();
  readonly inDoubt = new GrowingRanges();

  constructor(
    private readonly at: number,
    readonly time: TimeColumn,
    private readonly moments: Moments,
  ) {}

  add(line: number, row: RowChange): void {
    if (!this.isOfWriting) {
      return;
    }
    const backup = row.kind === 'extra' ? undefined : this.timeIn(row.backup);
    const live = row.kind === 'missing' ? undefined : this.timeIn(row.live);
    const { dayAfterDump, tomorrow } = this.moments;
    if (this.isPast(backup, dayAfterDump) || this.isPast(live, tomorrow)) {
      this.isOfWriting = false;
    } else if (live !== backup && !(row.kind === 'changed' && row.reused)) {
      // A time that the dump has, too, is no later than it.
      this.tell(line, live);
    }
  }

  private tell(line: number, live: string | undefined): void {
    const { dumped } = this.moments;
    if (this.isPast(live, dumped)) {
      this.later.add(line);
    } else if (live !== undefined && isOnTheDay(live, dumped, this.time.type)) {
      this.inDoubt.add(line);
    }
  }

  private isPast(time: string | undefined, moment: Moment): boolean {
    return time !== undefined && (time === infinite || isAfter(time, moment, this.time.type));
  }

  /** Undefined also for times before our era, and minus infinity. */
  private timeIn(row: Row): string | undefined {
    const cell = row[this.at] ?? '';
    return cell === infinite || /^\d{4}-(?!.* BC$)/.test(cell) ? cell : undefined;
  }
}

const infinite = 'infinity';
