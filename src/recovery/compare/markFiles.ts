import {
  type AllMarks,
  type MarkName,
  markNames,
  marksLines,
  type MarkSubjects,
  readMarks,
  type RowMarks,
} from '../../core/diff/rows/rowMarks';
import type { KeptComparison } from '../../core/diff/storedComparison';
import { type ComparisonFiles, linesOf } from './comparisonFiles';

/** Keeps what was found of the comparison's rows, a file for each kind of mark; where nothing was, there is none. */
export async function saveMarks(
  marks: AllMarks,
  { lines: seal }: Pick<KeptComparison, 'lines'>,
  { incident, newHash }: ComparisonFiles,
): Promise<void> {
  for (const mark of markNames) {
    if (marks[mark].subjects.length === 0) {
      await incident.removeRows(fileOf(mark));
    } else {
      const lines = marksLines(mark, marks[mark], { seal, newHash });
      await incident.saveRows(fileOf(mark), lines);
    }
  }
}

/** None where the incident has none of these very rows. */
export async function keptMarks(
  { lines: seal }: Pick<KeptComparison, 'lines'>,
  files: ComparisonFiles,
): Promise<AllMarks> {
  const read = async <M extends MarkName>(mark: M): Promise<RowMarks<MarkSubjects[M]>> => {
    const lines = await linesOf(fileOf(mark), files.incident);
    return readMarks(mark, lines, { seal, newHash: files.newHash });
  };
  return {
    blocked: await read('blocked'),
    children: await read('children'),
    later: await read('later'),
  };
}

function fileOf(mark: MarkName): string {
  return `${mark}.jsonl`;
}
