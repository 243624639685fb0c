import type { CorrectionPlan } from '../../core/correction/plan';
import type { StoredPlan } from '../../core/correction/planFile';
import { inverseFromImages, type RowImage } from '../../core/correction/undo';
import { RecoveryError } from '../../core/errors';
import type { SequenceMove } from '../../core/incident/outcome';
import { undoScript } from '../../core/sql/correctionScript';
import type { Work } from '../work';
import type { Correcting } from './correcting';
import type { PartInForce } from './parts';

// What may be done again as often as need be, once rows are written: nothing of it undoes that they are.

export interface MovingSequences {
  /** Whose inserted values they are moved past. */
  readonly plan: CorrectionPlan;
  /** In whose outcome it is kept; undefined where this folder wrote nothing. */
  readonly part: PartInForce | undefined;
  /** Grows. */
  readonly notices: string[];
}

export async function moveSequences(
  { plan, part, notices }: MovingSequences,
  { target, incident }: Correcting,
  work: Work,
): Promise<readonly SequenceMove[]> {
  try {
    const { moved, notices: left } = await target.moveSequences(plan, work);
    notices.push(...left);
    if (moved.length > 0) {
      await incident.note({ step: 'sequences', write: 'apply', moved });
    }
    if (part && moved.length > 0) {
      const sequences = [...part.applied.sequences, ...moved];
      await part.incident.concludeOutcome({ ...part.applied, sequences });
    }
    return moved;
  } catch (error) {
    notices.push(
      `Sequences of inserted columns may still be behind (${sentence(error, work)}): apply again to move them.`,
    );
    return [];
  }
}

export interface UndoScriptFacts {
  readonly correction: Pick<StoredPlan, 'plan' | 'origin'>;
  /** Of every row that is written. */
  readonly images: readonly RowImage[];
  /** Grows. */
  readonly notices: string[];
}

export async function saveUndoScript(
  { correction: { plan, origin }, images, notices }: UndoScriptFacts,
  { incident }: Correcting,
): Promise<void> {
  try {
    const inverse = inverseFromImages(plan, images);
    await incident.saveUndoScript(plan.id, undoScript(inverse, origin, plan));
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    notices.push(`undo.sql was not written anew: ${error.message}`);
  }
}

/** The rows are applied whatever happens here; only a bug may rise. */
function sentence(error: unknown, { signal }: Work): string {
  if (signal.aborted) {
    return 'cancelled';
  }
  if (error instanceof RecoveryError) {
    return error.message;
  }
  throw error;
}
