import type { GivenBack } from '../../core/correction/keptChildren';
import type { ConfirmedPlan } from '../../core/correction/plan';
import type { AlteredCell } from '../../core/correction/rowState';
import type { RowImage } from '../../core/correction/undo';
import type { WriteStep } from '../../core/incident/journal';
import type { AppliedOutcome, Outcome, Outcomes } from '../../core/incident/outcome';
import type { LedgerPlace } from '../ledger/entering';
import type { ChildrenToGiveBack } from '../ports/childrenKept';
import type { OutcomeStore } from '../ports/incidentStore';

/** A correction or an undo, about to be written. */
export interface WriteJob {
  readonly kind: 'apply' | 'undo';
  readonly plan: ConfirmedPlan;
  readonly digest: string;
  /** Of an undo: the transaction that it takes back. */
  readonly undoes?: string | undefined;
  /** Where it is written in several transactions: which of them, from 1. */
  readonly part?: number | undefined;
  /** Of a part that is not the first: the transaction that wrote the part before it. */
  readonly follows?: string | undefined;
  /** Of an undo: rows of other tables that its apply took along. */
  readonly children?: ChildrenToGiveBack | undefined;
  readonly ledger: LedgerPlace;
  /** What was known of earlier attempts when this one was decided on: its own part's, and its neighbour's. */
  readonly seen: readonly SeenOutcomes[];
}

export interface SeenOutcomes extends Outcomes {
  /** Where they stand. */
  readonly incident: OutcomeStore;
}

export type WriteResult =
  | {
      readonly result: 'written';
      readonly outcome: AppliedOutcome;
      readonly altered: readonly AlteredCell[];
      readonly images: readonly RowImage[];
      /** True where every row became what the plan alone foresees. */
      readonly isForeseen: boolean;
      readonly mayMoveSequences: boolean;
      readonly givenBack: readonly GivenBack[];
    }
  /** Every row was as planned before anything was written. */
  | { readonly result: 'already' }
  /** Somebody else has applied or undone meanwhile: what to do must be decided anew. */
  | { readonly result: 'overtaken' }
  | { readonly result: 'unknown'; readonly outcome: Outcome };

/** How the journal names it. */
export function noted({ kind, part }: WriteJob): Pick<WriteStep, 'write' | 'part'> {
  return { write: kind, ...(part === undefined ? {} : { part }) };
}
