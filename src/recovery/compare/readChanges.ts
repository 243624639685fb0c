import type { Key, Row } from '../../core/catalog/table';
import { changeOf } from '../../core/diff/changeOf';
import type { ComparedTable } from '../../core/diff/comparison';
import type { Difference } from '../../core/diff/differences';
import type { RowChange, StaleRow } from '../../core/diff/rowChange';
import { type Sides, bothSides } from './bothSides';
import type { Comparison } from './compareTable';
import { withEqualValues } from './equalValues';
import type { Snapshot, StoredRow, TableReader } from '../ports/snapshot';
import type { Work } from '../work';

const firstPage = 100;
/** Larger ones cost more: their rows outlive what the collector clears at once. */
const largestPage = 1000;
/** About how much text is read at once. */
const pageCharacters = 8 * 1024 * 1024;

/**
 * Reads the cells of every differing row, page by page in key order, each row with its hash. The
 * snapshots may be later ones than those compared. While a page is worked on, the next is being read.
 */
export async function* readChanges(
  { table, differences, hashing }: Pick<Comparison, 'table' | 'differences' | 'hashing'>,
  snapshots: Sides<Snapshot>,
  work: Work,
): AsyncGenerator<RowChange | StaleRow> {
  const readers = {
    backup: snapshots.backup.read({ table, side: 'backup', hashing }),
    live: snapshots.live.read({ table, side: 'live', hashing }),
  };
  const ending = new AbortController();
  const signal = AbortSignal.any([work.signal, ending.signal]);
  const total = differences.length;
  const read = (done: number, size: number): Promise<Page> => {
    const page = readPage(differences.slice(done, size), { table, readers }, signal);
    // Waited for only when the page before it has been worked on.
    page.catch(() => undefined);
    return page;
  };
  let reading = read(0, firstPage);
  try {
    for (let done = 0; done < total;) {
      const { changes, perRow } = await reading;
      done += changes.length;
      reading = read(done, pageSize(perRow));
      yield* changes;
      work.progress({ phase: 'reading the rows that differ', done, total, unit: 'rows' });
    }
  } finally {
    // Whoever stops before the end waits until the servers have stopped too.
    ending.abort();
    await reading.catch(() => undefined);
  }
}

interface Page {
  readonly changes: readonly (RowChange | StaleRow)[];
  /** Characters. */
  readonly perRow: number;
}

interface ReadTable {
  readonly table: ComparedTable;
  readonly readers: Sides<TableReader>;
}

type FoundRows = readonly (StoredRow | undefined)[];

/** Both sides of every row, also where it was missing: it may have appeared since. */
async function readPage(
  differences: Promise<readonly Difference[]>,
  { table, readers }: ReadTable,
  signal: AbortSignal,
): Promise<Page> {
  const page = await differences;
  if (page.length === 0) {
    return { changes: [], perRow: 1 };
  }
  const keys = page.map(({ key }) => key);
  const rows = await bothSides(signal, (side, either) => readers[side].rows.rowsOf(keys, either));
  // A side gives fewer where its rows are large.
  const length = Math.min(rows.backup.length, rows.live.length);
  const changes = page
    .slice(0, length)
    .map((difference, index) =>
      changeOrStale(difference, { backup: rows.backup[index], live: rows.live[index] }, table),
    );
  const marked = await withEqualValues(changes, { table, values: readers.live.values }, signal);
  return { changes: marked, perRow: charactersPerRow(rows) };
}

function changeOrStale(
  difference: Difference,
  rows: Sides<StoredRow | undefined>,
  table: ComparedTable,
): RowChange | StaleRow {
  const { kind, key } = difference;
  const change = isAsCompared(difference, rows) ? changeBetween(key, rows, table) : undefined;
  return change ?? { kind: 'stale', key, difference: kind, backup: rows.backup?.cells };
}

/** The change between two rows of one key as they were read; undefined where no compared cell differs. */
export function changeBetween(
  key: Key,
  { backup, live }: RowsRead,
  table: ComparedTable,
): RowChange | undefined {
  const change = changeOf(key, backup?.cells, live, table);
  const [ofBackup, ofLive] = [backup?.unread ?? [], live?.unread ?? []];
  return change && ofBackup.length + ofLive.length > 0
    ? { ...change, unread: ascending([...ofBackup, ...ofLive]) }
    : change;
}

export interface RowsRead {
  readonly backup: Pick<StoredRow, 'cells' | 'unread'> | undefined;
  readonly live: StoredRow | undefined;
}

function isAsCompared(
  { kind, backupHash, liveHash }: Difference,
  { backup, live }: Sides<StoredRow | undefined>,
): boolean {
  return (
    backup?.hash === (kind === 'extra' ? undefined : backupHash) &&
    live?.hash === (kind === 'missing' ? undefined : liveHash)
  );
}

function ascending(positions: readonly number[]): readonly number[] {
  return [...new Set(positions)].sort((a, b) => a - b);
}

/** Wide rows in small pages. */
function pageSize(charactersPerRow: number): number {
  return Math.min(largestPage, Math.max(1, Math.floor(pageCharacters / charactersPerRow)));
}

/** By one row in sixteen. */
function charactersPerRow({ backup, live }: Sides<FoundRows>): number {
  const found = [...backup, ...live].filter((row) => row !== undefined);
  const sampled = found.filter((_, index) => index % 16 === 0);
  const characters = sampled.reduce((sum, { cells }) => sum + charactersOf(cells), 0);
  return Math.max(1, characters / Math.max(1, sampled.length));
}

function charactersOf(cells: Row): number {
  return cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}
