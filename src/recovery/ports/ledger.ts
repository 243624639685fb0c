import type { CorrectionPlan } from '../../core/correction/plan';
import type { Attempt } from '../../core/incident/outcome';
import type { LedgerEntry, LedgerRow, LedgerState } from '../../core/ledger/ledger';
import type { Work } from '../work';

/** Production's ledger, as a correction asks it. Reads only. */
export interface LedgerReader {
  /** Whether it can be used, and what is applied of these digests. */
  ledger(plan: CorrectionPlan, digests: readonly string[], work: Work): Promise<LedgerView>;
  /** Whether an attempt stands in it, and so was committed; undefined where the ledger it was entered in is not to be read. */
  isEntered(attempt: Attempt, work: Work): Promise<boolean | undefined>;
}

export interface LedgerView {
  readonly ledger: LedgerState;
  /** Parts of plans that are in force, and the file that was applied to the table last. */
  readonly applied: readonly LedgerRow[];
}

/** What a transaction enters, and what must not stand there. */
export interface LedgerOrder {
  readonly entry: LedgerEntry;
  /** What must not be applied by another folder. Empty for an undo. */
  readonly once: readonly string[];
  /** Numbers of transactions whose applies this folder knows to be in force. */
  readonly own: readonly string[];
  /** The same of those whose applies it found taken back by hand. */
  readonly foundUndone: readonly string[];
}

/** Production's ledger, as who keeps it needs it. */
export interface LedgerKeeper {
  /**
   * Does nothing where it is there already.
   * @throws {RecoveryError} `permission-denied`; `in-use` where the schema is not the tool's.
   */
  create(work: Work): Promise<'created' | 'present'>;
  /**
   * With all that stands in it.
   * @returns what could not be taken away; a sentence each.
   * @throws {RecoveryError} `permission-denied`, `lock-timeout`; `no-ledger` where there is none of the tool's.
   */
  drop(work: Work): Promise<readonly string[]>;
  read(work: Work): Promise<LedgerReading>;
}

export interface LedgerReading {
  readonly ledger: LedgerState;
  /** The last first. Empty where they may not be read. */
  readonly rows: readonly LedgerRow[];
}
