import type { ActionCounts, ConfirmedPlan } from '../../core/correction/plan';
import type { GivenBack } from '../../core/correction/keptChildren';
import type { StoredPlan } from '../../core/correction/planFile';
import type { AlteredCell } from '../../core/correction/rowState';
import type { RecoveryError } from '../../core/errors';
import type { LockWait } from '../../core/incident/lockWait';
import type { SequenceMove } from '../../core/incident/outcome';
import type { SavedTable } from '../snapshot/saveTable';
import type { OwnPlan } from './settledOutcomes';

/** A stored plan whose table the operator has named. */
export interface ConfirmedCorrection extends StoredPlan {
  readonly plan: ConfirmedPlan;
}

export type ApplyResult =
  | (ApplyReport & { readonly outcome: 'applied' | 'already-applied' })
  /** Only where batches were asked for: some are written, and stay so. */
  | (ApplyReport & PartlyApplied)
  | { readonly outcome: 'unknown'; readonly xid: string };

export interface PartlyApplied {
  readonly outcome: 'partly-applied';
  /** What of the plan is written, by this call and by earlier ones. */
  readonly done: ActionCounts;
  readonly left: ActionCounts;
  readonly why: RecoveryError | 'cancelled';
}

/** What an apply did. */
export interface ApplyReport {
  /** Rows written by this call: none where it was applied already. */
  readonly written: ActionCounts;
  /** Of the last that was written. Undefined where the rows are as planned without our having written them. */
  readonly xid: string | undefined;
  readonly triggers: readonly string[];
  readonly altered: readonly AlteredCell[];
  readonly sequences: readonly SequenceMove[];
  /** Of the damaged table, where this call took one. */
  readonly snapshot?: SavedTable | undefined;
  /** Sentences on what is left to be done by hand. */
  readonly notices: readonly string[];
  /** Its rehearsal's excepted. */
  readonly lockWaits: readonly LockWait[];
  readonly seconds: number;
}

/** What is undone, and the table's name as the operator typed it. */
export interface UndoRequest extends OwnPlan {
  readonly confirmedTable: string;
}

export type UndoResult =
  | (UndoReport & { readonly outcome: 'undone' | 'already-undone' })
  /** Only of what was written in batches: some are taken back, and stay so. */
  | (UndoReport & PartlyUndone)
  | { readonly outcome: 'unknown'; readonly xid: string };

export interface PartlyUndone {
  readonly outcome: 'partly-undone';
  /** What is still applied. */
  readonly left: ActionCounts;
  readonly why: RecoveryError | 'cancelled';
}

/** What an undo did. */
export interface UndoReport {
  /** Rows written by this call. */
  readonly written: ActionCounts;
  readonly xid: string | undefined;
  /** Rows of other tables, which had gone along. */
  readonly givenBack: readonly GivenBack[];
  /** Sentences on what triggers and sequences keep. */
  readonly notGivenBack: readonly string[];
  readonly lockWaits: readonly LockWait[];
  readonly seconds: number;
}
