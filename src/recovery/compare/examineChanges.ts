import type { KeptRow } from '../../core/diff/rows/rowChange';
import { bothSides, type Sides } from './bothSides';
import type { Comparison } from './compareTable';
import type { ConnectionSettings } from '../connectionSettings';
import type { Snapshot } from '../ports/snapshot';
import { changesInPages } from './readChanges';
import { readConflicts } from './readConflicts';
import { SnapshotLimit } from './snapshotAge';
import { ChangeCounter, type ChangeSummary } from './summariseChanges';
import type { Work } from '../work';

/** How long snapshots may be kept. */
export interface SnapshotKeeping {
  /** Seconds; {@link longestSnapshot} where not said. */
  readonly longest?: number | undefined;
}

export type OpenSnapshot = (
  settings: ConnectionSettings,
  signal: AbortSignal,
  keeping: SnapshotKeeping,
) => Promise<Snapshot>;

interface Opening extends SnapshotKeeping {
  readonly open: OpenSnapshot;
  readonly signal: AbortSignal;
}

/**
 * Opens a snapshot a side and closes both, however it ends. What `use` does with the signal that it gets
 * ends with `snapshot-too-old` where it takes too long.
 */
export async function withSnapshots<T>(
  settings: Sides<ConnectionSettings>,
  { open, signal, longest }: Opening,
  use: (snapshots: Sides<Snapshot>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const opened: Snapshot[] = [];
  const limit = new SnapshotLimit(signal, longest);
  try {
    const snapshots = await bothSides(signal, async (side, either) => {
      const snapshot = await open(settings[side], either, { longest });
      opened.push(snapshot);
      return snapshot;
    });
    return await use(snapshots, limit.signal);
  } finally {
    limit.dispose();
    await Promise.all(opened.map((snapshot) => snapshot.close()));
  }
}

export interface Examination {
  /** Takes each row that differs; where it is not given, rows are only counted. */
  readonly keep?: ((row: KeptRow) => Promise<void>) | undefined;
  readonly work: Work;
}

/** Reads the cells of every differing row once: counts them, and hands each to `keep`; conflicts last. */
export async function examineChanges(
  comparison: Comparison,
  snapshots: Sides<Snapshot>,
  { keep, work }: Examination,
): Promise<ChangeSummary> {
  const counter = new ChangeCounter(comparison.table.columns);
  for await (const page of changesInPages(comparison, snapshots, work)) {
    for (const change of page) {
      counter.add(change);
      if (keep) {
        await keep(change);
      }
    }
  }
  for await (const conflict of readConflicts(comparison, snapshots, work)) {
    counter.add(conflict);
    await keep?.(conflict);
  }
  return counter.summary(snapshots.live, work.signal);
}
