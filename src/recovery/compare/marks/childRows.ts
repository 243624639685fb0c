import { type ChildRelation, isTheTable } from '../../../core/catalog/relations';
import type { ComparedTable } from '../../../core/diff/comparison';
import type { KeptRow } from '../../../core/diff/rows/rowChange';
import type { ChildSubject, RowMarks, SaidOfRows } from '../../../core/diff/rows/rowMarks';
import type { RelatedRows } from '../../ports/relatedRows';
import { AskedValues } from './askedValues';
import { type Answered, askInTime, notLooked, type TimeToAsk } from './askInTime';
import { positionsOf } from './positionsOf';

/** Finds the rows of other tables that refer to rows only in production: these would lose them if they were deleted. */
export class ChildRows {
  private readonly asked: readonly AskedChildren[];

  constructor(relations: readonly ChildRelation[], table: ComparedTable) {
    this.asked = relations.flatMap((relation) => {
      const own = positionsOf(
        relation.columns.map((column) => column.own),
        table,
      );
      const refers = isTheTable(relation.other, table.live.id)
        ? positionsOf(
            relation.columns.map((column) => column.other),
            table,
          )
        : undefined;
      const deleted = refers && new AskedValues(refers, Infinity);
      return own
        ? [{ relation, values: new AskedValues(own), ...(deleted ? { deleted } : {}) }]
        : [];
    });
  }

  add(line: number, row: KeptRow): void {
    if (row.kind !== 'extra') {
      return;
    }
    for (const { values, deleted } of this.asked) {
      values.add(line, row.live, row.unread);
      deleted?.add(line, row.live, row.unread);
    }
  }

  async find(related: RelatedRows, time: TimeToAsk): Promise<RowMarks<ChildSubject>> {
    const looked: LookedUp[] = [];
    for (const asked of this.asked.filter(({ values }) => values.rows > 0)) {
      looked.push({ ...asked, ...(await lookUp(asked, related, time)) });
    }
    return {
      subjects: looked.map(({ relation, partly }) => ({
        ...{ table: relation.other, onDelete: relation.onDelete },
        ...(partly ? { partly } : {}),
      })),
      said: looked.flatMap(({ values, answers }, subject) =>
        answers.flatMap((rows, place): readonly SaidOfRows[] =>
          rows > 0 ? [{ subject, value: [String(rows)], lines: values.linesAt(place) }] : [],
        ),
      ),
    };
  }
}

interface AskedChildren {
  readonly relation: ChildRelation;
  readonly values: AskedValues;
  /** Of a table that refers to itself: what the rows only in production refer to, which may go together. */
  readonly deleted?: AskedValues;
}

type LookedUp = AskedChildren & Answered<number>;

async function lookUp(
  { relation, values, deleted }: AskedChildren,
  related: RelatedRows,
  time: TimeToAsk,
): Promise<Answered<number>> {
  if (!relation.isReadable) {
    return { answers: [], ...notLooked(values, 'unreadable') };
  }
  return askInTime(values, time, async (batch, asking) => {
    const counts = await related.childrenOf(relation, batch, asking);
    return counts?.map((rows, at) => rows - (deleted?.linesOf(batch[at] ?? []).length ?? 0));
  });
}
