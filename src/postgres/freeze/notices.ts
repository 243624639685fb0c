import { tableLabel } from '../../core/catalog/table';
import type { Session } from '../connection/session';
import { arrayText } from '../correction/arrayText';
import type { Hierarchy, Member } from './hierarchy';

/** What a freeze does not hold, and what else is to be known of it; a sentence each. */
export async function freezeNotices(
  session: Session,
  { members, parents }: Hierarchy,
): Promise<readonly string[]> {
  const cascading = await cascadingParents(session, members);
  const subscribed = members.filter(({ isSubscribed }) => isSubscribed);
  const foreign = members.filter(({ kind }) => kind === 'foreign');
  const isTree = members.length > 1 || members.some(({ kind }) => kind === 'partitioned');
  return [
    ...(subscribed.length > 0 ? [replicationGoesOn(subscribed, parents.length > 0)] : []),
    ...(foreign.length > 0
      ? [`What is written to ${labels(foreign)} on its own server is not refused.`]
      : []),
    ...(isTree
      ? [
          'A partition that is attached later, or a table that inherits later, does not carry the freeze: freeze again to cover it.',
        ]
      : []),
    ...(cascading.length > 0
      ? [
          `Deletes in ${cascading.join(', ')}, and changes of its keys, are refused as well where they would be passed on to the frozen table.`,
        ]
      : []),
    'A dump taken while the table is frozen holds the freeze: restored by other means than this tool, the table is frozen there, too.',
  ];
}

function replicationGoesOn(subscribed: readonly Member[], isRefusedByRow: boolean): string {
  const what = labels(subscribed);
  return isRefusedByRow
    ? `${what} takes rows from a subscription: its replication stops with an error until it is unfrozen.`
    : `${what} takes rows from a subscription: its replication goes on, but for a TRUNCATE and for copying the table anew, which stop it.`;
}

function labels(members: readonly Member[]): string {
  return members.map(({ table }) => tableLabel(table)).join(', ');
}

/** Tables that these refer to by keys that pass deletes, or changes of keys, on to them. */
async function cascadingParents(
  session: Session,
  members: readonly Member[],
): Promise<readonly string[]> {
  const oids = arrayText(members.map(({ oid }) => oid));
  const rows = await session.rows(
    `select distinct n.nspname || '.' || c.relname
       from pg_catalog.pg_constraint con
       join pg_catalog.pg_class c on c.oid = con.confrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where con.contype = 'f'
        and con.conrelid = any($1::oid[])
        and not con.confrelid = any($1::oid[])
        and not c.relispartition
        and (con.confdeltype in ('c', 'n', 'd') or con.confupdtype in ('c', 'n', 'd'))
      order by 1`,
    [oids],
  );
  return rows.map(([label]) => label ?? '');
}
