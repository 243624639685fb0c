import { type Cell, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { delimited } from '../../core/review/delimited';
import { cellsOn } from '../../core/review/rowCells';
import { insertsHead, insertsTail, settingsOfValues } from '../../core/sql/insertText';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import type { Work } from '../work';
import type { ReviewedRow, ReviewSession } from './reviewSession';
import type { Write } from './takeRows';

type Rows = Pick<ReviewSession, 'rowsAt' | 'selection' | 'rows' | 'comparison' | 'masked'>;

export interface BackupOrder {
  readonly format: 'csv' | 'sql';
  /** ISO 8601, UTC. */
  readonly time: string;
  /** `pra 0.1.0` */
  readonly tool: string;
}

const rowsAtOnce = 1000;

/**
 * Writes the selected rows as the backup has them, whole, from what the comparison keeps: no scratch database is needed.
 * Rows that are only in production have no such side.
 * @returns How many.
 * @throws {RecoveryError} `nothing-selected`; `usage` while a column is masked; `value-too-large` where the comparison
 * did not keep a value.
 */
export async function exportBackup(
  { format, time, tool }: BackupOrder,
  session: Rows,
  write: Write,
  { signal, progress }: Work,
): Promise<number> {
  refuseMaskedColumns(session);
  const { lines } = session.selection;
  const taken = [...lines.without(session.rows.kinds.extra)];
  if (taken.length === 0) {
    throw new RecoveryError('nothing-selected', 'No row is selected that the backup has.', {
      hint: 'Select missing or changed rows.',
    });
  }
  const text = format === 'csv' ? csvText(session) : sqlText(session, { time, tool });
  await write(text.head);
  for (let done = 0; done < taken.length; done += rowsAtOnce) {
    signal.throwIfAborted();
    const rows = await session.rowsAt(taken.slice(done, done + rowsAtOnce));
    await write(text.rows(rows.map((row) => backupOf(row))));
    progress({ phase: 'exporting', done: done + rows.length, total: taken.length, unit: 'rows' });
  }
  await write(text.tail);
  return taken.length;
}

interface Text {
  readonly head: string;
  readonly rows: (rows: readonly (readonly Cell[])[]) => string;
  readonly tail: string;
}

function csvText({ comparison }: Rows): Text {
  const line = (cells: readonly Cell[]): string => `${delimited(cells, ',')}\r\n`;
  return {
    head: line(comparison.table.columns.map(({ name }) => name)),
    rows: (rows) => rows.map(line).join(''),
    tail: '',
  };
}

/** INSERTs in one transaction, without what the server computes. */
function sqlText({ comparison }: Rows, origin: Pick<BackupOrder, 'time' | 'tool'>): Text {
  const { columns } = comparison.table;
  const { table } = comparison.identity;
  const written = columns.flatMap((column, at) => (column.generated ? [] : [{ column, at }]));
  const names = written.map(({ column }) => quoteIdentifier(column.name)).join(', ');
  const overriding = written.some(({ column }) => column.identity)
    ? ' OVERRIDING SYSTEM VALUE'
    : '';
  const insert = `INSERT INTO ${quoteTable(table)} (${names})${overriding} VALUES\n`;
  return {
    head: insertsHead({
      ...{ ...origin, table, condition: undefined },
      server: `the backup ${comparison.dump.path}, as compared with ${tableLabel(table)}`,
      leftOut: columns.filter(({ generated }) => generated).map(({ name }) => name),
      settings: { client_encoding: 'UTF8', ...settingsOfValues(columns) },
    }),
    rows: (rows) =>
      `${insert}${rows
        .map((cells) => `(${written.map(({ at }) => quoteLiteral(cells[at] ?? null)).join(', ')})`)
        .join(',\n')};\n`,
    tail: insertsTail,
  };
}

/** @throws {RecoveryError} `value-too-large`. */
function backupOf({ change }: ReviewedRow): readonly Cell[] {
  const cells = cellsOn('backup', change);
  if (!cells || 'unread' in change) {
    throw new RecoveryError(
      'value-too-large',
      `The comparison did not keep all of the backup’s row ${change.key.join(', ')}.`,
      { hint: 'Restore the table to scratch and export it from there: PRA: Export Rows.' },
    );
  }
  return cells;
}

function refuseMaskedColumns({ masked, comparison }: Rows): void {
  const [first] = masked;
  if (first !== undefined) {
    throw new RecoveryError(
      'usage',
      `The values of ${comparison.table.columns[first]?.name ?? ''} are masked: rows are not exported without them.`,
      { hint: 'Reveal the column in its menu; the journal notes that.' },
    );
  }
}
