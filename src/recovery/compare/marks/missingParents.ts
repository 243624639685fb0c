import { isTheTable, type Relation } from '../../../core/catalog/relations';
import type { Key } from '../../../core/catalog/table';
import type { ComparedTable } from '../../../core/diff/comparison';
import type { KeptRow } from '../../../core/diff/rows/rowChange';
import type { ParentSubject, RowMarks, SaidOfRows } from '../../../core/diff/rows/rowMarks';
import type { RelatedRows } from '../../ports/relatedRows';
import { AskedValues, linesOf } from './askedValues';
import { type Answered, askInTime, notLooked, type TimeToAsk } from './askInTime';
import { positionsOf } from './positionsOf';

/**
 * Finds the rows that production would refuse, since it lacks a row that they refer to: missing ones, and changed ones
 * that would refer to it again.
 */
export class MissingParents {
  private readonly asked: readonly AskedParent[];

  constructor(relations: readonly Relation[], table: ComparedTable) {
    this.asked = relations.flatMap((relation) => {
      const own = positionsOf(
        relation.columns.map((column) => column.own),
        table,
      );
      if (!own) {
        return [];
      }
      const isItself = isTheTable(relation.other, table.live.id);
      const other = positionsOf(
        relation.columns.map((column) => column.other),
        table,
      );
      return [
        {
          ...{ relation, own, values: new AskedValues(own) },
          // What would be brought itself is no missing parent.
          ...(isItself && other ? { brought: new AskedValues(other, mostBrought) } : {}),
        },
      ];
    });
  }

  add(line: number, row: KeptRow): void {
    if (row.kind !== 'missing' && row.kind !== 'changed') {
      return;
    }
    for (const { own, values, brought } of this.asked) {
      if (row.kind === 'missing' || own.some((at) => row.columns.includes(at))) {
        values.add(line, row.backup, row.unread);
      }
      if (row.kind === 'missing') {
        brought?.add(line, row.backup, row.unread);
      }
    }
  }

  async find(related: RelatedRows, time: TimeToAsk): Promise<RowMarks<ParentSubject>> {
    const looked: LookedUp[] = [];
    for (const asked of this.asked.filter(({ values }) => values.rows > 0)) {
      looked.push({ ...asked, ...(await lookUp(asked, related, time)) });
    }
    const blocked = blockedAmong(looked);
    return {
      subjects: looked.map(subjectOf),
      said: looked.flatMap((one, subject) =>
        one.lacking.flatMap((place): readonly SaidOfRows[] => {
          const isSaid = parentsOf(one, place).every((parent) => blocked.has(parent));
          const value = one.values.values[place] ?? [];
          return isSaid ? [{ subject, value, lines: one.values.linesAt(place) }] : [];
        }),
      ),
    };
  }
}

/** Beyond, what would be brought is not held in memory, and nothing is said. */
const mostBrought = 500_000;

interface AskedParent {
  readonly relation: Relation;
  readonly own: readonly number[];
  readonly values: AskedValues;
  /** Of a table that refers to itself: the keys of the rows that are missing. */
  readonly brought?: AskedValues;
}

interface LookedUp extends AskedParent, Pick<Answered<boolean>, 'partly'> {
  /** The places of the values that production has no row of. */
  readonly lacking: readonly number[];
}

async function lookUp(
  { relation, values, brought }: AskedParent,
  related: RelatedRows,
  time: TimeToAsk,
): Promise<Pick<LookedUp, 'lacking' | 'partly'>> {
  if (!relation.isReadable || brought?.isCut === true) {
    return { lacking: [], ...notLooked(values, relation.isReadable ? 'many' : 'unreadable') };
  }
  const { answers, ...rest } = await askInTime(values, time, async (batch, asking) => {
    const missing = await related.missingParents(relation, batch, asking);
    const lacked = missing && new Set<Key>(missing);
    return lacked && batch.map((value) => lacked.has(value));
  });
  return { lacking: answers.flatMap((isLacking, place) => (isLacking ? [place] : [])), ...rest };
}

/** The lines that cannot be brought: neither is their parent there, nor would it come with them. */
function blockedAmong(looked: readonly LookedUp[]): ReadonlySet<number> {
  const blocked = new Set<number>();
  const waiting = new Map<number, number[]>();
  for (const one of looked) {
    for (const place of one.lacking) {
      const parents = parentsOf(one, place);
      const lines = linesOf(one.values.linesAt(place));
      lines.forEach((line) => parents.length === 0 && blocked.add(line));
      for (const parent of parents) {
        waiting.set(parent, [...(waiting.get(parent) ?? []), ...lines]);
      }
    }
  }
  // Whoever would come with one that cannot come, cannot either. A set goes on to what is added meanwhile.
  for (const line of blocked) {
    waiting.get(line)?.forEach((child) => blocked.add(child));
  }
  return blocked;
}

/** The missing rows that have the key which the value refers to: of the table itself, they would be brought. */
function parentsOf({ values, brought }: LookedUp, place: number): readonly number[] {
  return brought?.linesOf(values.values[place] ?? []) ?? [];
}

function subjectOf({ relation, partly, brought }: LookedUp): ParentSubject {
  return {
    table: relation.other,
    own: relation.columns.map(({ own }) => own),
    other: relation.columns.map(({ other }) => other),
    ...(brought ? { isItself: true as const } : {}),
    ...(partly ? { partly } : {}),
  };
}
