import type { Key, TableId } from '../../core/catalog/table';
import { sizeOf } from '../../core/correction/ordinalRanges';
import {
  type AllMarks,
  type ChildSubject,
  type MarkName,
  markNames,
  type MarkSubjects,
  type ParentSubject,
  type RowMarks,
} from '../../core/diff/rows/rowMarks';
import { LineSet } from '../../core/review/lineSet';
import { maskedWord } from '../../core/review/mask';
import type { ReadableRows } from './readLines';

/** All that is said of one row. */
export type MarksOfRow = { readonly [M in MarkName]: readonly SaidOfRow<MarkSubjects[M]>[] };

export interface SaidOfRow<S> {
  readonly subject: S;
  readonly value: readonly string[];
}

/** What is known of an incident's rows beside what they are, found by their lines. */
export class ReviewMarks {
  /** The rows of which something is said. */
  readonly lines: Readonly<Record<MarkName, LineSet>>;
  private readonly places: Readonly<Record<MarkName, readonly PlacesOfSubject[]>>;

  /** @param length How many lines the comparison has. */
  constructor(
    readonly marks: AllMarks,
    length: number,
  ) {
    const places = (mark: MarkName): readonly PlacesOfSubject[] => placesIn(marks[mark], length);
    this.places = {
      ...{ blocked: places('blocked'), children: places('children') },
      later: places('later'),
    };
    const lines = (mark: MarkName): LineSet =>
      LineSet.fromRanges(
        length,
        marks[mark].said.flatMap((said) => said.lines),
      );
    this.lines = {
      ...{ blocked: lines('blocked'), children: lines('children') },
      later: lines('later'),
    };
  }

  /** Undefined where nothing is said of the row. */
  at(line: number): MarksOfRow | undefined {
    if (!markNames.some((mark) => this.lines[mark].has(line))) {
      return undefined;
    }
    const { blocked, children, later } = this.marks;
    return {
      blocked: saidAt(line, blocked, this.places.blocked),
      children: saidAt(line, children, this.places.children),
      later: saidAt(line, later, this.places.later),
    };
  }

  /** What refers to these rows, by foreign key; where the table refers to itself, rows may be among them. */
  childrenOf(lines: LineSet): readonly ChildrenTaken[] {
    const { subjects, said } = this.marks.children;
    const rows = subjects.map(() => 0);
    for (const line of lines.and(this.lines.children)) {
      this.places.children.forEach((places, at) => {
        rows[at] = (rows[at] ?? 0) + Number(said[(places?.[line] ?? 0) - 1]?.value[0] ?? 0);
      });
    }
    return subjects.flatMap(({ table, onDelete }, at) =>
      rows[at] ? [{ table, onDelete, rows: rows[at] }] : [],
    );
  }

  /** What production lacks, table by table; without what is of the table itself, which comes or not with its rows. */
  lackingParents(): readonly LackingParents[] {
    const { subjects, said } = this.marks.blocked;
    return subjects.flatMap(
      ({ table, other: columns, isItself }, at): readonly LackingParents[] => {
        const lacking = said.filter(({ subject }) => subject === at);
        const rows = lacking.reduce((sum, { lines }) => sum + sizeOf(lines), 0);
        return rows === 0 || isItself
          ? []
          : [{ table, columns, keys: lacking.map(({ value }) => value), rows }];
      },
    );
  }

  /** The columns by which the row would refer to what is not there, by name. */
  blockedColumnsAt(line: number): readonly string[] {
    return this.at(line)?.blocked.flatMap(({ subject }) => subject.own) ?? [];
  }
}

/** Rows of another table that are to be brought first. */
export interface LackingParents {
  readonly table: TableId;
  /** The columns that the keys are of. */
  readonly columns: readonly string[];
  readonly keys: readonly Key[];
  /** How many of the compared rows refer to them. */
  readonly rows: number;
}

/** Rows of another table that refer to rows which are deleted. */
export interface ChildrenTaken extends Pick<ChildSubject, 'table' | 'onDelete'> {
  readonly rows: number;
}

/** The marks without the keys that a masked column would tell. */
export function maskedMarks(
  marks: MarksOfRow | undefined,
  { table, masked }: Pick<ReadableRows, 'table' | 'masked'>,
): MarksOfRow | undefined {
  const isMasked = (name: string): boolean =>
    masked.has(table.columns.findIndex((column) => column.name === name));
  const told = ({ subject, value }: SaidOfRow<ParentSubject>): SaidOfRow<ParentSubject> =>
    subject.own.some(isMasked)
      ? { subject, value: value.map(() => maskedWord) }
      : { subject, value };
  return marks && masked.size > 0 ? { ...marks, blocked: marks.blocked.map(told) } : marks;
}

/** For each line which of all that is said is said of it; from 1, 0 for nothing. Undefined for nothing at all. */
type PlacesOfSubject = Uint32Array | undefined;

function placesIn(
  { subjects, said }: RowMarks<unknown>,
  length: number,
): readonly PlacesOfSubject[] {
  const told = new Set(said.map(({ subject }) => subject));
  const places = subjects.map((_, at) => (told.has(at) ? new Uint32Array(length) : undefined));
  for (const [at, { subject, lines }] of said.entries()) {
    lines.forEach(({ from, to }) => places[subject]?.fill(at + 1, from, to));
  }
  return places;
}

function saidAt<S>(
  line: number,
  { subjects, said }: RowMarks<S>,
  places: readonly PlacesOfSubject[],
): readonly SaidOfRow<S>[] {
  return subjects.flatMap((subject, at) => {
    const found = said[(places[at]?.[line] ?? 0) - 1];
    return found ? [{ subject, value: found.value }] : [];
  });
}
