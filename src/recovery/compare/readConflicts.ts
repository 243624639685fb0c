import type { Cell } from '../../core/catalog/table';
import type { ConflictRow } from '../../core/diff/rows/rowChange';
import { type Sides, bothSides } from './bothSides';
import type { Comparison } from './compareTable';
import { rowsAt } from './placedRows';
import type { Snapshot, StoredRow } from '../ports/snapshot';
import type { Work } from '../work';

/** Of each key, on either side. */
const mostRowsEach = 100;

/**
 * Reads rows whose key is in conflict, as they are in these snapshots: of each key that was kept the
 * first hundred of either side, the backup's before production's.
 */
export async function* readConflicts(
  {
    table,
    conflicts,
    hashing,
    scope,
  }: Pick<Comparison, 'table' | 'conflicts' | 'hashing' | 'scope'>,
  snapshots: Sides<Snapshot>,
  { signal }: Work,
): AsyncGenerator<ConflictRow> {
  const keys = [...conflicts].map(({ key }) => key);
  if (keys.length === 0) {
    return;
  }
  const readers = {
    backup: snapshots.backup.read({ table, side: 'backup', hashing }).shared,
    live: snapshots.live.read({ table, side: 'live', hashing }).shared,
  };
  const places = await bothSides(signal, (side, either) =>
    readers[side].placesOf({ keys, scope, mostEach: mostRowsEach }, either),
  );
  const backup = rowsAt(readers.backup, places.backup.flat(), signal);
  const live = rowsAt(readers.live, places.live.flat(), signal);
  for (const [index, key] of keys.entries()) {
    for await (const row of next(backup, places.backup[index]?.length ?? 0)) {
      yield { kind: 'conflict', key, ...unreadOf(row), side: 'backup', backup: row.cells };
    }
    for await (const row of next(live, places.live[index]?.length ?? 0)) {
      yield conflictInProduction(key, row);
    }
  }
}

function conflictInProduction(key: readonly Cell[], row: StoredRow): ConflictRow {
  const { cells, liveOnly, xid } = row;
  return { kind: 'conflict', key, ...unreadOf(row), side: 'live', live: cells, liveOnly, xid };
}

function unreadOf({ unread }: StoredRow): Pick<ConflictRow, 'unread'> {
  return unread.length > 0 ? { unread } : {};
}

/** So many rows more; what comes after them stays to be read. */
async function* next<T>(rows: AsyncIterator<T>, count: number): AsyncGenerator<T> {
  for (let taken = 0; taken < count; taken++) {
    const row = await rows.next();
    if (row.done === true) {
      return;
    }
    yield row.value;
  }
}
