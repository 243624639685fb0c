import type { Row } from '../../core/catalog/table';
import type { Blocker } from '../../core/freeze/blocker';
import { arrayText } from '../correction/arrayText';
import type { RowsSource } from './reading';

/** The lock that is wanted, and by which others it is kept away. */
export type WantedLock = 'to freeze' | 'to unfreeze';

const conflicting: Readonly<Record<WantedLock, readonly string[]>> = {
  // With SHARE ROW EXCLUSIVE: whoever writes, or changes the table.
  'to freeze': [
    ...['RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock'],
    ...['ExclusiveLock', 'AccessExclusiveLock'],
  ],
  // With ACCESS EXCLUSIVE: whoever reads, too.
  'to unfreeze': [
    ...['AccessShareLock', 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock'],
    ...['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'],
  ],
};

/** Who holds one of these tables against us, or waits for it before us; the longest first. */
export async function blockersOf(
  source: RowsSource,
  oids: readonly string[],
  wanted: WantedLock,
): Promise<readonly Blocker[]> {
  const rows = await source.rows(blockersQuery, [arrayText(oids), arrayText(conflicting[wanted])]);
  return rows.map(blocker);
}

/** Whom a process waits for with its lock; empty where it waits for none. */
export async function blockersOfProcess(
  source: RowsSource,
  pid: string,
): Promise<readonly Blocker[]> {
  // Mostly none: who they are takes the server a hundred times as long to say.
  const [[isBlocked] = []] = await source.rows(isBlockedQuery, [pid]);
  return isBlocked === 'true'
    ? (await source.rows(blockersOfProcessQuery, [pid])).map(blocker)
    : [];
}

function blocker([pid, prepared, user, application, since, state]: Row): Blocker {
  return {
    pid: pid === null || pid === undefined ? undefined : Number(pid),
    ...{ prepared: prepared ?? undefined, user: user ?? '', application: application ?? '' },
    ...{ since: since ?? undefined, state: state ?? undefined },
  };
}

/** Of a session `a`, or a prepared transaction `p`. */
const since = `pg_catalog.to_char(coalesce(a.xact_start, p.prepared) at time zone 'UTC',
                                    'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const isBlockedQuery = `select (pg_catalog.pg_blocking_pids($1::int) <> '{}')::text`;

/** A prepared transaction is process 0; its rows are waited for by its number. */
const blockersOfProcessQuery = `
  select distinct nullif(blocker.pid, 0)::text, p.gid, coalesce(a.usename, p.owner),
         coalesce(a.application_name, ''), ${since}, a.state
    from pg_catalog.pg_stat_activity own
   cross join lateral unnest(pg_catalog.pg_blocking_pids(own.pid)) blocker (pid)
    left join pg_catalog.pg_stat_activity a on a.pid = blocker.pid
    left join pg_catalog.pg_locks wanted
      on blocker.pid = 0
     and wanted.pid = own.pid
     and not wanted.granted
    left join pg_catalog.pg_prepared_xacts p on p.transaction = wanted.transactionid
   where own.pid = $1::int
     and own.wait_event_type = 'Lock'
   limit 50`;

/** A prepared transaction has no process; among its locks is one on its own number. */
const blockersQuery = `
  select distinct on (since is null, since, pid, prepared)
         pid::text, prepared, usename, application, since, state
    from (select l.pid, p.gid as prepared,
                 coalesce(a.usename, p.owner) as usename,
                 coalesce(a.application_name, '') as application,
                 ${since} as since,
                 a.state
            from pg_catalog.pg_locks l
            left join pg_catalog.pg_stat_activity a on a.pid = l.pid
            left join pg_catalog.pg_locks own
              on l.pid is null
             and own.pid is null
             and own.virtualtransaction = l.virtualtransaction
             and own.locktype = 'transactionid'
            left join pg_catalog.pg_prepared_xacts p on p.transaction = own.transactionid
           where l.locktype = 'relation'
             and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
             and l.relation = any($1::oid[])
             and l.mode = any($2::text[])
             and l.pid is distinct from pg_catalog.pg_backend_pid()) found
   order by since is null, since, pid, prepared
   limit 50`;
