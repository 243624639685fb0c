import type { TableId } from '../../core/catalog/table';
import type { FoundTable } from '../../core/restore/restoredTables';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { FilledScratch } from '../../recovery/ports/externalRunner';
import type { ScratchOrigin } from '../../recovery/ports/scratch';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { parseScratchMark, scratchMark } from './scratchMark';

/** Looks at scratch databases of the server that another program than ours has been at work in. */
export function filledScratch(server: ConnectionSettings): FilledScratch {
  return {
    isIntact: (database) =>
      withSession(server, async (session) => (await stateOf(session, database)) === 'intact'),
    reclaim: (database, origin) =>
      withSession(server, (session) => reclaim(session, database, origin)),
    others: () => withSession(server, others),
    count: (target, tables, signal) =>
      withSession(target, (session) =>
        cancellable(session, signal, () => countTables(session, tables)),
      ),
  };
}

async function stateOf(
  session: Session,
  database: string,
): Promise<'intact' | 'made anew' | 'absent'> {
  const [found] = await session.rows(
    `select pg_catalog.shobj_description(d.oid, 'pg_database'),
            pg_catalog.has_database_privilege('public', d.oid, 'connect')::text
       from pg_catalog.pg_database d
      where d.datname = $1`,
    [database],
  );
  if (!found) {
    return 'absent';
  }
  const [comment, isOpen] = found;
  return parseScratchMark(comment) && isOpen === 'false' ? 'intact' : 'made anew';
}

async function reclaim(session: Session, database: string, origin: ScratchOrigin): Promise<void> {
  if ((await stateOf(session, database)) !== 'made anew') {
    return;
  }
  const createdAt = new Date().toISOString();
  await session.query(
    `revoke connect, temporary
       on database ${quoteIdentifier(database)}
       from public`,
  );
  await session.query(
    `comment on database ${quoteIdentifier(database)}
       is ${quoteLiteral(scratchMark({ origin, createdAt, state: 'restoring' }))}`,
  );
}

/** By their names: one that is just being made has no mark yet. */
async function others(session: Session): Promise<readonly string[]> {
  const rows = await session.rows(
    `select d.datname
       from pg_catalog.pg_database d
       join pg_catalog.pg_roles r on r.oid = d.datdba
      where r.rolname = current_user
        and not pg_catalog.starts_with(d.datname, 'pra_scratch_')
      order by d.datname`,
  );
  return rows.map(([name]) => String(name));
}

async function countTables(
  session: Session,
  tables: readonly TableId[],
): Promise<readonly FoundTable[]> {
  await liftRowSecurity(session);
  // Whatever hides rows now is an error, not a smaller count.
  await session.query('set row_security = off');
  const found: FoundTable[] = [];
  for (const table of await findTables(session, tables)) {
    const [rows] = await session.row(
      `select count(*)
         from only ${quoteTable(table)}`,
    );
    found.push({ ...table, rows: Number(rows) });
  }
  return found;
}

/** Forced, it hides rows from the owner too, now and when they are compared with production. */
async function liftRowSecurity(session: Session): Promise<void> {
  const forced = await session.rows(
    `select n.nspname, c.relname
       from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relforcerowsecurity
        and pg_catalog.pg_has_role(c.relowner, 'usage')`,
  );
  for (const [schema, name] of forced) {
    await session.query(
      `alter table ${quoteTable({ schema: String(schema), name: String(name) })}
         no force row level security`,
    );
  }
}

async function findTables(
  session: Session,
  tables: readonly TableId[],
): Promise<readonly Omit<FoundTable, 'rows'>[]> {
  const rows = await session.rows(
    `select distinct
            n.nspname,
            c.relname,
            root_schema.nspname,
            root.relname,
            exists (select
                      from pg_catalog.pg_depend d
                     where d.classid = 'pg_catalog.pg_class'::regclass
                       and d.objid = c.oid
                       and d.deptype = 'e')::text
       from unnest($1::text[], $2::text[]) as wanted (schema, name)
       join pg_catalog.pg_namespace n on n.nspname = wanted.schema
       join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
       join pg_catalog.pg_class root on root.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
       join pg_catalog.pg_namespace root_schema on root_schema.oid = root.relnamespace
      where c.relkind in ('r', 'p')`,
    [tables.map(({ schema }) => schema), tables.map(({ name }) => name)],
  );
  return rows.map(([schema, name, rootSchema, root, ofExtension]) => ({
    schema: String(schema),
    name: String(name),
    root: { schema: String(rootSchema), name: String(root) },
    ofExtension: ofExtension === 'true',
  }));
}
