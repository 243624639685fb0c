import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { createFreezeFunction } from '../../core/sql/freezing';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { toolSchema } from '../../core/sql/toolSchema';
import type { Session } from '../connection/session';
import { dropEmptyToolSchema, findToolSchema, makeToolSchema } from '../toolSchema/schema';
import type { RowsSource } from './reading';

/**
 * Makes the function of one freeze: in the tool's own schema, which is made where it may be, else in the table's.
 * @throws {RecoveryError} `permission-denied`.
 */
export async function makeFunction(
  session: Session,
  table: TableId,
  tokenHash: string,
): Promise<TableId> {
  const { own, beside } = await placesFor(session, table);
  const short = tokenHash.slice(0, 12);
  if (own === 'to be made') {
    await makeToolSchema(session);
  }
  if (own === 'closed' && !beside) {
    throw noPlace(table);
  }
  const name =
    own === 'closed'
      ? { schema: table.schema, name: `pra_frozen_${short}` }
      : { schema: toolSchema, name: `frozen_${short}` };
  await session.query(createFreezeFunction(name));
  return name;
}

/** The function that these triggers run, which is theirs alone. */
export async function functionOf(
  source: RowsSource,
  table: TableId,
  trigger: string,
): Promise<TableId | undefined> {
  const [found] = await source.rows(
    `select pn.nspname, p.proname
       from pg_catalog.pg_trigger t
       join pg_catalog.pg_proc p on p.oid = t.tgfoid
       join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
      where t.tgrelid = pg_catalog.to_regclass($1)
        and t.tgname = $2`,
    [quoteTable(table), trigger],
  );
  return found && { schema: found[0] ?? '', name: found[1] ?? '' };
}

/**
 * Takes the function away, and the tool's schema where nothing else is in it.
 * @returns what could not be taken away; a sentence each.
 */
export async function dropFunction(session: Session, run: TableId): Promise<readonly string[]> {
  // By its name: whoever did not make the schema may not look functions up in it.
  const [ours, inUse] = await session.row(
    `select pg_catalog.pg_has_role(p.proowner, 'USAGE'),
            exists (select from pg_catalog.pg_trigger t where t.tgfoid = p.oid)
       from pg_catalog.pg_proc p
       join pg_catalog.pg_namespace n on n.oid = p.pronamespace
      where n.nspname = $1
        and p.proname = $2
        and p.pronargs = 0`,
    [run.schema, run.name],
  );
  if (inUse === 't') {
    return [];
  }
  if (ours !== 't') {
    return [
      `The function ${tableLabel(run)} stays behind: another role made it, and can drop it. It does nothing any more.`,
    ];
  }
  await session.query(`drop function ${quoteTable(run)}()`);
  return run.schema === toolSchema ? dropEmptyToolSchema(session) : [];
}

interface Places {
  readonly own: 'open' | 'to be made' | 'closed';
  /** A function can be made in the table's schema. */
  readonly beside: boolean;
}

async function placesFor(session: Session, { schema }: TableId): Promise<Places> {
  const { state, open } = await findToolSchema(session);
  const [beside] = await session.row(
    `select coalesce((select pg_catalog.has_schema_privilege(oid, 'CREATE')
                             and pg_catalog.has_schema_privilege(oid, 'USAGE')
                        from pg_catalog.pg_namespace where nspname = $1), false)`,
    [schema],
  );
  const isOpen = open && state !== 'foreign';
  return {
    own: !isOpen ? 'closed' : state === 'none' ? 'to be made' : 'open',
    beside: beside === 't',
  };
}

function noPlace({ schema }: TableId): RecoveryError {
  return new RecoveryError(
    'permission-denied',
    `To freeze a table takes a function, and this role may make none: neither a schema ${toolSchema} in this database, nor a function in the schema ${schema}.`,
    {
      hint: `Have an administrator run: grant create on schema ${quoteIdentifier(schema)} to the role. Nothing was changed.`,
    },
  );
}
