import type { DateShift } from '../../../diff/found/dateShift';
import { sizeText } from '../../../sizeText';
import type { ChangedColumns } from '../../changedColumns';
import { shiftParts } from '../../../diff/found/shapeText';
import { backupEn } from './backup';
import { wordFor } from '../../../words';
import { count, months, rows, rowsText, were } from './counting';
import { leftEn } from './left';
import { messagesEn } from './messages';
import { freezeEn } from './freeze';
import { procedureEn } from './procedure';
import { proofEn } from './proof';
import { strategyEn } from './strategy';
import { qualifyEn } from './qualify';
import { timelineEn } from './timeline';
import { validationEn } from './validation';

function shift(by: DateShift): string {
  const { sign, parts } = shiftParts(by);
  const words = parts.map(([number, unit]) => `${number} ${unit}${number === 1 ? '' : 's'}`);
  return `${words.join(' ')} ${sign === '+' ? 'later' : 'earlier'}`;
}

function change({ names, more, how, by }: ChangedColumns): string {
  const ways: Readonly<Record<ChangedColumns['how'], string>> = {
    replaced: 'replaced by another value',
    set: 'overwritten with one value',
    moved: by ? `moved ${shift(by)}` : 'moved',
    added: 'changed by one amount',
    appended: 'with text added after it',
    prepended: 'with text added before it',
    filled: 'filled in where it was empty',
    emptied: 'emptied',
    edited: 'changed in various ways',
  };
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} ${ways[how]}`;
}

export const en = {
  count,
  decimal: (number: number): string => String(number),
  size: sizeText,
  date: (year: number, month: number, day: number): string =>
    `${day} ${months[month - 1] ?? ''} ${year}`,
  day: (iso: string): string => {
    const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
    return `${day} ${months[month - 1] ?? ''} ${year}`;
  },
  moment: (date: string, time: string): string => `${date}, ${time}`,
  units: { days: 'd', hours: 'h', minutes: 'min', seconds: 's' },
  kinds: { missing: 'missing', changed: 'changed', extra: 'only in production' },
  change,

  title: (table: string, database: string | undefined): string =>
    database === undefined
      ? `Incident report: ${table}`
      : `Incident report: ${table}, database ${database}`,
  times: (zone: string): string =>
    `Times are in the time zone ${zone}. What people noted stands in their own words.`,
  madeBy: (tool: string, isClosed: boolean): string =>
    `Written by ${tool} from the incident’s journal. ${isClosed ? 'W' : 'Parts that begin with ✎ are for people to fill in: w'}hat is written between the comments \`pra:own\` and \`pra:end\` is kept when the report is written again.`,

  notNoted: (asked: string): string =>
    `Not noted: ${asked.charAt(0).toLowerCase()}${asked.slice(1)}`,

  status: {
    opened: 'Opened; nothing has been compared yet, and nothing has been written.',
    compared: 'Compared; nothing has been written to production.',
    planned: 'A correction is planned; nothing has been written to production.',
    rehearsed: 'The correction is rehearsed; nothing has been written to production.',
    'partly-applied': 'Corrected in part: some batches of rows are written, the others are left.',
    applied: 'Corrected, and not proved yet.',
    proved: 'Corrected and proved.',
    filed: 'A script of the incident was run in production; no rows were kept of that.',
    undone: 'Corrected, then taken back: the rows are as they were before.',
    unknown:
      'The connection was lost while the correction was committed: whether it took place is still to be asked of production.',
  },
  summary: {
    found: (table: string, database: string | undefined, moment: string): string =>
      `The table ${table}${database === undefined ? '' : ` of the database ${database}`} was found damaged on ${moment}.`,
    compared: (missing: number, changed: number, extra: number): string =>
      `Compared with the backup, ${rows(missing)} ${were(missing)} missing, ${count(changed)} ${were(changed)} changed and ${count(extra)} ${were(extra)} only in production; changes that people made rightly since then are among them.`,
    corrected: (insert: number, update: number, deleted: number, moment: string): string =>
      `The correction was made on ${moment}: ${rows(insert)} put back, ${count(update)} set right, ${count(deleted)} deleted.`,
    proved: (equal: number): string =>
      `Counted afterwards: ${equal === 1 ? 'the one planned row is' : `all ${count(equal)} planned rows are`} as planned, and the correction wrote no other row.`,
    notProved: (different: number): string =>
      `Counted afterwards: ${rows(different)} ${were(different)} not as planned.`,
    lasted: (corrected: string, proved: string | undefined): string =>
      proved === undefined
        ? `From discovery to correction: ${corrected}.`
        : `From discovery to correction: ${corrected}; to the proof: ${proved}.`,
  },

  brief: {
    heading: 'In brief',
    table: 'Table',
    production: 'Production',
    incident: 'Incident',
    found: 'Found',
    damaged: 'Damaged',
    frozen: 'Frozen',
    frozenSpan: (from: string, to: string, lasted: string): string => `${from} – ${to} (${lasted})`,
    stillFrozen: (from: string): string => `since ${from}, and not unfrozen yet`,
    notFrozen: 'writes were not refused during the incident',
    dump: 'Backup',
    dumpOf: (name: string, moment: string): string => `${name}, made ${moment}`,
    and: '; ',
    verified: {
      whole: (moment: string): string => `verified ${moment}: whole`,
      damaged: (moment: string): string => `verified ${moment}: DAMAGED`,
    },
    notVerified: 'not verified before use',
    corrected: 'Corrected',
    correctedBy: (moment: string, xid: string): string => `${moment}, by transaction ${xid}`,
    filed: 'By a script',
    filedBy: (file: string | undefined, moment: string, xid: string): string =>
      `${file === undefined ? '' : `${file}, `}${moment}, by transaction ${xid}; it can only be undone by hand, by a script`,
    undone: 'Taken back',
    proved: 'Proved',
    signedOff: 'Signed off',
    closed: 'Closed',
    by: (moment: string, who: string | undefined): string =>
      who === undefined ? moment : `${moment}, by ${who}`,
    provedAgain: (first: string, again: string): string => `${first}, and again ${again}`,
  },

  happened: {
    heading: 'What happened, and when it was found',
    transactions: (entries: number): string =>
      entries === 1
        ? 'Production tells which transaction wrote most of what differs:'
        : 'Production tells which transactions wrote most of what differs:',
    transaction: (xid: string, number: number, moment: string | undefined): string =>
      `transaction ${xid} wrote ${count(number)} of the differing rows${moment === undefined ? '' : `; committed ${moment}`}`,
    deleted:
      'Deleted rows leave no trace: production does not tell which transaction deleted them.',
    own: 'What was seen, by whom, and what it meant for the service and its users.',
  },

  timeline: timelineEn,
  procedure: procedureEn,
  freeze: freezeEn,
  strategy: strategyEn,
  validation: validationEn,

  subjects: {
    found: 'Found',
    impact: 'Impact',
    qualified: 'Qualification',
    informed: 'Informed',
    suspended: 'Suspended',
    decision: 'Decision',
    strategy: 'Strategy',
    left: 'Left as it is',
    validated: 'Validated',
    resumed: 'Resumed',
    cause: 'Cause',
    action: 'Action',
    lesson: 'Lesson',
  },

  qualified: {
    heading: 'How it was qualified',
    nothing: 'Nothing has been compared yet.',
    compared: (identical: number, lasted: string): string =>
      `The backup’s rows were compared with production’s one by one, in ${lasted}: ${rows(identical)} ${were(identical)} identical.`,
    scope: (scope: string): string => `Only a part was compared: ${scope}.`,
    withoutKey: 'The table has no key: rows were counted with all their copies.',
    head: ['difference', 'rows', 'what it means'],
    meaning: {
      missing: 'in the backup, and lost in production',
      changed: 'on both sides, with other values',
      extra: 'written since the backup, rightly or not',
    },
    reused: (number: number): string =>
      `Of the changed rows, ${count(number)} ${number === 1 ? 'has a key that now belongs' : 'have keys that now belong'} to another record: each needs a decision of its own.`,
    patterns: 'How the changed rows changed (no values are shown here):',
    patternsHead: ['change', 'rows'],
    others: 'in other ways',
    told: 'What people found out besides:',
    own: 'What logs, jobs and people told of it; which other tables and services were looked at.',
  },

  charts: {
    spreadTitle: (unit: string, column: string): string => `Rows per ${unit} by ${column}`,
    spreadAlt: 'Rows by date, backup against production.',
    units: { day: 'day', week: 'week', month: 'month', year: 'year' },
    backup: 'backup',
    live: 'production when compared',
    spreadSides: (backup: string, live: string, from: string, to: string): string =>
      `From ${from} to ${to} the backup has ${rowsText(backup)} and production ${live}.`,
    hole: (number: string, from: string, to: string): string =>
      from === to
        ? `The largest hole is on ${from}: ${rowsText(number)} fewer in production.`
        : `The largest hole is from ${from} to ${to}: ${rowsText(number)} fewer in production.`,
    net: (missing: number): string =>
      `Counts by date are differences: rows that were entered since make up for some that are gone, so that fewer seem to be missing than the ${count(missing)} that ${wordFor(missing, 'is', 'are')}.`,
    noHole: 'No day or range of days stands out as a hole.',
    countsTitle: 'Differing rows, and what was corrected of them',
    corrected: 'corrected',
    left: 'left as they are',
    ofKind: (kind: string, found: string, corrected: string): string =>
      `Rows ${kind}: ${found}, of which ${corrected} corrected.`,
    share: (corrected: string, found: string): string => `${corrected} of ${found}`,
  },

  restored: backupEn,

  corrected: {
    heading: 'What was corrected',
    nothing: 'No correction has been planned.',
    planOnly: 'The correction is planned, and has not been written.',
    byScript:
      'A script was run in place of the plan, which may have been edited: these are the rows of the table that it touched, and they may be others than those planned.',
    takenBack: 'The correction was written and taken back: nothing of it is in force.',
    whole: 'The whole table was put back, row by row, by what differed.',
    part: 'Only the rows that were chosen were corrected, each by itself; no other row was touched.',
    head: ['correction', 'rows'],
    insert: 'put back (missing)',
    update: 'set right (changed)',
    delete: 'deleted (only in production)',
    patterns: 'By how the rows had been changed:',
    patternsHead: ['change', 'found', 'corrected'],
    sequences: (names: string): string =>
      `Sequences were called on past the inserted values: ${names}.`,
    safety:
      'Each row was written only where production still held what had been compared, all in one transaction.',
  },

  left: leftEn,

  proof: proofEn,

  scripts: {
    heading: 'Scripts and files',
    page: 'how the table was qualified, with every figure and its query',
    note: 'In the incident’s folder. What holds rows is readable by its owner only and kept out of git.',
    head: ['file', 'what it is'],
    files: {
      'correction.sql': 'the correction as a script, with its guards; it holds rows',
      'undo.sql': 'takes the correction back exactly; it holds rows',
      'plan.json': 'what was planned, for which server and table, without rows',
      'journal/': 'every step with its time, from which this report is written',
    },
    digest: (digest: string): string => `Digest of the plan: ${digest}.`,
    identity: (system: string, database: string, table: string): string =>
      `Bound to system identifier ${system}, database oid ${database}, table oid ${table}.`,
  },

  decisions: {
    heading: 'Decisions, and who took them',
    none: 'The journal has no decision yet.',
    head: ['time', 'decision', 'who'],
    froze: (table: string, reason: string): string => `Freeze ${table}: ${reason}`,
    unfroze: (table: string): string => `Let ${table} take writes again`,
    applied: (insert: number, update: number, deleted: number): string =>
      `Write the correction: ${count(insert)} to insert, ${count(update)} to set right, ${count(deleted)} to delete`,
    accepted: 'Sign off the result',
    undid: 'Take the correction back',
    declined: (reason: string): string => `Not keep the damaged state: ${reason}`,
    batches: 'Batches:',
    batchHead: ['batch', 'state', 'when', 'who'],
    batchStates: { 'to-suspend': 'to be suspended', suspended: 'suspended', resumed: 'resumed' },
    own: 'Who decided what: freezing, strategy, accepted losses, taking up work again.',
  },

  causes: {
    heading: 'Causes',
    own: 'What made it happen, and why it was not stopped or noticed before.',
  },
  actions: {
    heading: 'Actions to follow',
    own: 'For procedures (loading, checking, rights) and for checks and monitoring: what, who, until when.',
  },
  lessons: {
    heading: 'Lessons',
    own: 'What went well, what did not, and what everybody who works with this table should know.',
  },
  said: (text: string, by: string | undefined, moment: string): string =>
    by === undefined ? `${text} (${moment})` : `${text} (${by}, ${moment})`,

  qualify: qualifyEn,
  messages: messagesEn,
};
