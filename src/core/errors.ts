/** Why a step could not go on. Stable words: the command line prints them, scripts match on them. */
export type RecoveryErrorCode =
  // the call itself
  | 'usage'
  // refused for safety, or not proved
  | 'row-drifted'
  | 'row-not-written'
  | 'row-security'
  | 'wrong-server'
  | 'wrong-database'
  | 'wrong-table'
  | 'standby'
  | 'snapshot-too-old'
  | 'not-confirmed'
  | 'violation'
  | 'not-equal'
  | 'check-failed'
  | 'no-usable-dump'
  | 'not-applied'
  | 'applied-elsewhere'
  | 'partly-applied'
  | 'nothing-selected'
  | 'script-too-large'
  | 'script-refused'
  | 'not-rehearsed'
  | 'superuser-refused'
  | 'runner-refused'
  | 'production-gone'
  | 'production-on-this-machine'
  | 'scratch-on-production'
  | 'server-version'
  | 'table-not-found'
  | 'ambiguous-table'
  | 'no-key'
  | 'key-unsupported'
  | 'value-too-large'
  | 'structure-differs'
  | 'inheritance'
  | 'in-use'
  | 'frozen'
  | 'not-frozen'
  | 'no-ledger'
  | 'report-edited'
  // the input is bad
  | 'dump-unreadable'
  | 'dump-format'
  | 'dump-version'
  | 'dump-truncated'
  | 'dump-damaged'
  | 'dump-stale'
  | 'table-not-in-dump'
  | 'incident-unreadable'
  // no connection, or the outcome is unknown
  | 'no-postgres-binaries'
  | 'private-server'
  | 'cannot-connect'
  | 'wrong-password'
  | 'connection-lost'
  | 'outcome-unknown'
  // the database refused
  | 'permission-denied'
  | 'lock-timeout'
  | 'standby-conflict'
  | 'disk-full'
  | 'database-refused'
  | 'restore-failed';

/** What a hint may advise, and each program calls by its own name: an option there, a command here. */
export type Way =
  | 'allow-production-server'
  | 'allow-same-machine'
  | 'allow-superuser'
  | 'apply'
  | 'choose-engine'
  | 'choose-key'
  | 'choose-scratch'
  | 'end-sample'
  | 'fetch-postgres'
  | 'freeze'
  | 'ignore-column'
  | 'list-tables'
  | 'lock-table'
  | 'longer-snapshot'
  | 'longer-statement'
  | 'moved'
  | 'plan-again'
  | 'recover'
  | 'rehearse'
  | 'rehearse-file'
  | 'sample-folder'
  | 'set-runner'
  | 'show-ledger'
  | 'undo'
  | 'unfreeze'
  | 'use-private-server'
  | 'verify-dumps'
  | 'write-report';

export interface RecoveryErrorDetails {
  /** What to do next, one sentence. */
  readonly hint?: string;
  /** How to do what the hint advises; the program puts them into its own words. */
  readonly ways?: readonly Way[];
  /** The five characters of PostgreSQL's error code, where the database refused. */
  readonly sqlstate?: string;
  readonly cause?: unknown;
}

/** A failure that the operator can understand and act on. Anything else thrown is a bug or an abort. */
export class RecoveryError extends Error {
  override readonly name = 'RecoveryError';
  readonly hint: string | undefined;
  readonly ways: readonly Way[];
  readonly sqlstate: string | undefined;

  constructor(
    readonly code: RecoveryErrorCode,
    message: string,
    { hint, ways = [], sqlstate, cause }: RecoveryErrorDetails = {},
  ) {
    super(message, { cause });
    this.hint = hint;
    this.ways = ways;
    this.sqlstate = sqlstate;
  }
}
