import type { ActionCounts } from '../correction/plan';
import type { RecoveryErrorCode } from '../errors';

/** What was to be written: the plan, its undo, or a script of the incident's, which may be edited. */
export type AttemptKind = 'apply' | 'undo' | 'file';

/** One transaction that was to write: what the database can be asked about later. */
export interface Attempt {
  readonly kind: AttemptKind;
  readonly planId: string;
  /** Of a file: the digest of its bytes. */
  readonly planDigest: string;
  /** The transaction's 64-bit number, as text. */
  readonly xid: string;
  readonly systemIdentifier: string;
  readonly timeline: string;
  /** Of an undo: the number of the transaction that it takes back. */
  readonly undoes?: string;
  /** Of a part that is not the first: the number of the transaction that wrote the part before it. */
  readonly follows?: string;
  /** The oid of production's ledger, where it was entered in one. */
  readonly ledger?: string;
  /** When it was begun, ISO 8601. */
  readonly at: string;
}

/** `unexpected`: a failure that is no {@link RecoveryErrorCode}. */
export type NotAppliedReason = RecoveryErrorCode | 'cancelled' | 'unexpected';

/**
 * What is known of the last attempt. COMMIT is sent only once `committing` is safely on disk:
 * `started` therefore means that nothing was written, whatever happened since.
 */
export type Outcome =
  | (Attempt & { readonly state: 'started' })
  | (Written & { readonly state: 'committing' })
  | (Written & { readonly state: 'unknown' })
  | (Written & { readonly state: 'applied'; readonly sequences: readonly SequenceMove[] })
  | (Attempt & { readonly state: 'not-applied'; readonly why: NotAppliedReason });

/** What became of the last apply and of the last undo: of a whole correction, or of one part of it. */
export interface Outcomes {
  readonly apply: Outcome | undefined;
  readonly undo: Outcome | undefined;
}

export type AppliedOutcome = Extract<Outcome, { state: 'applied' }>;

/** An attempt whose rows had been written when it was recorded. */
export type Written = Attempt & {
  readonly plan: ActionCounts;
  /** Numbers (32-bit, as `xmin` shows them) that the written rows carry: the transaction's, and those of its parts. */
  readonly writers: readonly string[];
  readonly triggers: readonly string[];
  /** True where rows of other tables that went along are kept beside the images. */
  readonly keepsChildren?: true;
};

/** A sequence called on until it was past every inserted value. */
export interface SequenceMove {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The attempt alone, without what became of it. */
export function attemptOf(outcome: Outcome): Attempt {
  const { kind, planId, planDigest, xid, systemIdentifier, timeline, at } = outcome;
  return {
    ...{ kind, planId, planDigest, xid, systemIdentifier, timeline, at },
    ...(outcome.undoes === undefined ? {} : { undoes: outcome.undoes }),
    ...(outcome.follows === undefined ? {} : { follows: outcome.follows }),
    ...(outcome.ledger === undefined ? {} : { ledger: outcome.ledger }),
  };
}

/** True while the database alone can say what became of the attempt. */
export function isOpen(
  outcome: Outcome | undefined,
): outcome is Extract<Outcome, { state: 'committing' | 'unknown' }> {
  return outcome?.state === 'committing' || outcome?.state === 'unknown';
}

/** What was applied, where it was taken back and not applied since. */
export function takenBack({ apply, undo }: Outcomes): AppliedOutcome | undefined {
  const isSo = apply?.state === 'applied' && undo?.state === 'applied';
  return isSo && undo.undoes === apply.xid ? apply : undefined;
}

/** The applied correction that is still in force: applied, and not taken back since. */
export function inForce(
  applied: Outcome | undefined,
  undone: Outcome | undefined,
): AppliedOutcome | undefined {
  if (applied?.state !== 'applied') {
    return undefined;
  }
  return takenBack({ apply: applied, undo: undone }) ? undefined : applied;
}
