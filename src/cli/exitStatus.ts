import type { RecoveryErrorCode } from '../core/errors';

/** A contract with whoever runs `pra` from a script. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

export const unexpectedStatus: ExitStatus = 1;
export const cancelledStatus: ExitStatus = 130;

const statuses: Readonly<Record<RecoveryErrorCode, ExitStatus>> = {
  usage: 2,
  'row-drifted': 3,
  'row-not-written': 3,
  'row-security': 3,
  'wrong-server': 3,
  'wrong-database': 3,
  'wrong-table': 3,
  standby: 3,
  'snapshot-too-old': 3,
  'not-confirmed': 3,
  violation: 3,
  'not-equal': 3,
  'check-failed': 3,
  'no-usable-dump': 3,
  'not-applied': 3,
  'applied-elsewhere': 3,
  'partly-applied': 3,
  'nothing-selected': 3,
  'superuser-refused': 3,
  'runner-refused': 3,
  'production-gone': 3,
  'production-on-this-machine': 3,
  'scratch-on-production': 3,
  'server-version': 3,
  'table-not-found': 3,
  'ambiguous-table': 3,
  'no-key': 3,
  'key-unsupported': 3,
  'value-too-large': 3,
  'script-too-large': 3,
  'script-refused': 3,
  'not-rehearsed': 3,
  'structure-differs': 3,
  inheritance: 3,
  'in-use': 3,
  frozen: 3,
  'not-frozen': 3,
  'no-ledger': 3,
  'report-edited': 3,
  'dump-unreadable': 4,
  'dump-format': 4,
  'dump-version': 4,
  'dump-truncated': 4,
  'dump-damaged': 4,
  'dump-stale': 4,
  'table-not-in-dump': 4,
  'incident-unreadable': 4,
  'no-postgres-binaries': 5,
  'private-server': 5,
  'cannot-connect': 5,
  'wrong-password': 5,
  'connection-lost': 5,
  'outcome-unknown': 5,
  'permission-denied': 6,
  'lock-timeout': 6,
  'standby-conflict': 6,
  'disk-full': 6,
  'database-refused': 6,
  'restore-failed': 6,
};

export function exitStatus(code: RecoveryErrorCode): ExitStatus {
  return statuses[code];
}
