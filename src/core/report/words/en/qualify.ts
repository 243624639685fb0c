import { wordFor } from '../../../words';
import { count, rows, rowsText } from './counting';
import { goneEn } from './gone';
import { restoredEn } from './restored';

/** What the page says of a table that is being qualified. */
export const qualifyEn = {
  title: (table: string, database: string): string =>
    `Qualification of ${table}, database ${database}`,
  looked: (production: string, moment: string): string =>
    `Looked at in ${production} on ${moment}. Nothing was written there.`,
  damaged: (moment: string): string => `The damage is said to have happened on ${moment}.`,
  traced:
    'Behind each figure stands the number of its query: all of them are at the end of this page.',

  reading: 'First reading',
  nothingSeen: 'No figure stands out: the table looks as the backup has it.',
  transaction: (xid: string, number: number, moment: string): string =>
    `One transaction, ${xid}, committed on ${moment}, wrote ${rows(number)} as they are now.`,
  transactionAlone: (xid: string, number: number): string =>
    `One transaction, ${xid}, wrote ${rows(number)} as they are now. When it was committed, production does not keep.`,
  pattern: (number: number, changes: string): string =>
    `${rows(number)} changed alike: ${changes}.`,
  fewer: (now: number, less: number, dump: string): string =>
    `The table has ${rows(now)}, ${count(less)} fewer than the dump ${dump}.`,
  more: (now: number, added: number, dump: string): string =>
    `The table has ${rows(now)}, ${count(added)} more than the dump ${dump}.`,
  same: (now: number, dump: string): string =>
    `The table has ${rows(now)}, as many as the dump ${dump}.`,
  hole: (number: number, column: string, from: string, to: string): string =>
    from === to
      ? `${rows(number)} of ${from} ${wordFor(number, 'is', 'are')} missing, by ${column}.`
      : `${rows(number)} ${wordFor(number, 'is', 'are')} missing from ${from} to ${to}, by ${column}.`,
  valueMore: (number: number, column: string, value: string): string =>
    `${rows(number)} more than in the backup ${wordFor(number, 'has', 'have')} ${value} as ${wordFor(number, 'its', 'their')} ${column}.`,
  valueFewer: (number: number, column: string, value: string): string =>
    `${rows(number)} fewer than in the backup ${wordFor(number, 'has', 'have')} ${value} as ${wordFor(number, 'its', 'their')} ${column}.`,
  checksFailed: (names: string): string => `Checks that fail in production: ${names}.`,
  checksFailedThen: (number: number): string =>
    `${count(number)} ${number === 1 ? 'check' : 'checks'} failed in production.`,
  notValidated: (names: string): string =>
    `Constraints that production has not validated, so that older rows may break them: ${names}.`,
  writing: (number: number): string =>
    number === 1
      ? 'Somebody is writing to the table at this moment: see who before it is frozen.'
      : `${count(number)} sessions are writing to the table at this moment: see who before it is frozen.`,
  jobs: (names: string): string =>
    `Scheduled jobs that name the table, and may write to it again: ${names}.`,
  healthy: (dump: string, moment: string, number: string): string =>
    `The newest healthy dump is ${dump}, made ${moment}, with ${number}.`,
  healthyRows: (number: number | undefined): string =>
    number === undefined ? 'rows that were not counted' : rows(number),
  toldBy: {
    said: '',
    gone: 'It was made before the table was lost.',
    volume: 'It is the last one before the table lost rows.',
    transaction: 'It is the last one before that transaction.',
    nothing: 'Nothing tells when the damage happened: it is the newest one that can be read.',
  },
  notVerified:
    'It has not been read whole yet: do so (Verify Dump, `pra verify`) before it is relied on.',
  noHealthy: (number: number): string =>
    number === 1
      ? 'The one dump that there is is not of before the damage, or cannot be read.'
      : `None of the ${count(number)} dumps is of before the damage and can be read.`,

  pictures: 'Pictures',
  volumeTitle: 'Rows in each dump, and in production now',
  volumeAlt: 'Rows in each dump and in production.',
  volumeInWords: (dumps: number, least: string, most: string, now: string): string =>
    `${count(dumps)} ${dumps === 1 ? 'dump' : 'dumps'}: from ${least} to ${rowsText(most)}. In production now: ${now}.`,
  volumeAlone: (now: string): string => `Rows in production now: ${now}.`,
  now: 'now',
  noCount: 'not counted',
  dumpMark: 'dump',
  healthyMark: 'newest healthy dump',
  liveMark: 'production',
  liveNow: 'production now',
  whenCompared: 'When the rows were compared:',
  spreadOfLive: 'Production alone: no backup was counted beside it.',
  valuesTitle: (column: string): string => `Rows by ${column}`,
  valuesAlt: (column: string): string => `Rows by ${column}, backup against production.`,
  valuesInWords: (values: string): string => `Backup → production now: ${values}.`,
  noValue: '(none)',
  otherValues: 'other values',

  volumes: 'Volume',
  volumeHead: ['when', 'where', 'rows', 'change', 'standing', 'query'],
  standing: {
    verified: 'read whole',
    'not verified': 'not read whole yet',
    damaged: 'damaged',
    production: 'production',
  },
  estimate: (number: string): string => `about ${number} (the catalogue’s estimate)`,
  spread: 'Rows by date and by value',
  spreadNote: (backup: string): string =>
    `The backup is ${backup}. Values that fewer than five rows have are told together.`,
  spreadHead: ['column', 'value', 'backup', 'production', 'difference', 'query'],
  outside: 'no date, or far from all others',
  noSpread: 'No column of dates or of few values was counted on both sides.',

  transactions: 'Transactions that wrote the rows as they are now',
  transactionsHead: ['transaction', 'committed', 'rows', 'begun since', 'query'],
  transactionsNote:
    'A deleted row leaves no trace: production does not tell which transaction deleted it.',
  comparedTransactions: 'Of the rows that differ from the backup:',
  timesOff:
    'Production does not keep when a transaction was committed: track_commit_timestamp is off.',
  timeUnknown: 'not kept',

  compared: 'What the comparison found',
  comparedHead: ['difference', 'rows', 'query'],
  identical: 'identical',

  integrity: 'Integrity and checks',
  checksHead: ['check', 'expected', 'found', 'verdict', 'query'],
  verdicts: {
    kept: 'kept',
    broken: 'BROKEN',
    measured: 'measured',
    'not there': 'not there',
    'not run': 'not run',
  },
  /** What a check is to give. */
  expected: {
    'no rows': 'no rows',
    'any number': 'any number',
    between: (least: string, most: string): string => `between ${least} and ${most}`,
  },
  noChecks:
    'There are no checks for this table yet: Create Starter Checks (`pra checks --generate`) writes some from what holds in its rows.',
  rulesHead: ['constraint', 'definition', 'validated', 'query'],
  rulesCompared: ['constraint', 'in scratch', 'in production', 'query'],
  noRules: 'The table has no constraint.',
  validated: { yes: 'yes', no: 'NO' },
  there: { validated: 'there', 'not validated': 'there, not validated', absent: 'MISSING' },

  counters: 'Activity counters',
  countersSince: (moment: string): string =>
    `Counted by the server since ${moment}; what was rolled back is among it.`,
  countersAlways:
    'Counted by the server since its statistics were made; what was rolled back is among it.',
  countersHead: ['counter', 'value', 'query'],
  counter: {
    inserted: 'rows inserted',
    updated: 'rows updated',
    deleted: 'rows deleted',
    liveRows: 'rows, by the server’s estimate',
    deadRows: 'dead rows not cleaned up yet',
    bytes: 'size with indexes',
    sequentialScans: 'scans of the whole table',
    indexScans: 'scans by an index',
    vacuumedAt: 'last vacuum',
    analyzedAt: 'last analyze',
  },
  never: 'never',

  work: 'Sessions and jobs',
  sessionsHead: ['pid', 'user', 'application', 'does', 'transaction open for', 'statement'],
  does: { writes: 'WRITES', locks: 'locks', waits: 'waits', reads: 'reads' },
  noSessions: 'No session holds a lock on the table or waits for one.',
  prepared: (name: string, owner: string): string =>
    `Prepared transaction ${name} of ${owner} holds locks on it.`,
  subscription: (name: string): string => `The subscription ${name} brings rows into it.`,
  jobsHead: ['job', 'schedule', 'user', 'active', 'names the table', 'last run', 'command'],
  noScheduler:
    'No scheduler is known in this database (pg_cron): jobs of cron, Airflow and the like are to be asked of those who run them.',
  noJobs: 'The scheduler (pg_cron) has no job in this database.',
  yes: 'yes',
  no: 'no',

  restored: 'The restored table, before anyone trusts it',
  restoredNote: (scratch: string): string => `It stands in ${scratch}.`,
  restoredHead: ['', 'restored', 'production', 'query'],
  restoredRows: 'rows',

  restoredTable: restoredEn,
  gone: goneEn,

  missing: {
    slow: 'not known: it took too long',
    locked: 'not known: another session held the table',
    spared: 'not asked: the table is too large or locked',
    absent: 'no such table',
  },
  refused: (message: string): string => `not known: ${message}`,

  colon: ':',
  queries: 'Queries',
  queriesNote:
    'All of them were read only, each with limited time. Whoever wants to see a figure again can ask it again.',
  on: {
    production: 'in production',
    scratch: 'in the scratch database',
    dump: 'of the dump',
    incident: 'of the incident',
  },

  inReport: (moment: string, page: string): string =>
    `Qualified on ${moment}; the page with all figures and their queries: ${page}.`,
  inTimeline: 'The incident was qualified.',
};
