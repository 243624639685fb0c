import { isTheTable } from '../../../core/catalog/relations';
import type { Relations } from '../../../core/catalog/relations';
import type { ComparedTable } from '../../../core/diff/comparison';
import type { KeptRow } from '../../../core/diff/rows/rowChange';
import type { RowMarks, SaidOfRows, TimeSubject } from '../../../core/diff/rows/rowMarks';
import type { HistoryTable, Moments, RelatedRows, TimeColumn } from '../../ports/relatedRows';
import { AskedValues } from './askedValues';
import { askInTime, type TimeToAsk } from './askInTime';
import { isAfter } from './laterThan';
import { positionsOf } from './positionsOf';

/**
 * Finds the changed rows and those only in production to which a row of another table refers that has a timestamp
 * after the dump: a history says so of its own.
 */
export class HistoryRows {
  private readonly asked: readonly AskedHistory[];

  private constructor(histories: readonly HistoryTable[], table: ComparedTable) {
    this.asked = histories.flatMap((history) => {
      const own = positionsOf(
        history.relation.columns.map((column) => column.own),
        table,
      );
      return own ? [{ history, values: new AskedValues(own) }] : [];
    });
  }

  static async begin(
    { children }: Relations,
    { table, moments }: { readonly table: ComparedTable; readonly moments: Moments },
    related: RelatedRows,
    signal: AbortSignal,
  ): Promise<HistoryRows> {
    const histories: HistoryTable[] = [];
    for (const relation of children) {
      // A row that came later and refers to this one says nothing of this one where it is of the same table.
      if (relation.isReadable && !isTheTable(relation.other, table.live.id)) {
        const times = await related.timesOf(relation.other, signal);
        const columns = times.filter(
          (column) => column.type !== 'date' && tellsOfThePast(column, moments),
        );
        if (columns.length > 0) {
          histories.push({ relation, columns, moments });
        }
      }
    }
    return new HistoryRows(histories, table);
  }

  add(line: number, row: KeptRow): void {
    if (row.kind === 'extra' || (row.kind === 'changed' && !row.reused)) {
      this.asked.forEach(({ values }) => {
        values.add(line, row.live, row.unread);
      });
    }
  }

  async find(related: RelatedRows, time: TimeToAsk): Promise<RowMarks<TimeSubject>> {
    const subjects: TimeSubject[] = [];
    const said: SaidOfRows[] = [];
    for (const { history, values } of this.asked.filter((asked) => asked.values.rows > 0)) {
      const { answers, partly } = await askInTime(values, time, (batch, asking) =>
        related.latestOf(history, batch, asking),
      );
      for (const [at, column] of history.columns.entries()) {
        const found = answers.flatMap((times, place): readonly Omit<SaidOfRows, 'subject'>[] => {
          const latest = times[at];
          return latest === undefined ? [] : [{ value: [latest], lines: values.linesAt(place) }];
        });
        const { tomorrow, zone } = history.moments;
        const isOfTheFuture = found.some(({ value: [latest = ''] }) =>
          isAfter(latest, tomorrow, column.type),
        );
        if (!isOfTheFuture && (found.length > 0 || partly)) {
          const { other: table } = history.relation;
          subjects.push({ column: column.name, table, zone, ...(partly ? { partly } : {}) });
          found.forEach((of) => said.push({ ...of, subject: subjects.length - 1 }));
        }
      }
    }
    return { subjects, said };
  }
}

interface AskedHistory {
  readonly history: HistoryTable;
  readonly values: AskedValues;
}

/** Not so a time that is set for the future, as an appointment's: it does not say when it was written. */
export function tellsOfThePast({ latest, type }: TimeColumn, { tomorrow }: Moments): boolean {
  return latest === undefined || (latest !== 'infinity' && !isAfter(latest, tomorrow, type));
}
