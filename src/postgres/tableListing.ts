import type { TableId } from '../core/catalog/table';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { cancellable } from './connection/cancellable';
import { Session } from './connection/session';

export interface ListedTable {
  readonly id: TableId;
  /** The planner's estimate; undefined where the table was never analysed. */
  readonly rows: number | undefined;
  /** With its partitions, indexes and large values. */
  readonly bytes: number;
}

export interface ServerFacts {
  /** `15.18`. */
  readonly version: string;
  readonly isStandby: boolean;
  readonly isSuperuser: boolean;
}

/** The tables that can be put right, by schema and name: no partitions, nothing of the system's. */
export async function listTables(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<readonly ListedTable[]> {
  const rows = await asked(settings, signal, (session) => session.rows(tablesQuery));
  return rows.map(([schema, name, estimate, bytes]) => ({
    id: { schema: schema ?? '', name: name ?? '' },
    rows: Number(estimate) < 0 ? undefined : Number(estimate),
    bytes: Number(bytes),
  }));
}

/** @throws {RecoveryError} as {@link Session.connect}. */
export async function serverFacts(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<ServerFacts> {
  const [version, standby, superuser] = await asked(settings, signal, (session) =>
    session.row(factsQuery),
  );
  return {
    version: version?.split(' ')[0] ?? '',
    isStandby: standby === 't',
    isSuperuser: superuser === 'on',
  };
}

async function asked<T>(
  settings: ConnectionSettings,
  signal: AbortSignal,
  ask: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await Session.connect(settings, signal);
  try {
    await session.query(`set default_transaction_read_only = on`);
    return await cancellable(session, signal, () => ask(session));
  } finally {
    await session.close();
  }
}

const factsQuery = `
  select current_setting('server_version'),
         pg_catalog.pg_is_in_recovery(),
         current_setting('is_superuser')`;

/**
 * Never analysed is -1 rows from 14 on, and before that 0 rows on 0 pages.
 * pg_partition_tree gives nothing but the table itself where it has no partitions.
 */
const tablesQuery = `
  select n.nspname,
         c.relname,
         estimate.rows,
         estimate.bytes
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n
      on n.oid = c.relnamespace
   cross join lateral (
           select case
                    when bool_or(leaf.reltuples < 0
                                 or leaf.relpages = 0 and pg_catalog.pg_relation_size(leaf.oid) > 0)
                    then -1
                    else sum(leaf.reltuples)
                  end::numeric as rows,
                  sum(pg_catalog.pg_total_relation_size(leaf.oid)) as bytes
             from (
                    select c.oid, c.reltuples, c.relpages
                     where c.relkind = 'r'
                     union all
                    select part.oid, part.reltuples, part.relpages
                      from pg_catalog.pg_partition_tree(c.oid) tree
                      join pg_catalog.pg_class part
                        on part.oid = tree.relid
                     where c.relkind = 'p'
                       and tree.isleaf
                  ) leaf
         ) estimate
   where c.relkind in ('r', 'p')
     and not c.relispartition
     and c.relpersistence <> 't'
     and n.nspname <> 'information_schema'
     and n.nspname !~ '^pg_'
   order by n.nspname collate "C",
            c.relname collate "C"`;
