import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { Session } from '../connection/session';

/** How long a lock is waited for. */
export const lockTimeout = '10s';

/**
 * What keeps others from altering, dropping or emptying a table until the transaction ends. They take no
 * snapshot, as every query would, and need no more than the right to read.
 */
export function lockStatements(table: TableId): readonly string[] {
  return [
    `set local lock_timeout = '${lockTimeout}'`,
    `lock table ${quoteTable(table)} in access share mode`,
  ];
}

interface Locking {
  readonly session: Session;
  readonly table: TableId;
}

/**
 * A failure of {@link lockStatements} as `lock-timeout`, `table-not-found` or `permission-denied`; any
 * other as it is. Ends the transaction that failed.
 */
export async function lockRefusal(error: unknown, locking: Locking): Promise<unknown> {
  if (!(error instanceof RecoveryError)) {
    return error;
  }
  return error.sqlstate === '42501' ? unreadable(error, locking) : otherRefusal(error, locking);
}

function otherRefusal(error: RecoveryError, { session, table }: Locking): RecoveryError {
  const name = `${tableLabel(table)} on ${connectionLabel(session.settings)}`;
  const { sqlstate, cause } = error;
  if (sqlstate === '55P03') {
    return new RecoveryError(
      'lock-timeout',
      `${name} is locked for more than ${lockTimeout}: another session alters, rewrites or empties it.`,
      { hint: 'Compare when that has ended.', sqlstate, cause },
    );
  }
  return sqlstate === '42P01'
    ? new RecoveryError('table-not-found', `${name} was dropped or renamed just now.`, {
        hint: 'Compare again.',
        ...{ sqlstate, cause },
      })
    : error;
}

/**
 * Says which columns the role may not read, where it may read some: only who may read the whole table
 * can lock it, and see which transaction wrote a row.
 */
async function unreadable(
  error: RecoveryError,
  { session, table }: Locking,
): Promise<RecoveryError> {
  await session.query('rollback');
  const columns = await session.rows(columnsQuery(table));
  const hidden = columns.flatMap(([name, isReadable]) => (isReadable === 't' ? [] : [name ?? '']));
  if (hidden.length === columns.length) {
    return error;
  }
  const { settings } = session;
  const name = `${tableLabel(table)} on ${connectionLabel(settings)}`;
  const children = (await session.rows(lockedChildrenQuery(table))).map(([child]) => child ?? '');
  if (hidden.length === 0 && children.length > 0) {
    return new RecoveryError(
      'permission-denied',
      `${settings.user} may not read all parts of ${name}: before version 13, PostgreSQL locks a table with its parts, and asks for the right to each.`,
      {
        hint: `Have its owner run: grant select on ${children.join(', ')} to ${quoteIdentifier(settings.user)}`,
        ...{ sqlstate: '42501', cause: error.cause },
      },
    );
  }
  return new RecoveryError(
    'permission-denied',
    hidden.length === 0
      ? `${settings.user} may read each column of ${name}, but not the table as a whole, which is locked while it is compared.`
      : `${settings.user} may not read ${hidden.join(', ')} of ${name}: whole rows are compared, whatever columns are ignored.`,
    {
      hint: `Have its owner run: grant select on ${quoteTable(table)} to ${quoteIdentifier(settings.user)}`,
      ...{ sqlstate: '42501', cause: error.cause },
    },
  );
}

const columnsQuery = ({ schema, name }: TableId): string => `
  select a.attname, has_column_privilege(a.attrelid, a.attnum, 'select')
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname = ${quoteLiteral(schema)}
     and c.relname = ${quoteLiteral(name)}
     and a.attnum > 0
     and not a.attisdropped
   order by a.attnum`;

/** What inherits from it, partitions too, and may not be read by itself; none where the table itself may not. */
const lockedChildrenQuery = ({ schema, name }: TableId): string => `
  with recursive children (oid) as (
    select i.inhrelid
      from pg_catalog.pg_inherits i
      join pg_catalog.pg_class c on c.oid = i.inhparent
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${quoteLiteral(schema)}
       and c.relname = ${quoteLiteral(name)}
       and has_table_privilege(c.oid, 'select')
     union
    select i.inhrelid
      from children
      join pg_catalog.pg_inherits i on i.inhparent = children.oid)
  select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
    from children
    join pg_catalog.pg_class c on c.oid = children.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where not has_table_privilege(c.oid, 'select')
   order by 1`;
