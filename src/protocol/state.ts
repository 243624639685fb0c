import type { LackingParents } from './bringing';
import type { ColumnLook } from './cells';
import type { ChildRows } from './marks';

/** All that the review shows, but the rows. Times are ISO 8601. */
export interface ReviewState {
  /** Its folder: kept with the view, a reloaded window finds the incident by it. */
  readonly incident: string;
  /** Raised with each comparison; ordinals belong to one generation. */
  readonly generation: number;
  /** `metier.demandes_rdv` */
  readonly table: string;
  /** Which rows were compared, where not all: `rows with day from 2026-03-01`. */
  readonly scope?: string;
  readonly backup: BackupSide;
  readonly live: LiveSide;
  /**
   * Only where the rows were compared without a key: {@link counts} are then of different rows, these of
   * all their copies. None of them can be selected.
   */
  readonly withoutKey?: RowCopies;
  readonly counts: ReviewCounts;
  /** How many of the rows that are shown are no longer as compared. */
  readonly stale: number;
  readonly columns: readonly ReviewColumn[];
  /** How this table's columns were last looked at. */
  readonly look?: ColumnLook;
  readonly structure: ReviewStructure;
  /** Absent where no row is blocked by what could be brought. */
  readonly lackingParents?: readonly LackingParents[];
  /** Since when, and by whom, production's table takes no other writes. */
  readonly freeze?: { readonly at: string; readonly by: string };
  /** What is to be known of how it was compared: one sentence each. */
  readonly notices: readonly string[];
  readonly status: ReviewStatus;
  /** BCP 47, for numbers and times. */
  readonly locale: string;
  /** The webview's English texts in the operator's language; what is not in it stays English. */
  readonly texts: Readonly<Record<string, string>>;
}

/** How the table is not built alike on both sides. */
export interface ReviewStructure {
  /** What of a correction production will not take: one sentence each. */
  readonly obstacles: readonly string[];
  readonly differences: readonly ReviewStructureDifference[];
}

export interface ReviewStructureDifference {
  readonly column: string;
  /** `type integer → bigint` */
  readonly difference: string;
  /** What it means for a correction, as a sentence. */
  readonly consequence: string;
}

export interface BackupSide {
  /** The dump's file name. */
  readonly label: string;
  /** When the dump was made. */
  readonly at?: string;
  readonly rows: number;
  /** When its rows were read. */
  readonly readAt: string;
}

export interface LiveSide {
  /** The connection's name. */
  readonly label: string;
  readonly production: boolean;
  readonly rows: number;
  /** When its rows were read. */
  readonly readAt: string;
  /** When those that had become stale were compared again. */
  readonly comparedAgainAt?: string | undefined;
}

/** Exact. The tab `all` has missing + changed + extra; `conflicts` are the rows of its tab, of both sides. */
export interface ReviewCounts {
  readonly missing: number;
  readonly changed: number;
  /** Among the changed: equal by type, only written differently. */
  readonly sameValue: number;
  readonly extra: number;
  readonly identical: number;
  readonly conflicts: number;
  /** Rows in conflict that are not listed beside those, for being very many; absent where there are none. */
  readonly unlistedConflicts?: number;
}

/** How many more rows one side has than the other, with all copies. */
export interface RowCopies {
  readonly missing: number;
  readonly extra: number;
}

export interface ReviewColumn {
  readonly name: string;
  /** `character varying(40)` */
  readonly type: string;
  readonly isKey: boolean;
  /** Shown, but no difference by itself. */
  readonly ignored: boolean;
  /** Says that a row is still the same thing. */
  readonly identity: boolean;
  /** Changed rows in which it differs. */
  readonly differing: number;
  /** Numbers are drawn right-aligned, keys excepted. */
  readonly numeric: boolean;
  /** Whether an update may write it. */
  readonly writable: boolean;
  /** Personal: its values are not sent, only whether they differ, until it is revealed. */
  readonly masked: boolean;
  /** Personal, and revealed: what it is filtered or searched by is not kept. */
  readonly revealed: boolean;
}

/** What changes while the operator works; always sent as a whole. */
export interface ReviewStatus {
  readonly selection: SelectionCounts;
  readonly script: ScriptState;
  readonly rehearsal: RehearsalState;
  readonly running?: RunningStep;
  readonly outcome: OutcomeState;
  readonly problem?: Problem;
}

/** `insert` + `update` + `delete` rows are selected. */
export interface SelectionCounts {
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
  readonly allowDeletes: boolean;
  /** Acts of choosing many rows at once that the selection comes from, since it was last empty. */
  readonly rules: number;
  /** Rows that are in or out by an act of their own, otherwise than the rules have it. */
  readonly exceptions: number;
  /** Columns that are taken alone, over all rows that are not taken whole. */
  readonly cells: number;
  /** What refers to the rows that are selected to be deleted; absent where nothing does. */
  readonly children?: readonly ChildRows[];
}

/** Stale: the selection has changed since it was made. */
export type ScriptState =
  { readonly state: 'none' } | { readonly state: 'saved' | 'stale'; readonly name: string };

export type RehearsalState =
  | { readonly state: 'none' }
  /** Of this very selection. Nothing was written. */
  | { readonly state: 'passed'; readonly at: string; readonly remarks: readonly string[] }
  | { readonly state: 'failed'; readonly at: string; readonly reasons: readonly string[] }
  | { readonly state: 'stale' };

export type Step =
  | 'saveScript'
  | 'rehearse'
  | 'apply'
  | 'undo'
  | 'verify'
  | 'compareAgain'
  /** Looks which rows are no longer as compared. */
  | 'findStale'
  /** Compares these again, in this incident. */
  | 'compareStale'
  /** The one, and where it found any, the other. */
  | 'refresh';

export interface RunningStep {
  readonly step: Step;
  /** `reading the rows that differ`, in the operator's language. */
  readonly phase: string;
  readonly done: number;
  readonly total?: number;
  /** Of the whole step, over all its phases: never back, and never 100 before its end. */
  readonly percent?: number;
  /** How fast, and how long it still takes: `1,200 rows/s · 4 s left`; empty while that is not known. */
  readonly pace?: string;
  /** False from COMMIT on. */
  readonly cancellable: boolean;
}

export interface WrittenRows {
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
  readonly at: string;
}

export type OutcomeState =
  | { readonly state: 'none' }
  | {
      readonly state: 'applied';
      readonly written: WrittenRows;
      readonly proof: ProofState;
      /** What is left to be known or done, just after the step: one sentence each. */
      readonly remarks: readonly string[];
    }
  /** Of a correction in batches some are written, the others not yet. */
  | {
      readonly state: 'partly';
      readonly written: WrittenRows;
      readonly left: Omit<WrittenRows, 'at'>;
      readonly remarks: readonly string[];
    }
  /** A file of the incident was run, of which no rows were kept. */
  | {
      readonly state: 'filed';
      /** Its name; undefined where nobody knows it any more. */
      readonly file: string | undefined;
      readonly at: string;
      readonly remarks: readonly string[];
    }
  | {
      readonly state: 'undone';
      readonly written: WrittenRows;
      /** Of the undo. */
      readonly proof: ProofState;
      readonly remarks: readonly string[];
    }
  /** The connection was lost at COMMIT. */
  | { readonly state: 'unknown'; readonly message: string };

export type ProofState =
  | { readonly state: 'none' }
  | { readonly state: 'proved'; readonly sentence: string }
  | { readonly state: 'failed'; readonly reasons: readonly string[] };

/** Something to read before going on, that no request of the webview failed with. */
export interface Problem {
  readonly severity: 'warning' | 'error';
  readonly message: string;
  readonly hint?: string;
}
