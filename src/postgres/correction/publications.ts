import type { Correction } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { FoundTable } from './guard';
import type { Line } from './line';

/** Of $1 or its partitions: which publication carries what, and whether each of them has a replica identity. */
const publishing = `
    select
      pub.pubname, pub.pubinsert::text, pub.pubupdate::text, pub.pubdelete::text,
      min(member.relid::regclass::text) filter (where not identity.has),
      (bool_or(has_key) filter (where not identity.has))::text
    from (
      select relid from pg_partition_tree($1::oid) where isleaf
      union
      select $1::oid
    ) as member(relid)
    join pg_class c on c.oid = member.relid and c.relkind = 'r'
    cross join lateral (
      select exists (select from pg_index where indrelid = c.oid and indisprimary)
    ) as key(has_key)
    cross join lateral (
      select
        c.relreplident = 'f'
        or c.relreplident = 'd' and has_key
        or c.relreplident = 'i'
        and exists (select from pg_index where indrelid = c.oid and indisreplident and indisvalid)
    ) as identity(has)
    join pg_publication pub on exists (
      select
      from (
        select relid from pg_partition_ancestors(c.oid)
        union
        select c.oid
      ) as published(relid)
      join pg_class as of_published on of_published.oid = published.relid
      join pg_namespace n on n.oid = of_published.relnamespace
      join pg_publication_tables t
        on t.pubname = pub.pubname and t.schemaname = n.nspname and t.tablename = of_published.relname
    )
    group by pub.oid, pub.pubname, pub.pubinsert, pub.pubupdate, pub.pubdelete
    order by 1`;

/** A publication that carries what is written to other servers. */
interface Publication {
  readonly name: string;
  readonly actions: readonly Action[];
  /** The table, or a partition, whose updates and deletes PostgreSQL refuses for it. */
  readonly without: { readonly table: string; readonly hasKey: boolean } | undefined;
}

type Action = Correction['action'];

/** Names of the publications that carry any of the actions to other servers. */
export async function publicationsThatTake(
  line: Line,
  table: FoundTable,
  actions: readonly Action[],
): Promise<readonly string[]> {
  const taking = await publicationsOf(line, table, actions);
  return taking.map(({ name }) => name);
}

/**
 * @throws {RecoveryError} `database-refused` where a publication carries updates or deletes of a table that has no
 * replica identity: PostgreSQL would refuse them in the middle, or the deletes that take inserts back.
 */
export async function refuseWithoutIdentity(
  line: Line,
  table: FoundTable,
  actions: readonly Action[],
): Promise<void> {
  const undoing = actions.includes('insert') ? (['delete'] as const) : [];
  const asked = [...actions, ...undoing];
  for (const { name, actions: taken, without } of await publicationsOf(line, table, asked)) {
    const refused = taken.find((action) => action !== 'insert');
    if (refused && without) {
      throw noIdentity(without, name, actions.includes(refused) ? refused : 'undo');
    }
  }
}

async function publicationsOf(
  line: Line,
  { oid }: FoundTable,
  asked: readonly Action[],
): Promise<readonly Publication[]> {
  // Most databases have none, and planning the question takes longer than answering it.
  const [areAny] = await line.row('select exists (select from pg_publication)::text');
  if (areAny !== 'true') {
    return [];
  }
  const { rows } = await line.ask(publishing, [oid]);
  const found = rows.map(([name, insert, update, remove, table, hasKey]) => {
    const takes = { insert, update, delete: remove };
    return {
      name: name ?? '',
      actions: [...new Set(asked)].filter((action) => takes[action] === 'true'),
      without:
        table === null || table === undefined ? undefined : { table, hasKey: hasKey === 'true' },
    };
  });
  return found.filter(({ actions }) => actions.length > 0);
}

function noIdentity(
  { table, hasKey }: NonNullable<Publication['without']>,
  publication: string,
  refused: Action | 'undo',
): RecoveryError {
  const identity = hasKey ? 'DEFAULT' : 'FULL';
  return new RecoveryError(
    'database-refused',
    refused === 'undo'
      ? `${table} has no replica identity, and the publication ${publication} carries its deletes: what is inserted could not be undone.`
      : `${table} has no replica identity, and the publication ${publication} carries its changes: PostgreSQL refuses each ${refused}.`,
    {
      hint: `Its owner can give it one: ALTER TABLE ${table} REPLICA IDENTITY ${identity}.`,
      sqlstate: '55000',
    },
  );
}
