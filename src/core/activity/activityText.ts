import { tableLabel } from '../catalog/table';
import { freezeLabel } from '../freeze/freeze';
import { count, counted, shownName } from '../words';
import type { ActiveSession, HeldLock, PreparedTransaction, TableActivity } from './tableActivity';

/** For a person to read, a line each; names of others on one line, whatever they hold. */
export function activityText(activity: TableActivity): string {
  const { table, freeze, sessions, prepared, subscriptions } = activity;
  return [
    headline(activity),
    ...(freeze ? [`${tableLabel(table)} is frozen ${freezeLabel(freeze)}.`] : []),
    ...sessions.flatMap((session) => ['', ...sessionLines(session)]),
    ...prepared.flatMap((transaction) => ['', ...preparedLines(transaction)]),
    ...notes(activity).flatMap((note) => ['', note]),
    ...subscriptions.map(
      (name) =>
        `\nSubscription ${shownName(name)} brings rows into the table; a freeze does not stop it.`,
    ),
  ].join('\n');
}

/** Who would have to end before the table could be frozen: `pid 4711 (app), transaction "x"`. */
export function holdingUpFreeze({ sessions, prepared }: TableActivity): readonly string[] {
  return [
    ...sessions
      .filter(({ holdsUpFreeze }) => holdsUpFreeze)
      .map(
        ({ pid, application }) =>
          `pid ${pid}${application === '' ? '' : ` (${shownName(application)})`}`,
      ),
    ...prepared.map(({ name }) => `prepared transaction “${shownName(name)}”`),
  ];
}

/** `3 h 20 min`, `45 s`. */
export function durationText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours >= 48) {
    return counted(Math.floor(hours / 24), 'day');
  }
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''];
  return parts.filter((part) => part !== '').join(' ') || `${Math.floor(seconds)} s`;
}

function headline({ table, database, at, sessions, prepared }: TableActivity): string {
  const name = `${tableLabel(table)} in ${database}, ${at.replace('T', ' ').replace('Z', ' UTC')}`;
  if (sessions.length === 0 && prepared.length === 0) {
    return `${name}: no session holds a lock on it or waits for one.`;
  }
  const writers = [...sessions, ...prepared].filter(({ writes }) => writes).length;
  const waiting = sessions.filter(({ blockedBy }) => blockedBy.length > 0).length;
  return `${name}: ${count(writers)} writing, ${count(waiting)} waiting, ${counted(sessions.length, 'session')} at work on it.`;
}

function sessionLines(session: ActiveSession): readonly string[] {
  return [who(session), ...details(session).map((line) => `  ${line}`)];
}

/** `pid 4711 · writes · app_rdv · guichet · 10.0.0.4` */
function who({ pid, user, application, address, backend, ...session }: ActiveSession): string {
  const kind = backend === 'client backend' ? '' : backend;
  return [`pid ${pid}`, doing(session), user, application, address, kind]
    .filter((part) => part !== '')
    .map(shownName)
    .join(' · ');
}

function doing({
  writes,
  holdsUpFreeze,
  blockedBy,
  locks,
}: Pick<ActiveSession, 'writes' | 'holdsUpFreeze' | 'blockedBy' | 'locks'>): string {
  if (writes) {
    return 'WRITES';
  }
  if (blockedBy.length > 0) {
    return 'WAITS';
  }
  if (locks.length === 0) {
    return 'BLOCKS';
  }
  return holdsUpFreeze ? 'LOCKS' : 'READS';
}

function details(session: ActiveSession): readonly string[] {
  const { blockedBy, blocks, locks, statement, state, hidden } = session;
  const isRunning = state === 'active';
  return [
    hidden ? 'its state and statement are not shown to this role' : stateText(session),
    locks.length > 0 ? locksText(locks) : '',
    blockedBy.length > 0 ? `waits for ${blockedBy.map(blocker).join(', ')}` : '',
    blocks.length > 0 ? `${blocks.map((pid) => `pid ${pid}`).join(', ')} waits for it` : '',
    statement
      ? `${isRunning ? 'runs' : 'last'}: ${shownName(statement.text ?? statement.kind)}`
      : '',
  ].filter((line) => line !== '');
}

function blocker(pid: number): string {
  return pid === 0 ? 'a prepared transaction' : `pid ${pid}`;
}

function stateText({ state, stateSeconds, transactionSeconds }: ActiveSession): string {
  const since = stateSeconds === undefined ? '' : ` for ${durationText(stateSeconds)}`;
  const open =
    transactionSeconds === undefined
      ? ''
      : `transaction open for ${durationText(transactionSeconds)}`;
  return [state === '' ? '' : `${state}${since}`, open].filter((part) => part !== '').join(', ');
}

/** `holds ROW EXCLUSIVE; waits for SHARE (partition s.p1)`: each mode once, with the partitions it is on. */
function locksText(locks: readonly HeldLock[]): string {
  const found = new Map<string, string[]>();
  for (const { granted, mode, partition } of locks) {
    const key = `${granted ? 'holds' : 'waits for'} ${modeText(mode)}`;
    found.set(key, [...(found.get(key) ?? []), ...(partition === undefined ? [] : [partition])]);
  }
  return Array.from(found, ([key, partitions]) => `${key}${partitionsText(partitions)}`).join('; ');
}

function partitionsText(partitions: readonly string[]): string {
  const [first, ...others] = partitions;
  if (first === undefined) {
    return '';
  }
  return others.length === 0
    ? ` on ${shownName(first)}`
    : ` on ${shownName(first)} and ${counted(others.length, 'other partition')}`;
}

/** As LOCK TABLE writes it: `RowExclusiveLock` is `ROW EXCLUSIVE`. */
function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

function preparedLines({
  name,
  owner,
  seconds,
  writes,
  locks,
}: PreparedTransaction): readonly string[] {
  return [
    `prepared transaction “${shownName(name)}” · ${writes ? 'WRITES' : 'LOCKS'} · ${shownName(owner)}`,
    `  prepared ${durationText(seconds)} ago, waits for COMMIT PREPARED or ROLLBACK PREPARED; no session is to be seen for it`,
    ...(locks.length > 0 ? [`  ${locksText(locks)}`] : []),
  ];
}

function notes(activity: TableActivity): readonly string[] {
  const holding = holdingUpFreeze(activity);
  const { hidden } = activity;
  return [
    ...(holding.length > 0 ? [`A freeze waits for: ${holding.join(', ')}.`] : []),
    ...(hidden > 0
      ? [
          `Of ${counted(hidden, 'session')} this role sees no state and no statement: whoever is a member of pg_read_all_stats does.`,
        ]
      : []),
  ];
}
