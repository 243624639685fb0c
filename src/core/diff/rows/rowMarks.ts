import type { OnDelete } from '../../catalog/relations';
import type { TableId } from '../../catalog/table';
import { type OrdinalRanges, pairsOf, rangesFrom } from '../../correction/ordinalRanges';
import type { NewHash } from '../../correction/planFile';
import type { LinesSeal } from '../storedComparison';
import { fieldsIn } from '../../uncheckedFields';

/** What is known of compared rows beside what they are; each kind is about subjects of its own. */
export interface MarkSubjects {
  /** Production lacks a row that this one refers to, and would refuse it. */
  readonly blocked: ParentSubject;
  /** Rows of production refer to this one, which is only there. */
  readonly children: ChildSubject;
  /** A time says that the row was written after the dump, which does not make it right. */
  readonly later: TimeSubject;
}

export type MarkName = keyof MarkSubjects;

export const markNames = ['blocked', 'children', 'later'] as const satisfies readonly MarkName[];

/** A foreign key of the table. The value said of rows is the key that is not there, in the order of the columns. */
export interface ParentSubject extends Looked {
  readonly table: TableId;
  readonly own: readonly string[];
  readonly other: readonly string[];
  /** The table refers to itself. */
  readonly isItself?: true;
}

/** A foreign key onto the table. The value said of rows is how many rows refer to each. */
export interface ChildSubject extends Looked {
  readonly table: TableId;
  readonly onDelete: OnDelete;
}

/** A column of times, of the table itself or of one that refers to it. The value said of rows is the latest time. */
export interface TimeSubject extends Looked {
  readonly column: string;
  /** Absent where it is the table's own: then rows have the time themselves, and no value is said. */
  readonly table?: TableId;
  /** Of dates: on the very day of the dump, so perhaps before it. */
  readonly inDoubt?: true;
  /** Of production, in which the dump's time is read, as that has none. */
  readonly zone: string;
}

export interface Looked {
  /** Absent where all rows were looked at that could be meant. */
  readonly partly?: PartlyLooked;
}

/** Of how many rows it is known, and why not of the others. */
export interface PartlyLooked {
  readonly rows: number;
  readonly of: number;
  /** Too many at once; no leave to read the other table; production did not answer in time, or refused. */
  readonly because: 'many' | 'unreadable' | 'unanswered';
}

export interface RowMarks<S> {
  readonly subjects: readonly S[];
  readonly said: readonly SaidOfRows[];
}

/** What is said of these lines. */
export interface SaidOfRows {
  /** Its place among the subjects. */
  readonly subject: number;
  readonly value: readonly string[];
  readonly lines: OrdinalRanges;
}

export type AllMarks = { readonly [M in MarkName]: RowMarks<MarkSubjects[M]> };

export function noMarks(): RowMarks<never> {
  return { subjects: [], said: [] };
}

export const nothingMarked: AllMarks = {
  blocked: noMarks(),
  children: noMarks(),
  later: noMarks(),
};

const format = 'pra-marks';
const version = 1;

/** For a file, in lines: the first is sealed over all others, and names the compared rows that are meant. */
export function marksLines<M extends MarkName>(
  mark: M,
  { subjects, said }: RowMarks<MarkSubjects[M]>,
  { seal, newHash }: { readonly seal: LinesSeal; readonly newHash: NewHash },
): readonly string[] {
  const lines = said.map(({ subject, value, lines: of }) =>
    JSON.stringify([subject, value, pairsOf(of)]),
  );
  const content = JSON.stringify({ mark, comparison: seal.sha256, subjects });
  const digest = digestOf([content, ...lines], newHash);
  return [JSON.stringify({ format, version, digest, content }), ...lines];
}

/** The marks that {@link marksLines} wrote of these very rows; none where they are of others, cut or changed. */
export function readMarks<M extends MarkName>(
  mark: M,
  [first = '', ...lines]: readonly string[],
  { seal, newHash }: { readonly seal: LinesSeal; readonly newHash: NewHash },
): RowMarks<MarkSubjects[M]> {
  const header = headerIn(first);
  const digest = digestOf([header?.content ?? '', ...lines], newHash);
  if (header?.digest !== digest) {
    return noMarks();
  }
  // Sealed by its digest: it is what marksLines was given.
  const { subjects, ...of } = JSON.parse(header.content) as Content<MarkSubjects[M]>;
  if (of.mark !== mark || of.comparison !== seal.sha256) {
    return noMarks();
  }
  const said = lines.flatMap((line) => {
    const [subject, value, pairs] = JSON.parse(line) as readonly [number, string[], unknown];
    const ranges = rangesFrom(pairs, seal.count);
    return ranges ? [{ subject, value, lines: ranges }] : [];
  });
  return { subjects, said };
}

interface Content<S> {
  readonly mark: string;
  readonly comparison: string;
  readonly subjects: readonly S[];
}

function headerIn(text: string): { readonly digest: string; readonly content: string } | undefined {
  const { digest, content, ...of } = fieldsIn(text);
  const isKnown = of['format'] === format && of['version'] === version;
  return isKnown && typeof content === 'string' ? { digest: String(digest), content } : undefined;
}

function digestOf(lines: readonly string[], newHash: NewHash): string {
  const hash = newHash();
  for (const line of lines) {
    hash.update(`${line}\n`);
  }
  return hash.digest('hex');
}
