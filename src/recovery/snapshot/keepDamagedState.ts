import type { TableIdentity } from '../../core/correction/plan';
import { damagedState } from '../../core/incident/damagedState';
import type { CorrectionTarget } from '../ports/correctionTarget';
import type { DamagedStateStore } from '../ports/incidentStore';
import type { TableSnapshot } from '../ports/tableSnapshot';
import type { Work } from '../work';
import { type SavedTable, saveTable } from './saveTable';

/** Where the damaged table is, and where it is to be kept. */
export interface KeepingState {
  readonly target: Pick<CorrectionTarget, 'openSnapshot'>;
  readonly incident: DamagedStateStore;
  readonly identity: TableIdentity;
  /** `pra 0.1.0` */
  readonly tool: string;
}

/**
 * Writes the damaged table into the incident's folder; the journal tells of it.
 * @throws {RecoveryError} those of opening a snapshot and of {@link saveTable}.
 */
export async function keepDamagedState(
  { target, incident, identity, tool }: KeepingState,
  work: Work,
): Promise<SavedTable> {
  return keepSnapshot(await target.openSnapshot(identity, tool, work), incident, work);
}

/**
 * The same of a snapshot that is open; closes it.
 * @throws {RecoveryError} those of {@link saveTable}.
 */
export async function keepSnapshot(
  snapshot: TableSnapshot,
  incident: DamagedStateStore,
  work: Work,
): Promise<SavedTable> {
  const { origin } = snapshot;
  try {
    const saved = await saveTable(snapshot, await incident.createSnapshot(), work);
    const { path: file, bytes, rows, sha256 } = saved;
    await incident.note({ step: 'snapshot', file, bytes, rows, sha256, ...origin });
    return saved;
  } finally {
    await snapshot.close();
  }
}

/** The same, unless it is kept, or the operator has declined it with a reason where that `mayBeDeclined`. */
export async function keepDamagedStateOnce(
  keeping: KeepingState,
  mayBeDeclined: boolean,
  work: Work,
): Promise<SavedTable | undefined> {
  const { incident, identity } = keeping;
  const state = damagedState(await incident.entries(), identity);
  const isSettled = state === 'kept' || (state === 'declined' && mayBeDeclined);
  return isSettled ? undefined : keepDamagedState(keeping, work);
}
