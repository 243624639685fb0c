import type { Row } from '../../core/catalog/table';
import type { KeptTable } from '../../core/diff/comparison';
import type { ChangedRow, RowInIncident, StaleRow } from '../../core/diff/rows/rowChange';
import { type TextRange, wordMarks } from '../../core/diff/rows/wordMarks';
import * as wire from '../../protocol/rows';
import type { ReviewedRow } from '../../recovery/review/reviewSession';
import { wireMarks } from './marks';

/** Longer texts are not looked into: opened in the diff editor, they are. */
const longestMarked = 8000;
/** Finding words may take this long for a page, and no longer for one cell than this part of it. */
const pageMilliseconds = 120;
const cellMilliseconds = 15;

/** A page of rows as the webview draws it; `first` is its first row's number in the tab. */
export function wireRows(
  rows: readonly ReviewedRow[],
  { first, table }: { readonly first: number; readonly table: RowColumns },
): readonly wire.ReviewRow[] {
  const until = performance.now() + pageMilliseconds;
  return rows.map((row, position) => {
    const ordinal = first + position;
    return row.change.kind === 'stale'
      ? staleRow(row.change, ordinal, table)
      : { ...wireRow({ ...row, change: row.change }, ordinal, until), ...wireMarks(row.marks) };
  });
}

/** What a stale row takes to be drawn: of its cells, only its key may be known. */
type RowColumns = Pick<KeptTable, 'columns' | 'key'>;

function staleRow(
  { difference, key, backup }: StaleRow,
  ordinal: number,
  table: RowColumns,
): wire.StaleRow {
  const keyed = table.columns.map((_, column) => key[table.key.indexOf(column)] ?? null);
  const cells = backup && shown(backup);
  return {
    ...{ kind: 'stale', ordinal, selected: false, unread: [], difference },
    ...{ key: shown(keyed).cells, cut: cells?.cut ?? [] },
    ...(cells ? { backup: cells.cells } : {}),
  };
}

function wireRow(
  { change, selected: chosen }: ReviewedRow & { readonly change: Exclude<RowInIncident, StaleRow> },
  ordinal: number,
  until: number,
): wire.ReviewRow {
  const { unread = [] } = change;
  const selected = chosen !== false;
  const copies = 'rows' in change ? { copies: change.rows } : {};
  switch (change.kind) {
    case 'missing': {
      const { cells: backup, cut } = shown(change.backup);
      return { ...{ kind: 'missing', ordinal, selected, cut, unread }, ...copies, backup };
    }
    case 'extra': {
      const { cells: live, cut } = shown(change.live);
      return {
        ...{ kind: 'extra', ordinal, selected, cut, unread },
        ...copies,
        live,
        xid: change.xid,
      };
    }
    case 'changed': {
      const [backup, live] = [shown(change.backup), shown(change.live)];
      const cut = [...new Set([...backup.cut, ...live.cut])].sort((a, b) => a - b);
      const { columns: differing, reused, writtenDifferently, xid } = change;
      return {
        ...{ kind: 'changed', ordinal, selected, cut, unread },
        ...{ backup: backup.cells, live: live.cells, differing, reused, writtenDifferently, xid },
        words: wordsIn(change, until),
        ...(typeof chosen === 'boolean' ? {} : { selectedColumns: chosen }),
      };
    }
    case 'conflict': {
      const { side } = change;
      const { cells, cut } = shown(change.side === 'backup' ? change.backup : change.live);
      return { ...{ kind: 'conflict', ordinal, selected: false, cut, unread }, side, cells };
    }
  }
}

function shown(row: Row): { readonly cells: wire.Row; readonly cut: readonly number[] } {
  const cells = row.map((cell) => (cell === null ? null : cell.slice(0, wire.longestCell)));
  const isCut = (column: number): boolean => (row[column]?.length ?? 0) > wire.longestCell;
  return { cells, cut: [...row.keys()].filter(isCut) };
}

function wordsIn(
  { columns, backup, live }: ChangedRow,
  until: number,
): readonly wire.ChangedWords[] {
  return columns.flatMap((column) => {
    const milliseconds = Math.min(cellMilliseconds, until - performance.now());
    if (milliseconds <= 0) {
      return [];
    }
    const limits = { length: longestMarked, milliseconds };
    const marks = wordMarks(backup[column] ?? null, live[column] ?? null, limits);
    return marks ? [{ column, backup: asSent(marks.backup), live: asSent(marks.live) }] : [];
  });
}

/** Within the part of the text that is sent. */
function asSent(ranges: readonly TextRange[]): readonly wire.TextRange[] {
  return ranges
    .filter(({ from }) => from < wire.longestCell)
    .map(({ from, to }) => ({ start: from, end: Math.min(to, wire.longestCell) }));
}
