import type { TableId } from '../../core/catalog/table';
import { quoteTable } from '../../core/sql/quote';
import type { Session } from '../connection/session';

/** A partition that holds rows itself. */
export interface Leaf {
  readonly id: TableId;
  /** The foreign server where its rows lie; undefined for those that lie here. */
  readonly server: string | undefined;
  /** Rights and policies of the whole table are not those of a partition by itself. */
  readonly isReadable: boolean;
}

/** All partitions that hold rows; none where the table has no partitions. */
export async function leavesOf(session: Session, table: TableId): Promise<readonly Leaf[]> {
  const rows = await session.rows(leavesQuery, [quoteTable(table)]);
  return rows.map(([schema, name, server, isReadable]) => ({
    id: { schema: schema ?? '', name: name ?? '' },
    server: server ?? undefined,
    isReadable: isReadable === 't',
  }));
}

/** How many foreign servers they lie on. */
export function serversOf(leaves: readonly Leaf[]): number {
  return new Set(leaves.flatMap(({ server }) => server ?? [])).size;
}

/**
 * The leaves that each session reads, the same ones all the time: postgres_fdw takes a snapshot of each
 * foreign server for each session, at its first access, and a leaf seen by two sessions would be seen at
 * two moments. So what lies on one server goes to one session; what lies here may go to any.
 */
export function shareOut(leaves: readonly Leaf[], sessions: number): readonly (readonly Leaf[])[] {
  const shares = Array.from({ length: sessions }, (): Leaf[] => []);
  const servers = new Map<string, number>();
  for (const [index, leaf] of leaves.entries()) {
    const key = leaf.server ?? `here ${index}`;
    const share = servers.get(key) ?? servers.size % sessions;
    servers.set(key, share);
    shares[share]?.push(leaf);
  }
  return shares.filter((share) => share.length > 0);
}

const leavesQuery = `
  select n.nspname, c.relname, s.srvname,
         has_table_privilege(c.oid, 'select') and not row_security_active(c.oid)
    from pg_catalog.pg_partition_tree($1::regclass) p
    join pg_catalog.pg_class c on c.oid = p.relid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_foreign_table f on f.ftrelid = c.oid
    left join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
   where p.isleaf
     and p.level > 0
   order by c.oid`;
