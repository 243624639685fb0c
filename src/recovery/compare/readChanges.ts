import type { Key, Row } from '../../core/catalog/table';
import { changeOf } from '../../core/diff/changeOf';
import type { ComparedTable } from '../../core/diff/comparison';
import type { Difference } from '../../core/diff/differences';
import type { DifferenceKind, RowChange } from '../../core/diff/rowChange';
import { type Sides, bothSides } from './bothSides';
import type { Comparison } from './compareTable';
import type { Snapshot, StoredRow, TableReader } from '../ports/snapshot';
import type { Work } from '../work';

/** A row that is no longer what was compared: nothing is said of it until it is compared again. */
export interface StaleRow {
  readonly kind: 'stale';
  readonly key: Key;
  /** What it was when compared. */
  readonly difference: DifferenceKind;
}

const firstPage = 100;
const largestPage = 1000;
/** About how much text is read at once. */
const pageCharacters = 8 * 1024 * 1024;

/**
 * Reads the cells of every differing row, page by page in key order, each row with its hash. The
 * snapshots may be later ones than those compared.
 * @throws {RecoveryError} `value-too-large`.
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
  const total = differences.length;
  let size = firstPage;
  let done = 0;
  while (done < total) {
    const page = await differences.slice(done, size);
    const rows = await readPage(page, readers, work.signal);
    yield* page.map((difference, index) =>
      changeOrStale(difference, { backup: rows.backup[index], live: rows.live[index] }, table),
    );
    done += page.length;
    size = nextSize(rows);
    work.progress({ phase: 'reading the rows that differ', done, total, unit: 'rows' });
  }
}

type FoundRows = readonly (StoredRow | undefined)[];

/** Both sides of every row, also where it was missing: it may have appeared since. */
async function readPage(
  page: readonly Difference[],
  readers: Sides<TableReader>,
  signal: AbortSignal,
): Promise<Sides<FoundRows>> {
  const keys = page.map(({ key }) => key);
  return bothSides(signal, (side, either) => readers[side].rows.rowsOf(keys, either));
}

function changeOrStale(
  { kind, key, backupHash, liveHash }: Difference,
  { backup, live }: Sides<StoredRow | undefined>,
  table: ComparedTable,
): RowChange | StaleRow {
  const isAsCompared =
    backup?.hash === (kind === 'extra' ? undefined : backupHash) &&
    live?.hash === (kind === 'missing' ? undefined : liveHash);
  const change = isAsCompared ? changeOf(key, backup?.cells, live, table) : undefined;
  return change ?? { kind: 'stale', key, difference: kind };
}

/** Wide rows in small pages. */
function nextSize({ backup, live }: Sides<FoundRows>): number {
  const found = [...backup, ...live].filter((row) => row !== undefined);
  const characters = found.reduce((sum, { cells }) => sum + charactersOf(cells), 0);
  const perRow = Math.max(1, characters / Math.max(1, found.length));
  return Math.min(largestPage, Math.max(1, Math.floor(pageCharacters / perRow)));
}

function charactersOf(cells: Row): number {
  return cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}
