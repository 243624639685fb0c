import type { TableId } from '../catalog/table';
import type { Freeze } from '../freeze/freeze';
import { type StatementText, statementText } from './statementText';

/** Who is at work on a table at one moment. Nothing in it is a row's value. */
export interface TableActivity {
  readonly table: TableId;
  readonly database: string;
  /** Undefined where the table takes writes. */
  readonly freeze?: Freeze | undefined;
  /** By the server's clock: ISO 8601. */
  readonly at: string;
  /** Writers first, then whoever else holds up a freeze; of each kind the oldest transaction first. */
  readonly sessions: readonly ActiveSession[];
  /** Transactions that a client has prepared and left: no session is to be seen for them. */
  readonly prepared: readonly PreparedTransaction[];
  /** Subscriptions that bring rows into it whenever their publisher sends any. */
  readonly subscriptions: readonly string[];
  /** Sessions whose state and statement the role may not see. */
  readonly hidden: number;
}

/** What a transaction holds of a table, or of one of its partitions. */
export interface HeldLock {
  /** Of the partition, where it is not of the table itself. */
  readonly partition?: string;
  /** `RowExclusiveLock`. */
  readonly mode: string;
  /** False while it is waited for. */
  readonly granted: boolean;
}

export interface PreparedTransaction {
  readonly name: string;
  readonly owner: string;
  /** Since it was prepared. */
  readonly seconds: number;
  readonly writes: boolean;
  readonly locks: readonly HeldLock[];
}

/** A session that holds a lock on the table or waits for one, or for which such a session waits. */
export interface ActiveSession {
  readonly pid: number;
  /** Empty where there is none, or it is not shown to this role. */
  readonly user: string;
  readonly application: string;
  readonly database: string;
  readonly address: string;
  /** `client backend`, `autovacuum worker`, `logical replication worker`. */
  readonly backend: string;
  /** `active`, `idle in transaction`. */
  readonly state: string;
  /** The role may not see what this session does. */
  readonly hidden: boolean;
  /** Its open transaction holds a writer's lock, and has written something. */
  readonly writes: boolean;
  /** It holds what a freeze has to wait for. */
  readonly holdsUpFreeze: boolean;
  /** Sessions that it waits for; 0 stands for a prepared transaction. */
  readonly blockedBy: readonly number[];
  /** Sessions that wait for it. */
  readonly blocks: readonly number[];
  readonly transactionSeconds?: number;
  /** Since it has been in its state: how long the statement runs, or the session is idle. */
  readonly stateSeconds?: number;
  /** The one that runs; of an idle session the last one. */
  readonly statement?: StatementText;
  readonly locks: readonly HeldLock[];
}

/** A session as the server shows it. */
export interface SeenSession extends Omit<
  ActiveSession,
  'writes' | 'holdsUpFreeze' | 'blocks' | 'statement'
> {
  /** Its transaction has a number: it has written something, in some table. */
  readonly hasWritten: boolean;
  /** As it was sent, with all its values; empty where there is none. */
  readonly query: string;
}

export interface SeenActivity extends Omit<TableActivity, 'sessions' | 'hidden' | 'prepared'> {
  readonly sessions: readonly SeenSession[];
  readonly prepared: readonly Omit<PreparedTransaction, 'writes'>[];
}

/** What is seen, told without values, and in the order in which it matters. */
export function tableActivity(seen: SeenActivity): TableActivity {
  const sessions = seen.sessions
    .map((session) => activeSession(session, seen.sessions))
    .toSorted((a, b) => weight(b) - weight(a) || seconds(b) - seconds(a) || a.pid - b.pid);
  return {
    ...seen,
    sessions,
    prepared: seen.prepared.map((each) => ({ ...each, writes: holdsWriterLock(each.locks) })),
    hidden: sessions.filter(({ hidden }) => hidden).length,
  };
}

function activeSession(
  { query, hasWritten, ...session }: SeenSession,
  all: readonly SeenSession[],
): ActiveSession {
  const statement = session.hidden ? undefined : statementText(query);
  return {
    ...session,
    writes: hasWritten && holdsWriterLock(session.locks),
    holdsUpFreeze: holdsUpFreeze(session.locks),
    blocks: all.flatMap(({ pid, blockedBy }) => (blockedBy.includes(session.pid) ? [pid] : [])),
    ...(statement ? { statement } : {}),
  };
}

const writerLocks = ['RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock'] as const;
/** What CREATE TRIGGER, which takes SHARE ROW EXCLUSIVE, has to wait for. */
const againstFreeze: readonly string[] = [
  ...writerLocks,
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'AccessExclusiveLock',
];

function holdsWriterLock(locks: readonly HeldLock[]): boolean {
  const writers: readonly string[] = [...writerLocks, 'AccessExclusiveLock'];
  return locks.some(({ mode, granted }) => granted && writers.includes(mode));
}

function holdsUpFreeze(locks: readonly HeldLock[]): boolean {
  return locks.some(({ mode, granted }) => granted && againstFreeze.includes(mode));
}

function weight({ writes, holdsUpFreeze: holdsUp, blocks, blockedBy }: ActiveSession): number {
  return (
    (writes ? 8 : 0) +
    (holdsUp ? 4 : 0) +
    (blocks.length > 0 ? 2 : 0) +
    (blockedBy.length > 0 ? 1 : 0)
  );
}

function seconds({ transactionSeconds = 0 }: ActiveSession): number {
  return transactionSeconds;
}
