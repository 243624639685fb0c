import { type ActiveSession, type TableActivity } from '../../activity/tableActivity';
import type { WritingTransaction } from '../../diff/storedTransactions';
import { code, list, paragraph, plain, table } from '../../markdown';
import type { Saying } from '../../report/saying';
import { isAbsent, valueOf } from '../figure';
import type { Counters, Job, Qualification } from '../qualification';
import { figureText, missingSentence, missingText } from './cells';
import { reference } from './queries';

export function transactionSection(
  { live, compared }: Qualification,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.qualify;
  const { transactions, keepsCommitTimes } = live;
  if (isAbsent(transactions) && !compared) {
    return [];
  }
  const committed = (at: string | undefined): string =>
    at === undefined ? say.timeUnknown : moments.short(at);
  const differing = (compared?.transactions ?? []).map(({ xid, rows, committedAt }) => [
    ...[xid, committed(committedAt), words.count(rows), ''],
    reference(compared?.query ?? 0),
  ]);
  const all = (valueOf(transactions) ?? [])
    .filter(isTelling)
    .map(({ xid, rows, committedAt, age }) => [
      ...[xid, committed(committedAt), words.count(rows), words.count(age)],
      reference(transactions.query),
    ]);
  return [
    `## ${say.transactions}`,
    '',
    ...('missing' in transactions ? paragraph(missingText(transactions.missing, words)) : []),
    ...table(say.transactionsHead, all),
    ...(differing.length > 0 ? paragraph(say.comparedTransactions) : []),
    ...table(say.transactionsHead, differing),
    ...paragraph(say.transactionsNote, !keepsCommitTimes && say.timesOff),
  ];
}

const mostSingle = 3;

/** Of those that wrote a row each, a few are enough. */
function isTelling({ rows }: WritingTransaction, at: number): boolean {
  return rows > 1 || at < mostSingle;
}

export function counterSection(
  { live: { counters } }: Qualification,
  { words, moments }: Saying,
): readonly string[] {
  if (isAbsent(counters)) {
    return [];
  }
  const say = words.qualify;
  const since = valueOf(counters)?.since;
  const shown = (name: keyof Counters, value: Counters[keyof Counters]): string => {
    if (typeof value === 'number') {
      return name === 'bytes' ? words.size(value) : words.count(value);
    }
    return value === undefined ? say.never : moments.short(value);
  };
  const names = Object.keys(say.counter) as readonly (keyof typeof say.counter)[];
  return [
    `## ${say.counters}`,
    '',
    ...paragraph(
      since === undefined ? say.countersAlways : say.countersSince(moments.full(since)),
      reference(counters.query),
    ),
    ...table(
      say.countersHead,
      names.map((name) => [
        say.counter[name],
        figureText(counters, words, (value) => shown(name, value[name])),
        reference(counters.query),
      ]),
    ),
  ];
}

export function workSection({ activity, live }: Qualification, saying: Saying): readonly string[] {
  const { words } = saying;
  const say = words.qualify;
  return [
    `## ${say.work}`,
    '',
    ...('missing' in activity
      ? paragraph(missingSentence(activity.missing, words), reference(activity.query))
      : sessionLines(activity.value, activity.query, saying)),
    ...jobLines(live.jobs, saying),
  ];
}

function sessionLines(
  { sessions, prepared, subscriptions }: TableActivity,
  query: number,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.qualify;
  const isQuiet = sessions.length === 0 && prepared.length === 0;
  return [
    ...paragraph(isQuiet && say.noSessions, reference(query)),
    ...table(
      say.sessionsHead,
      sessions.map((session) => [
        String(session.pid),
        plain(session.user),
        plain(session.application),
        say.does[doing(session)],
        session.transactionSeconds === undefined ? '' : moments.lasting(session.transactionSeconds),
        statementText(session.statement),
      ]),
    ),
    ...list([
      ...prepared.map(({ name, owner }) => say.prepared(code(name), plain(owner))),
      ...subscriptions.map((name) => say.subscription(code(name))),
    ]),
  ];
}

function doing({
  writes,
  holdsUpFreeze,
  blockedBy,
}: ActiveSession): keyof Saying['words']['qualify']['does'] {
  if (writes) {
    return 'writes';
  }
  if (blockedBy.length > 0) {
    return 'waits';
  }
  return holdsUpFreeze ? 'locks' : 'reads';
}

function statementText(statement: Job['command']): string {
  return statement ? code(statement.text ?? statement.kind) : '';
}

function jobLines(
  jobs: Qualification['live']['jobs'],
  { words, moments }: Saying,
): readonly string[] {
  const say = words.qualify;
  if (!jobs) {
    return paragraph(say.noScheduler);
  }
  if ('missing' in jobs) {
    return paragraph(missingText(jobs.missing, words), reference(jobs.query));
  }
  const lines = jobs.value
    .toSorted((one, other) => Number(other.namesTable) - Number(one.namesTable))
    .map(({ name, schedule, user, isActive, namesTable, lastRun, command }) => [
      ...[plain(name), code(schedule), plain(user)],
      ...[isActive ? say.yes : say.no, namesTable ? `**${say.yes}**` : say.no],
      lastRun ? `${moments.short(lastRun.at)} ${plain(lastRun.status)}` : '',
      statementText(command),
    ]);
  return [
    ...paragraph(lines.length === 0 && say.noJobs, reference(jobs.query)),
    ...table(say.jobsHead, lines),
  ];
}
