import type { ComparedTable } from '../../../core/diff/comparison';
import type { KeptRow } from '../../../core/diff/rows/rowChange';
import {
  type AllMarks,
  noMarks,
  type RowMarks,
  type TimeSubject,
} from '../../../core/diff/rows/rowMarks';
import type { RelatedRows } from '../../ports/relatedRows';
import { TimeToAsk } from './askInTime';
import { ChildRows } from './childRows';
import { HistoryRows } from './historyRows';
import { MissingParents } from './missingParents';
import { TimesOfWriting } from './timesOfWriting';

export interface MarkedTable {
  readonly table: ComparedTable;
  /** ISO 8601, or whatever is known of it. */
  readonly dumpedAt: string;
  /** Of production's table, in the snapshot that is compared. */
  readonly related: RelatedRows;
}

/** Told of each row in the order of the lines, it then asks production what else is to be known of them. */
export class MarkFinder {
  private line = 0;

  private constructor(
    private readonly related: RelatedRows,
    private readonly parents: MissingParents,
    private readonly children: ChildRows,
    private readonly times: Times | undefined,
  ) {}

  /** Asks for the foreign keys and the columns of times, so that no more is held of the rows than is asked about. */
  static async begin(
    { table, dumpedAt, related }: MarkedTable,
    signal: AbortSignal,
  ): Promise<MarkFinder> {
    const relations = await related.relations(signal);
    const moments = await related.moments(dumpedAt, signal);
    const times = moments && {
      own: await TimesOfWriting.begin(table, moments, related, signal),
      history: await HistoryRows.begin(relations, { table, moments }, related, signal),
    };
    return new MarkFinder(
      related,
      new MissingParents(relations.parents, table),
      new ChildRows(relations.children, table),
      times,
    );
  }

  add(row: KeptRow): void {
    const { line } = this;
    this.parents.add(line, row);
    this.children.add(line, row);
    this.times?.own.add(line, row);
    this.times?.history.add(line, row);
    this.line += 1;
  }

  /** In a limited time: where it does not do, the marks say of how many rows they know. */
  async find(signal: AbortSignal): Promise<AllMarks> {
    const time = new TimeToAsk(signal);
    return {
      blocked: await this.parents.find(this.related, time),
      children: await this.children.find(this.related, time),
      later: this.times
        ? joined(this.times.own.marks(), await this.times.history.find(this.related, time))
        : noMarks(),
    };
  }
}

interface Times {
  readonly own: TimesOfWriting;
  readonly history: HistoryRows;
}

function joined(one: RowMarks<TimeSubject>, other: RowMarks<TimeSubject>): RowMarks<TimeSubject> {
  const first = one.subjects.length;
  return {
    subjects: [...one.subjects, ...other.subjects],
    said: [...one.said, ...other.said.map((of) => ({ ...of, subject: of.subject + first }))],
  };
}
