import type { TableId } from '../../core/catalog/table';
import { quoteLiteral } from '../../core/sql/quote';

/** Of what the queries below look at: the table, what inherits from it, and the locks on these. */
function lockedTables({ schema, name }: TableId): string {
  return `
  recursive relations (oid) as (
    select c.oid
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${quoteLiteral(schema)}
       and c.relname = ${quoteLiteral(name)}
     union
    select i.inhrelid
      from relations
      join pg_catalog.pg_inherits i on i.inhparent = relations.oid),
  locks as materialized (
    select * from pg_catalog.pg_locks),
  held as (
    select locks.pid,
           locks.virtualtransaction,
           pg_catalog.json_agg(pg_catalog.json_build_object(
             'mode', locks.mode,
             'granted', locks.granted,
             'schema', n.nspname,
             'name', c.relname) order by locks.granted desc, locks.mode, c.oid) as found
      from locks
      join relations on relations.oid = locks.relation
      join pg_catalog.pg_class c on c.oid = locks.relation
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where locks.database = (select d.oid
                               from pg_catalog.pg_database d
                              where d.datname = pg_catalog.current_database())
       and locks.pid is distinct from pg_catalog.pg_backend_pid()
     group by locks.pid, locks.virtualtransaction)`;
}

/** Whom a session waits for; asked of none that waits for nothing, since it stops the server's lock manager for a moment. */
const blockers = (pid: string): string => `
  case when exists (select from locks waiting where waiting.pid = ${pid} and not waiting.granted)
       then pg_catalog.pg_blocking_pids(${pid})
       else '{}'
  end`;

/** A row for each session that holds a lock on the table or waits for one, and for each that one of them waits for. */
export function sessionsQuery(table: TableId): string {
  return `
  with ${lockedTables(table)},
  involved (pid) as (
    select held.pid from held where held.pid is not null
     union
    select blocker.pid
      from involved
     cross join lateral unnest(${blockers('involved.pid')}) blocker (pid)
     where blocker.pid <> 0)
  select involved.pid::text,
         a.usename,
         a.application_name,
         a.datname,
         pg_catalog.host(a.client_addr),
         a.backend_type,
         a.state,
         a.query,
         (a.query = '<insufficient privilege>')::text,
         exists (select from locks own
                  where own.pid = involved.pid
                    and own.locktype = 'transactionid'
                    and own.mode = 'ExclusiveLock'
                    and own.granted)::text,
         pg_catalog.to_json(${blockers('involved.pid')})::text,
         extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::text,
         extract(epoch from pg_catalog.clock_timestamp() - a.state_change)::text,
         held.found::text
    from involved
    join pg_catalog.pg_stat_activity a on a.pid = involved.pid
    left join held on held.pid = involved.pid
   order by involved.pid`;
}

/** Transactions that were prepared for a later COMMIT and hold locks on the table. */
export function preparedQuery(table: TableId): string {
  return `
  with ${lockedTables(table)}
  select p.gid,
         p.owner,
         extract(epoch from pg_catalog.clock_timestamp() - p.prepared)::text,
         held.found::text
    from held
    join locks own
      on own.pid is null
     and own.virtualtransaction = held.virtualtransaction
     and own.locktype = 'transactionid'
    join pg_catalog.pg_prepared_xacts p on p.transaction = own.transactionid
   where held.pid is null
   order by p.prepared`;
}

/** By a view that every role may read, which the catalogue of subscriptions is not. */
export function subscriptionsQuery(table: TableId): string {
  return `
  with ${lockedTables(table)}
  select distinct s.subname
    from relations
    join pg_catalog.pg_subscription_rel r on r.srrelid = relations.oid
    join pg_catalog.pg_stat_subscription s on s.subid = r.srsubid
   order by 1`;
}

export const momentQuery = `
  select pg_catalog.to_char(pg_catalog.clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
         pg_catalog.current_database()`;
