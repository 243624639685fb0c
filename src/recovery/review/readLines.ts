import { readChangeLine } from '../../core/diff/rows/changeLine';
import type { KeptTable } from '../../core/diff/comparison';
import type { RowInIncident } from '../../core/diff/rows/rowChange';
import type { OpenRows } from '../ports/reviewIncident';
import type { RowFacts } from './rowFacts';

interface IndexedRows {
  readonly file: OpenRows;
  readonly facts: RowFacts;
  readonly table: KeptTable;
}

/** Lines this near to each other are read in one go. */
const nearBytes = 64 * 1024;
const mostBytes = 4 * 1024 * 1024;

/** The rows of these lines, ascending, in the same order. */
export async function changesAt(
  lines: readonly number[],
  { file, facts, table }: IndexedRows,
): Promise<readonly RowInIncident[]> {
  const changes: RowInIncident[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const stretch of stretchesOf(lines, facts)) {
    const bytes = await file.read(stretch.from, stretch.to - stretch.from);
    for (const line of stretch.lines) {
      const { from, to } = facts.bytesOf(line);
      const text = decoder.decode(bytes.subarray(from - stretch.from, to - stretch.from));
      changes.push(readChangeLine(text, table, line + 1));
    }
  }
  return changes;
}

interface Stretch {
  readonly from: number;
  to: number;
  readonly lines: number[];
}

function stretchesOf(lines: readonly number[], facts: RowFacts): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const line of lines) {
    const { from, to } = facts.bytesOf(line);
    const last = stretches.at(-1);
    if (last && from - last.to <= nearBytes && to - last.from <= mostBytes) {
      last.to = to;
      last.lines.push(line);
    } else {
      stretches.push({ from, to, lines: [line] });
    }
  }
  return stretches;
}
