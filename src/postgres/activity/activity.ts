import type { HeldLock, SeenActivity, SeenSession } from '../../core/activity/tableActivity';
import { type Row, type TableId, tableLabel } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { ActivitySource } from '../../recovery/ports/activity';
import { resolveTable } from '../catalog';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { supportedMajor } from '../versions';
import { momentQuery, preparedQuery, sessionsQuery, subscriptionsQuery } from './activityQuery';

/** Who is at work on a table, asked of the catalogues over a connection of its own. */
export class PostgresActivity implements ActivitySource {
  constructor(
    private readonly live: ConnectionSettings,
    private readonly signal: AbortSignal,
  ) {}

  activityOn(table: TableName): Promise<SeenActivity> {
    const ask = (session: Session): Promise<SeenActivity> =>
      cancellable(session, this.signal, async () => {
        await supportedMajor(session, this.live);
        await session.query('begin read only');
        const seen = await seenOn(session, await resolveTable(session, table));
        await session.query('rollback');
        return seen;
      });
    return withSession(this.live, ask, this.signal);
  }
}

async function seenOn(session: Session, table: TableId): Promise<SeenActivity> {
  const [sessions = [], prepared = [], subscriptions = [], moment = []] = await session.rowsOfEach([
    sessionsQuery(table),
    preparedQuery(table),
    subscriptionsQuery(table),
    momentQuery,
  ]);
  const [[at, database] = []] = moment;
  return {
    ...{ table, at: at ?? '', database: database ?? '' },
    sessions: sessions.map((row) => seenSession(row, table)),
    prepared: prepared.map(([gid, owner, seconds, locks]) => ({
      ...{ name: gid ?? '', owner: owner ?? '', seconds: wholeSeconds(seconds) ?? 0 },
      locks: locksIn(locks, table),
    })),
    subscriptions: subscriptions.map(([name]) => name ?? ''),
  };
}

function seenSession(row: Row, table: TableId): SeenSession {
  const [pid, user, application, database, address, backend, state, query, hidden] = row;
  const [hasWritten, blockedBy, transaction, inState, locks] = row.slice(9);
  return {
    pid: Number(pid),
    ...{ user: user ?? '', application: application ?? '', database: database ?? '' },
    ...{ address: address ?? '', backend: backend ?? '', state: state ?? '' },
    ...{ query: query ?? '', hidden: hidden === 'true', hasWritten: hasWritten === 'true' },
    // A parallel query's processes each name the same session.
    blockedBy: [...new Set(JSON.parse(blockedBy ?? '[]') as readonly number[])],
    ...optional('transactionSeconds', wholeSeconds(transaction)),
    ...optional('stateSeconds', wholeSeconds(inState)),
    locks: locksIn(locks, table),
  };
}

/** As the query makes them. */
interface FoundLock {
  readonly mode: string;
  readonly granted: boolean;
  readonly schema: string;
  readonly name: string;
}

function locksIn(json: string | null | undefined, table: TableId): readonly HeldLock[] {
  return (JSON.parse(json ?? '[]') as readonly FoundLock[]).map(
    ({ mode, granted, schema, name }) => ({
      ...(schema === table.schema && name === table.name
        ? {}
        : { partition: tableLabel({ schema, name }) }),
      ...{ mode, granted },
    }),
  );
}

/** A clock that was set back gives no negative age. */
function wholeSeconds(seconds: string | null | undefined): number | undefined {
  return seconds === null || seconds === undefined
    ? undefined
    : Math.max(0, Math.floor(Number(seconds)));
}

function optional<N extends string>(
  name: N,
  value: number | undefined,
): Partial<Readonly<Record<N, number>>> {
  // The compiler takes a computed name for any text.
  return value === undefined ? {} : ({ [name]: value } as Readonly<Record<N, number>>);
}
