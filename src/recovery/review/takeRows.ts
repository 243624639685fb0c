import type { Cell, Column } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { delimited } from '../../core/review/delimited';
import { cellsOn, type Side } from '../../core/review/rowCells';
import { count } from '../../core/words';
import type { Work } from '../work';
import type { ReviewedRow, ReviewSession } from './reviewSession';
import type { ShownRows } from './shownRows';

type Rows = Pick<ReviewSession, 'page' | 'count' | 'comparison'>;

/** What is taken of each row: all columns where none is named, both sides where none is. */
export interface Taken {
  readonly column?: number;
  readonly side?: Side;
}

/** Rows shown, by their numbers; `last` is taken, too. */
export interface TakenSpan {
  readonly first: number;
  readonly last: number;
}

/** A clipboard is no place for more. */
const mostCopied = 10_000;
const rowsAtOnce = 1000;

/**
 * Rows as a text that a spreadsheet takes, tabs between cells, the backup's before production's. One cell
 * alone is its text as it is.
 * @throws {RecoveryError} `usage` where they are too many.
 */
export async function copiedText(
  shown: ShownRows,
  { first, last }: TakenSpan,
  taken: Taken,
  session: Rows,
): Promise<{ readonly text: string; readonly rows: number }> {
  if (last - first >= mostCopied) {
    throw new RecoveryError('usage', `At most ${count(mostCopied)} rows are copied at once.`, {
      hint: 'Export what is shown as a file.',
    });
  }
  const rows = await session.page(shown, first, Math.max(0, last - first + 1));
  const { columns } = session.comparison.table;
  const lines = rows.map((row) => cellsOf(row, columns, taken));
  const [only = []] = lines;
  const isOneCell = lines.length === 1 && only.length === 1;
  const text = isOneCell
    ? (only[0] ?? '')
    : lines.map((cells) => delimited(cells, '\t')).join('\n');
  return { text, rows: rows.length };
}

/** Where a file's text goes. */
export type Write = (text: string) => Promise<void>;

/**
 * Writes the rows shown as CSV, in their order: what each is, and of every column both sides.
 * @returns How many.
 */
export async function exportRows(
  shown: ShownRows,
  session: Rows,
  write: Write,
  { signal, progress }: Work,
): Promise<number> {
  const { columns } = session.comparison.table;
  const names = columns.flatMap(({ name }) => [`${name} (backup)`, `${name} (production)`]);
  await write(csvLine(['difference', ...names]));
  const total = await session.count(shown);
  for (let done = 0; done < total; done += rowsAtOnce) {
    signal.throwIfAborted();
    const rows = await session.page(shown, done, rowsAtOnce);
    await write(rows.map((row) => csvLine([differenceOf(row), ...pairsOf(row, columns)])).join(''));
    progress({ phase: 'exporting', done: done + rows.length, total, unit: 'rows' });
  }
  return total;
}

function csvLine(cells: readonly (Cell | undefined)[]): string {
  return `${delimited(cells, ',')}\r\n`;
}

function cellsOf(
  { change }: ReviewedRow,
  columns: readonly Column[],
  { column, side }: Taken,
): readonly (Cell | undefined)[] {
  const sides = side ? [side] : (['backup', 'live'] as const);
  const places = column === undefined ? [...columns.keys()] : [column];
  return sides.flatMap((of) => places.map((at) => cellsOn(of, change)?.[at]));
}

function pairsOf(
  { change }: ReviewedRow,
  columns: readonly Column[],
): readonly (Cell | undefined)[] {
  return [...columns.keys()].flatMap((at) => [
    cellsOn('backup', change)?.[at],
    cellsOn('live', change)?.[at],
  ]);
}

function differenceOf({ change }: ReviewedRow): string {
  switch (change.kind) {
    case 'missing':
    case 'changed':
    case 'conflict':
    case 'stale':
      return change.kind;
    case 'extra':
      return 'only in production';
  }
}
