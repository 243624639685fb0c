import type { Difference } from '../../core/diff/found/differences';
import { rowHashesOf, surplusOf } from '../../core/diff/found/multiset';
import type { SurplusRow } from '../../core/diff/rows/rowChange';
import type { MultisetReader, Snapshot, StoredRow } from '../ports/snapshot';
import type { Work } from '../work';
import { bothSides, type Sides } from './bothSides';
import { type MultisetComparison, multisetReaders } from './compareWithoutKey';
import { rowsAt } from './placedRows';

/** So many different rows are looked up in one reading of the tables. */
const rowsPerReading = 50_000;

/** One row for all copies of it that one side has more; in the order of the rows' hashes. */
export async function* readMultiset(
  comparison: MultisetComparison,
  snapshots: Sides<Snapshot>,
  work: Work,
): AsyncGenerator<SurplusRow> {
  const { differences } = comparison;
  const readers = multisetReaders(comparison, snapshots);
  for (let done = 0; done < differences.length; done += rowsPerReading) {
    work.progress({
      phase: 'reading the rows that differ',
      done,
      total: differences.length,
      unit: 'rows',
    });
    const page = await differences.slice(done, rowsPerReading);
    yield* rowsOf(page, { readers, scope: comparison.scope }, work.signal);
  }
}

interface Reading extends Pick<MultisetComparison, 'scope'> {
  readonly readers: Sides<MultisetReader>;
}

async function* rowsOf(
  differences: readonly Difference[],
  { readers, scope }: Reading,
  signal: AbortSignal,
): AsyncGenerator<SurplusRow> {
  const kinds = { backup: 'missing', live: 'extra' } as const;
  const places = await bothSides(signal, (side, either) => {
    const own = differences.filter((difference) => surplusOf(difference).kind === kinds[side]);
    return readers[side].placesOf(own.map(rowHashesOf), scope, either);
  });
  const missing = rowsAt(readers.backup, places.backup, signal);
  const extra = rowsAt(readers.live, places.live, signal);
  for (const difference of differences) {
    const { kind, rows } = surplusOf(difference);
    const next = await (kind === 'missing' ? missing : extra).next();
    if (next.done !== true) {
      yield surplusRow(kind, rows, next.value);
    }
  }
}

function surplusRow(kind: 'missing' | 'extra', rows: number, stored: StoredRow): SurplusRow {
  const { cells, liveOnly, xid, unread } = stored;
  const common = { key: [], rows, ...(unread.length > 0 ? { unread } : {}) };
  return kind === 'missing'
    ? { kind, ...common, backup: cells }
    : { kind, ...common, live: cells, liveOnly, xid };
}
