import type { ConfirmedPlan, CorrectionPlan } from '../../core/correction/plan';
import type { Foreseen } from '../../core/incident/foreseen';
import type { ScriptStatement } from '../../core/scriptFile/readScript';
import type { ScriptRun } from '../../core/scriptFile/scriptRun';
import type { Work } from '../work';
import type { LedgerOrder } from './ledger';

/** Production, as a script of an incident needs it. Refuses another server, database or table than the plan's. */
export interface ScriptTarget {
  /**
   * Begins the one transaction in which the script is run, after waiting its turn behind any other correction of the
   * table. Whoever begins must commit or roll back.
   * @throws {RecoveryError} as `CorrectionTarget.begin`.
   */
  beginScript(plan: CorrectionPlan, work: Work): Promise<ScriptTransaction>;
  /** Triggers that run whatever is done to rows of the plan's table. Reads only. */
  foreseeScript(plan: CorrectionPlan, work: Work): Promise<Foreseen>;
}

/** A transaction of production that nobody sees yet. Its methods are called once each, in this order. */
export interface ScriptTransaction {
  /** 64-bit, as text. */
  readonly xid: string;
  readonly systemIdentifier: string;
  readonly timeline: string;
  /** As the server has `standard_conforming_strings`. */
  readonly standardStrings: boolean;
  /**
   * Runs the statements one after the other, until the database refuses one.
   * @throws {RecoveryError} `wrong-table` before a statement that writes another table; `script-refused` where the
   * script did what it must not; `lock-timeout`, `connection-lost` and what else is no fault of the script.
   */
  run(statements: readonly ScriptStatement[]): Promise<ScriptRun>;
  /** Enters what was run in production's ledger, as `CorrectionTransaction.enter`. */
  enter(order: LedgerOrder): Promise<string | undefined>;
  /** Makes sure that what becomes of it can be asked by its number. @throws {RecoveryError} `cannot-connect`. */
  keepNumber(): Promise<void>;
  /** @throws {RecoveryError} whatever goes wrong: what became of the transaction must then be asked. */
  commit(plan: ConfirmedPlan): Promise<void>;
  /** Gives the connection back, too. Does nothing after a commit, and does not fail on a lost connection. */
  rollback(): Promise<void>;
}
