import type { Row } from '../../core/catalog/table';
import type { GivenBack, KeptChildren } from '../../core/correction/keptChildren';
import type { LostChildren } from '../../core/correction/lostChildren';
import type { SelfReference } from '../../core/correction/parts';
import type { FoundChildren } from '../../core/correction/provedChildren';
import type { ConfirmedPlan, CorrectionPlan, TableIdentity } from '../../core/correction/plan';
import type { ForeseenRows } from '../../core/correction/foreseenRows';
import type { Foreseen } from '../../core/incident/foreseen';
import type { Violation } from '../../core/correction/violation';
import type { Attempt, SequenceMove } from '../../core/incident/outcome';
import type { Observation, TransactionStatus } from '../../core/incident/verdict';
import type { Work } from '../work';
import type { ChildrenInTransaction } from './childrenKept';
import type { LedgerOrder, LedgerReader } from './ledger';
import type { TableSnapshot } from './tableSnapshot';

/** Production, as a correction needs it. Every method refuses another server, database or table than the plan's. */
export interface CorrectionTarget extends LedgerReader {
  /** Runs `use`, which will ask and then begin: its connection is opened at once, and closed where it was not needed. */
  connectedEarly<T>(use: () => Promise<T>, work: Work): Promise<T>;
  /**
   * Begins the one transaction that may write `plan`, after waiting its turn behind any other that
   * writes the same plan or its undo. Whoever begins must commit or roll back.
   * @throws {RecoveryError} `wrong-server`, `wrong-database`, `wrong-table`, `structure-differs`,
   * `standby`, `row-security`, `in-use`.
   */
  begin(plan: CorrectionPlan, work: Work): Promise<CorrectionTransaction>;
  /** What writing the plan will set off in production. Reads only. */
  foresee(plan: CorrectionPlan, work: Work): Promise<Foreseen>;
  /** What became of an attempt's transaction, in the end: waits some time for one that is in progress. */
  status(attempt: Attempt, work: Work): Promise<TransactionStatus>;
  /** The planned rows as they are, with counts over the whole table where asked for. Reads only. */
  observe(plan: CorrectionPlan, count: CountRequest | undefined, work: Work): Promise<Survey>;
  /** Rows of other tables that the plan would take along or change. Reads only. */
  lostChildren(plan: CorrectionPlan, work: Work): Promise<readonly LostChildren[]>;
  /**
   * Rows of other tables that were kept, beside what production holds in their place. Reads only.
   * @param writers 32-bit numbers of the undo that gave them back.
   * @throws {RecoveryError} `structure-differs` where a table is not the one that they were kept of.
   */
  findChildren(
    plan: CorrectionPlan,
    kept: KeptChildren,
    writers: readonly string[],
    work: Work,
  ): Promise<readonly FoundChildren[]>;
  /** How the table refers to itself: which rows have to be written before which. Reads only. */
  selfReferences(plan: CorrectionPlan, work: Work): Promise<readonly SelfReference[]>;
  /** Calls the sequences of inserted columns on until they are past what was inserted. Never down. */
  moveSequences(plan: CorrectionPlan, work: Work): Promise<SequencesMoved>;
  /** Begins to read the whole table as it is, with its definition. Reads only. */
  openSnapshot(table: TableIdentity, tool: string, work: Work): Promise<TableSnapshot>;
}

/**
 * What is done about rows that a plan adds before they are written: each is looked for; or, where a unique index
 * will refuse those that are there, only some are, and where none of them is there all count as absent.
 */
export type AddedRows = 'looked for' | 'left to the index';

/** A transaction of production that nobody sees yet. Its methods are called once each, in this order. */
export interface CorrectionTransaction {
  /** 64-bit, as text. */
  readonly xid: string;
  readonly systemIdentifier: string;
  readonly timeline: string;
  /** Names of the triggers, and rules, that run when the plan is written. */
  readonly triggers: readonly string[];
  /**
   * Locks the planned rows and reads them whole, in the plan's order; null where there is none.
   * Those that it adds cannot be locked.
   */
  lockRows(added: AddedRows): Promise<readonly (Row | null)[]>;
  readonly children: ChildrenInTransaction;
  /**
   * Enters what is about to be written in production's ledger.
   * @returns the ledger's oid; undefined where there is none that can be used.
   * @throws {RecoveryError} `applied-elsewhere`.
   */
  enter(order: LedgerOrder): Promise<string | undefined>;
  /**
   * Writes the plan and reads back what has become of its rows.
   * @throws {RecoveryError} `row-not-written`; `violation` with what refused it as {@link ViolationError}.
   */
  write(manner?: WritingManner): Promise<WrittenRows>;
  /**
   * In place of {@link write}, for a plan that it refuses: tries the rows apart, and says which are refused. Empty
   * where rows depend on each other. Must be rolled back.
   */
  refusedRows(): Promise<readonly Violation[]>;
  /** @throws {RecoveryError} whatever goes wrong: what became of the transaction must then be asked. */
  commit(plan: ConfirmedPlan): Promise<void>;
  /** Gives the connection back, too: after a commit that alone. Does not fail on a lost connection. */
  rollback(): Promise<void>;
}

export interface WritingManner {
  /** Positions in the plan: only these are written, and it must be rolled back. */
  readonly sample?: readonly number[] | undefined;
  /** The plan's rows as it leaves them, where they are at hand. */
  readonly foreseen?: ForeseenRows | undefined;
  /** Children that come back with their parents, once they were checked. */
  readonly giveBack?: KeptChildren | undefined;
  /** What can be done while production writes. Where it fails, so does the writing. */
  readonly meanwhile?: () => Promise<void>;
}

export interface WrittenRows {
  /** True where every row has become what the plan alone foresees. */
  readonly asForeseen: boolean;
  /** Whole rows in the plan's order, or the sample's; null where there is none any more. */
  readonly after: () => readonly (Row | null)[];
  /** Distinct 32-bit transaction numbers that the written rows carry, the transaction's own among them. */
  readonly writers: readonly string[];
  /** True where rows were added and sequences give columns their values. */
  readonly mayMoveSequences: boolean;
  readonly givenBack: readonly GivenBack[];
}

/** Which other rows to count. */
export interface CountRequest {
  /** 32-bit numbers of our transaction. Empty: that which first wrote the rows as planned. */
  readonly writers: readonly string[];
  /** 64-bit: rows written by this transaction or a later one are new. Undefined: later than our own. */
  readonly since: string | undefined;
}

export interface Survey extends Observation {
  /** Rows of the table outside the plan; undefined unless asked for. */
  readonly others: { readonly writtenByUs: number; readonly changedByOthers: number } | undefined;
}

export interface SequencesMoved {
  readonly moved: readonly SequenceMove[];
  /** Sentences on those that could not be moved, with what their owner can do. */
  readonly notices: readonly string[];
}
