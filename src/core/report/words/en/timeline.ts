import { count, rows } from './counting';

/** What rows are that were compared a second time, by their number. */
export interface FoundAgain {
  readonly missing: number;
  readonly changed: number;
  readonly extra: number;
  readonly equal: number;
  /** Could not be compared alone. */
  readonly stale: number;
}

/** What happened in an incident, step by step. */
export const timelineEn = {
  heading: 'Timeline',
  head: ['time', 'after discovery', 'what', 'who'],
  before: (lasting: string): string => `${lasting} before`,
  transaction: (xid: string, number: number): string =>
    `Transaction ${xid} was committed: it had written ${count(number)} of the rows that differ.`,
  damaged: (until: string | undefined): string =>
    until === undefined
      ? 'The damage happened, by what was said when the incident was opened.'
      : `The damage happened between this moment and ${until}, by what was said when the incident was opened.`,
  opened: 'The incident was opened.',
  restored: (number: number, lasted: string): string =>
    `The table was restored beside production: ${rows(number)} (${lasted}).`,
  compared: (missing: number, changed: number, extra: number, lasted: string): string =>
    `Compared with production: ${count(missing)} missing, ${count(changed)} changed, ${count(extra)} only in production (${lasted}).`,
  snapshot: (number: number): string => `The damaged state was kept: ${rows(number)}.`,
  declined: (reason: string): string => `The damaged state was not kept: ${reason}`,
  planned: (insert: number, update: number, deleted: number): string =>
    `Correction planned: ${count(insert)} to insert, ${count(update)} to set right, ${count(deleted)} to delete.`,
  rehearsed: (lasted: string): string =>
    `Rehearsed in production and rolled back, without a fault (${lasted}).`,
  sampleRehearsed: (written: number, all: number, lasted: string): string =>
    `A sample was rehearsed in production and rolled back, ${count(written)} of ${rows(all)}, without a fault (${lasted}).`,
  waited: (lasted: string, whom: string): string =>
    `Waited in production for a lock of ${whom} (${lasted}).`,
  rehearsedInVain: (drifted: number, violations: number): string =>
    `Rehearsed and rolled back: ${rows(drifted)} had moved on, ${count(violations)} refused.`,
  drifted: (number: number): string =>
    `Not written: ${rows(number)} had moved on since they were compared.`,
  applied: (xid: string): string => `The correction was committed (transaction ${xid}).`,
  filed: (file: string | undefined, xid: string): string =>
    `${file ?? 'A script'} was run and committed (transaction ${xid}); no rows were kept of that.`,
  undone: (xid: string): string => `The correction was taken back (transaction ${xid}).`,
  notApplied: (why: string): string => `Nothing was written: ${why}.`,
  already: 'Nothing was left to be written.',
  triedAgain: (after: string): string => `Tried again after ${after}.`,
  rehearsalTriedAgain: (after: string): string => `The rehearsal was tried again after ${after}.`,
  comparedAgain: (found: FoundAgain): string =>
    `Rows that had moved on were compared again: ${count(found.missing)} missing, ${count(found.changed)} changed, ${count(found.extra)} only in production, ${count(found.equal)} differ no longer${found.stale === 0 ? '' : `, ${count(found.stale)} still to be compared`}.`,
  unknown: 'The connection was lost at COMMIT: what became of it was not known.',
  settled: {
    applied: 'Asked again: the transaction had been committed.',
    'not-applied': 'Asked again: the transaction had not been committed.',
    unknown: 'Asked again: still not known.',
  },
  proved: (equal: number): string => `Proved: ${rows(equal)} as planned, no other row written.`,
  undoProved: 'Proved: taken back, everything as before the correction.',
  undoProvedBut:
    'Proved: taken back, everything as before the correction but for columns that production wrote itself.',
  undoNotProved: 'Not proved: taken back, but not everything is as before the correction.',
  provedAgain: 'Proved again: still all rows as planned, no other row written.',
  notProved: (different: number): string => `Not proved: ${rows(different)} not as planned.`,
  frozen: (table: string, reason: string): string => `${table} was frozen: ${reason}`,
  unfrozen: (table: string): string => `${table} takes writes again.`,
  revealed: (column: string): string => `The masked column ${column} was shown.`,
  maskedAgain: (column: string): string => `The column ${column} was masked again.`,
  batch: {
    'to-suspend': (name: string): string => `Batch to be suspended: ${name}.`,
    suspended: (name: string): string => `Batch suspended: ${name}.`,
    resumed: (name: string): string => `Batch resumed: ${name}.`,
    dropped: (name: string): string => `Batch taken off the list: ${name}.`,
  },
  task: {
    done: (task: string, text: string): string => `${task}: done by hand. ${text}`,
    'not-needed': (task: string, text: string): string => `${task}: not needed. ${text}`,
    open: (task: string, text: string): string => `${task}: to be done after all. ${text}`,
  },
  dumpWhole: (lasted: string | undefined): string =>
    `The backup was verified, read to its last byte: whole${inBrackets(lasted)}.`,
  dumpDamaged: (lasted: string | undefined): string =>
    `The backup was read: DAMAGED, it cannot be relied on${inBrackets(lasted)}.`,
  checked: (checks: number, failed: number): string =>
    failed === 0
      ? `${count(checks)} checks run in production: none failed.`
      : `${count(checks)} checks run in production: ${count(failed)} failed.`,
  signedOff: 'The result was signed off.',
  signedOffDespite: (why: string): string =>
    `The result was signed off, though not everything was right: ${why}`,
  closed: 'The incident was closed.',
  closedFor: (reason: string): string => `Reason given: ${reason}`,
  closedWith: (tasks: string): string => `The incident was closed; still open then: ${tasks}.`,
  note: (subject: string, text: string): string => `${subject}: ${text}`,
};

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`;
}
