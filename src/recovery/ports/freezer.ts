import type { FrozenTable } from '../../core/freeze/freeze';
import type { TableId } from '../../core/catalog/table';
import type { Work } from '../work';

/** Production, as freezing needs it. What is frozen stays so whatever becomes of this program. */
export interface Freezer {
  /**
   * Waits for whoever is writing, for a short time, then refuses all writes.
   * @throws {RecoveryError} `frozen` as {@link FrozenError}; `lock-timeout` as {@link BlockedError};
   * `permission-denied`, `table-not-found`, `standby`.
   */
  freeze(request: FreezeRequest, work: Work): Promise<NewFreeze>;
  /** Gives the triggers to tables that a freeze does not cover, or not any more. @throws as {@link freeze}. */
  complete(frozen: FrozenTable, work: Work): Promise<NewFreeze>;
  /**
   * Takes away all that there is of a freeze.
   * @throws {RecoveryError} `lock-timeout` as {@link BlockedError}; `permission-denied`.
   */
  unfreeze(frozen: FrozenTable, work: Work): Promise<Unfrozen>;
  /** All that is frozen in the database, by whatever installation. */
  frozen(work: Work): Promise<readonly FrozenTable[]>;
}

export interface FreezeRequest {
  readonly table: TableId;
  readonly tokenHash: string;
  readonly owner: string;
  readonly incident: string | undefined;
  readonly reason: string;
}

export interface NewFreeze {
  readonly frozen: FrozenTable;
  /** What it does not hold, and what else is to be known; a sentence each. */
  readonly notices: readonly string[];
}

export interface Unfrozen {
  /** What could not be taken away; a sentence each. */
  readonly notices: readonly string[];
}

/** Where tokens of freezes are kept, each by its hash. */
export interface TokenStore {
  /** Where it is, for messages. */
  readonly label: string;
  /** Kept durably when the promise is fulfilled. */
  save(kept: KeptToken): Promise<void>;
  token(tokenHash: string): Promise<string | undefined>;
  /** Does nothing where there is none. */
  remove(tokenHash: string): Promise<void>;
}

export interface KeptToken {
  readonly token: string;
  readonly tokenHash: string;
  readonly table: TableId;
}

/** What lets a correction write to tables that were frozen for it. */
export interface FreezePass {
  token(tokenHash: string): Promise<string | undefined>;
  /** Whether the correction's own incident froze it, and so may give it another token where that is lost. */
  isOwn(tokenHash: string): Promise<boolean>;
  newToken(): NewToken;
  /** Keeps the token of a freeze that has got another, durably, before that is committed. */
  keep(token: string, frozen: Pick<FrozenTable, 'table' | 'freeze'>): Promise<void>;
}

/** A secret, and what may be known of it. */
export interface NewToken {
  readonly token: string;
  readonly tokenHash: string;
}
