import type { Key } from '../../core/catalog/table';
import { changeOf } from '../../core/diff/rows/changeOf';
import type { ComparedTable } from '../../core/diff/comparison';
import type { Difference } from '../../core/diff/found/differences';
import type { RowChange, StaleRow } from '../../core/diff/rows/rowChange';
import { type Sides, bothSides } from './bothSides';
import type { Comparison } from './compareTable';
import { withEqualValues } from './equalValues';
import type { FoundRows, Side, Snapshot, StoredRow, TableReader } from '../ports/snapshot';
import type { Work } from '../work';
import { PagesAhead } from './pagesAhead';

const firstPage = 100;
const largestPage = 8192;
/** About how much text is read at once. */
const pageCharacters = 8 * 1024 * 1024;

/**
 * Reads the cells of every differing row in key order. The snapshots may be later ones than those compared:
 * then each row is read with its hash.
 */
export async function* readChanges(
  comparison: ComparedDifferences,
  snapshots: Sides<Snapshot>,
  work: Work,
): AsyncGenerator<RowChange | StaleRow> {
  for await (const page of changesInPages(comparison, snapshots, work)) {
    yield* page;
  }
}

/** The same page by page, each to be read once. */
export async function* changesInPages(
  comparison: ComparedDifferences,
  snapshots: Sides<Snapshot>,
  work: Work,
): AsyncGenerator<Iterable<RowChange | StaleRow>> {
  const { table, differences, hashing } = comparison;
  const readers = {
    backup: snapshots.backup.read({ table, side: 'backup', hashing }),
    live: snapshots.live.read({ table, side: 'live', hashing }),
  };
  const isLater = {
    backup: snapshots.backup !== comparison.still?.backup,
    live: snapshots.live !== comparison.still?.live,
  };
  const ending = new AbortController();
  const signal = AbortSignal.any([work.signal, ending.signal]);
  const total = differences.length;
  // While one is worked on, the servers send the next, and have one more to begin with where nothing is
  // asked of values: that may fail by itself within the transaction, and must have the session alone.
  const ahead = readers.live.values.columns.size === 0 ? 2 : 1;
  const pages = new PagesAhead(total, (start, size) =>
    readPage(differences.slice(start, size), { table, readers, isLater }, signal),
  );
  pages.fill(firstPage, 1);
  try {
    let done = 0;
    for (let page = await pages.take(); page; page = await pages.take()) {
      done += page.length;
      pages.fill(pageSize(page.perRow), ahead);
      yield page.changes;
      work.progress({ phase: 'reading the rows that differ', done, total, unit: 'rows' });
    }
  } finally {
    // Whoever stops before the end waits until the servers have stopped too.
    ending.abort();
    await pages.settled();
  }
}

type ComparedDifferences = Pick<Comparison, 'table' | 'differences' | 'hashing' | 'still'>;

interface Page {
  /** Rows. */
  readonly length: number;
  readonly changes: Iterable<RowChange | StaleRow>;
  /** Characters. */
  readonly perRow: number;
}

interface ReadTable {
  readonly table: ComparedTable;
  readonly readers: Sides<TableReader>;
  /** Whether rows may have moved on since they were compared. */
  readonly isLater: Sides<boolean>;
}

/** Both sides of the rows. */
async function readPage(
  differences: Promise<readonly Difference[]>,
  reading: ReadTable,
  signal: AbortSignal,
): Promise<Page> {
  const { table, readers } = reading;
  const page = await differences;
  if (page.length === 0) {
    return { length: 0, changes: [], perRow: 1 };
  }
  const rows = await bothSides(signal, (side, either) => rowsOf(side, page, reading, either));
  // A side gives fewer where its rows are large.
  const length = Math.min(rows.backup.length, rows.live.length);
  const { values } = readers.live;
  const changes = changesIn(page.slice(0, length), rows, reading);
  // Where no column can hold such values, no row is kept longer than somebody looks at it.
  const marked =
    values.columns.size === 0
      ? changes
      : await withEqualValues([...changes], { table, values }, signal);
  return { length, changes: marked, perRow: charactersPerRow(rows) };
}

/**
 * Also of those that the side did not have, which may have appeared since; not so within the snapshot that
 * was compared.
 */
async function rowsOf(
  side: Side,
  page: readonly Difference[],
  { readers, isLater }: ReadTable,
  signal: AbortSignal,
): Promise<FoundRows> {
  const { rows } = readers[side];
  const hash = isLater[side];
  const without = side === 'backup' ? 'extra' : 'missing';
  const places: number[] = [];
  const keys: Key[] = [];
  let place = 0;
  for (const { kind, key } of page) {
    if (hash || kind !== without) {
      places.push(place);
      keys.push(key);
    }
    place += 1;
  }
  if (keys.length === 0) {
    return { length: page.length, at: () => undefined };
  }
  const found = await rows.rowsOf(keys, { hash }, signal);
  return places.length === page.length ? found : atPlaces(found, places, page.length);
}

function atPlaces(found: FoundRows, places: readonly number[], length: number): FoundRows {
  const indexes = new Int32Array(length).fill(-1);
  for (const [index, place] of places.entries()) {
    indexes[place] = index;
  }
  return {
    length: found.length < places.length ? (places[found.length] ?? length) : length,
    at: (place) => found.at(indexes[place] ?? -1),
  };
}

function* changesIn(
  differences: readonly Difference[],
  { backup, live }: Sides<FoundRows>,
  reading: ReadTable,
): Iterable<RowChange | StaleRow> {
  let index = 0;
  for (const difference of differences) {
    yield changeOrStale(difference, { backup: backup.at(index), live: live.at(index) }, reading);
    index += 1;
  }
}

function changeOrStale(
  difference: Difference,
  rows: Sides<StoredRow | undefined>,
  { table, isLater }: ReadTable,
): RowChange | StaleRow {
  const { kind, key } = difference;
  const change = isAsCompared(difference, rows, isLater)
    ? changeOf(key, rows.backup, rows.live, table)
    : undefined;
  return change ?? { kind: 'stale', key, difference: kind, backup: rows.backup?.cells };
}

function isAsCompared(
  { kind, backupHash, liveHash }: Difference,
  { backup, live }: Sides<StoredRow | undefined>,
  isLater: Sides<boolean>,
): boolean {
  const compared = {
    backup: kind === 'extra' ? undefined : backupHash,
    live: kind === 'missing' ? undefined : liveHash,
  };
  return (
    isStill(compared.backup, backup, isLater.backup) && isStill(compared.live, live, isLater.live)
  );
}

/** Within the snapshot that was compared only a row's absence can be told apart. */
function isStill(hash: bigint | undefined, row: StoredRow | undefined, isLater: boolean): boolean {
  return isLater ? row?.hash === hash : (row === undefined) === (hash === undefined);
}

/** Wide rows in small pages. */
function pageSize(charactersPerRow: number): number {
  return Math.min(largestPage, Math.max(1, Math.floor(pageCharacters / charactersPerRow)));
}

/** By one row in sixteen. */
function charactersPerRow(sides: Sides<FoundRows>): number {
  let [rows, characters] = [0, 0];
  for (const side of [sides.backup, sides.live]) {
    for (let index = 0; index < side.length; index += 16) {
      const row = side.at(index);
      rows += row ? 1 : 0;
      characters += row ? charactersOf(row) : 0;
    }
  }
  return Math.max(1, characters / Math.max(1, rows));
}

function charactersOf(row: StoredRow): number {
  const { copied } = row;
  return copied
    ? copied.end - copied.start
    : row.cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}
