import type { TableId } from '../../core/catalog/table';
import { type RowsSource, tableOf } from './reading';

/** A table with all that is below it, as freezing needs to know it. */
export interface Hierarchy {
  /** The table itself first. */
  readonly members: readonly Member[];
  /** Tables above it that it is a partition of, or inherits from: writes through them reach it. */
  readonly parents: readonly TableId[];
}

export interface Member {
  readonly oid: string;
  readonly table: TableId;
  readonly kind: 'table' | 'partitioned' | 'foreign';
  /** The role may do with it what its owner may. */
  readonly isOurs: boolean;
  readonly owner: string;
  /** Some subscription writes its rows. */
  readonly isSubscribed: boolean;
  /** It is a partition of one of the others, or inherits from it. */
  readonly isPartition: boolean;
}

const kinds: Readonly<Record<string, Member['kind']>> = { p: 'partitioned', f: 'foreign' };

export async function hierarchyOf(source: RowsSource, oid: string): Promise<Hierarchy> {
  const members = (await source.rows(membersQuery, [oid])).map(
    ([schema = '', name = '', memberOid, kind, ours, owner, subscribed, partition]) => ({
      ...{ oid: memberOid ?? '', table: tableOf([schema, name]), owner: owner ?? '' },
      ...{ kind: kinds[kind ?? ''] ?? 'table', isOurs: ours === 't' },
      ...{ isSubscribed: subscribed === 't', isPartition: partition === 't' },
    }),
  );
  return { members, parents: (await source.rows(parentsQuery, [oid])).map(tableOf) };
}

const membersQuery = `
  with recursive tree (oid) as (
    select $1::oid
     union
    select i.inhrelid
      from tree
      join pg_catalog.pg_inherits i on i.inhparent = tree.oid)
  select n.nspname, c.relname, c.oid::text, c.relkind,
         pg_catalog.pg_has_role(c.relowner, 'USAGE'),
         pg_catalog.pg_get_userbyid(c.relowner),
         exists (select from pg_catalog.pg_subscription_rel s where s.srrelid = c.oid),
         c.relispartition
    from tree
    join pg_catalog.pg_class c on c.oid = tree.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   order by c.oid <> $1::oid, n.nspname, c.relname`;

const parentsQuery = `
  select n.nspname, c.relname
    from pg_catalog.pg_inherits i
    join pg_catalog.pg_class c on c.oid = i.inhparent
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where i.inhrelid = $1::oid
   order by 1, 2`;
