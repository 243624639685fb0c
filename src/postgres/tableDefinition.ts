import type { Cell, Row, Table, TableId } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import {
  type DefinedColumn,
  type DefinedPart,
  type TableDefinition,
} from '../core/catalog/definition';
import { quoteLiteral } from '../core/sql/quote';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { readTable, resolveTable } from './catalog';
import { cancellable } from './connection/cancellable';
import type { Session } from './connection/session';
import { setLocal } from './connection/setLocal';
import { withSession } from './connection/withSession';
import { definitionQueries } from './definitionQueries';
import { type Restored, restoredBy } from './restored';

export interface DescribedTable {
  readonly table: Table;
  readonly definition: TableDefinition;
}

/**
 * A table as its catalogue describes and defines it. Needs no right to read its rows.
 * @throws {RecoveryError} `table-not-found`, `ambiguous-table`, and those of connecting.
 */
export async function describeTable(
  settings: ConnectionSettings,
  name: TableName,
  signal: AbortSignal,
): Promise<DescribedTable> {
  const describe = async (session: Session): Promise<DescribedTable> => {
    await session.query('begin isolation level repeatable read, read only');
    await session.query(setLocal(limits));
    const id = await resolveTable(session, name);
    const table = await readTable(session, id);
    return { table, definition: await readDefinition(session, table) };
  };
  return withSession(
    settings,
    (session) => cancellable(session, signal, () => describe(session)),
    signal,
  );
}

const limits = { statement_timeout: '1min', lock_timeout: '30s', quote_all_identifiers: 'off' };

/** Within a transaction. Every name is written with its schema, whatever the session looks for names in. */
export async function readDefinition(session: Session, table: Table): Promise<TableDefinition> {
  const [path] = await session.row(`select current_setting('search_path')`);
  await session.query(setLocal({ search_path: '' }));
  const definition = await definitionOf(session, table);
  // Where reading fails, so has the transaction, and the setting with it.
  await session.query(`select set_config('search_path', $1, true)`, [path ?? '']);
  return definition;
}

async function definitionOf(session: Session, { oid, id }: Table): Promise<TableDefinition> {
  const ask = (query: string): Promise<readonly Row[]> => session.rows(query, [oid]);
  const [name, persistence, ...clauses] = await session.row(definitionQueries.table, [oid]);
  const columns = await ask(definitionQueries.columns);
  const constraints = await ask(definitionQueries.constraints);
  const [comment] = await session.row(definitionQueries.databaseComment);
  const restored = restoredBy(comment);
  const statements: DefinedPart[] = [];
  for (const query of definitionQueries.statements) {
    statements.push(...(await ask(query)).map(part));
  }
  return {
    name: name ?? '',
    unlogged: persistence === 'u',
    columns: columns.map((row) => column(row, id, restored)),
    constraints: constraints.map(part),
    clauses: clauses.filter((clause) => clause !== null),
    statements: [...statements, ...(await comments(session, oid, name ?? ''))],
    leftOut: restored?.leftOut(id) ?? [],
  };
}

function column(
  [name, type, made, filledBy, notNull, bareName]: Row,
  table: TableId,
  restored: Restored | undefined,
): DefinedColumn {
  const collation = restored?.collationOf(table, bareName ?? '') ?? made ?? undefined;
  return {
    ...{ name: name ?? '', type: type ?? '' },
    ...{ collation, filledBy: filledBy ?? undefined },
    notNull: notNull === 't',
  };
}

function part([kind, text]: Row): DefinedPart {
  // The queries name no others.
  return { part: kind as DefinedPart['part'], text: text ?? '' };
}

async function comments(
  session: Session,
  oid: Cell,
  table: string,
): Promise<readonly DefinedPart[]> {
  const found = await session.rows(definitionQueries.comments, [oid]);
  return found.map(([name = null, text = null]) => ({
    part: 'comments',
    text: `COMMENT ON ${name === null ? `TABLE ${table}` : `COLUMN ${table}.${name}`} IS ${quoteLiteral(text).trim()}`,
  }));
}
