import type { GivenBack, KeptChildren } from '../../core/correction/keptChildren';

/** What the deletes of a transaction take from other tables, so that its undo can give it back. */
export interface ChildrenInTransaction {
  /**
   * With the planned rows locked and nothing written: locks the children that were agreed to, to be read as they are.
   * Undefined where there are none that can be given back.
   * @throws {ViolationError} where they are not those that were agreed to; also while they are read.
   */
  before(): Promise<KeptChildren | undefined>;
  /** Once the plan is written: those of them that are still there, as they are now. */
  after(before: KeptChildren): KeptChildren;
  /**
   * Before an undo is written: locks what it will change.
   * @throws {RecoveryError} `structure-differs`, `row-drifted` where not all can be given back.
   */
  check(kept: ChildrenToGiveBack): Promise<void>;
  /**
   * Of an undo that finds its rows given back already: the kept children that are not. Locks what will be changed.
   * Undefined where all are back.
   * @throws {RecoveryError} `structure-differs`, `row-drifted` where they are there otherwise.
   */
  left(kept: ChildrenToGiveBack): Promise<KeptChildren | undefined>;
  /** In place of the plan, which is written already. @throws {RecoveryError} `row-not-written`, `violation`. */
  giveBack(left: KeptChildren): Promise<readonly GivenBack[]>;
}

/** Of one apply. */
export interface ChildrenToGiveBack {
  readonly before: KeptChildren;
  readonly after: KeptChildren;
}

/** Children that an apply took along, on disk when the promise is fulfilled. */
export interface ChildrenStore {
  saveChildren(state: keyof ChildrenToGiveBack, xid: string, kept: KeptChildren): Promise<void>;
  /** @throws {RecoveryError} `incident-unreadable` when they are not those of transaction `xid`; also while read. */
  children(state: keyof ChildrenToGiveBack, xid: string): Promise<KeptChildren>;
}
