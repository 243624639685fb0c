import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Cell, Column, KeyedTable, Row } from '../../src/core/catalog/table';
import { buildPlan } from '../../src/core/correction/buildPlan';
import type { CorrectionPlan, TableIdentity } from '../../src/core/correction/plan';
import type { PlanOrigin } from '../../src/core/correction/planFile';
import type { ComparedTable } from '../../src/core/diff/comparison';
import type { RowChange } from '../../src/core/diff/rows/rowChange';
import { quoteTable } from '../../src/core/sql/quote';
import { pinnedSettings } from '../../src/core/sql/pinnedSettings';
import { setLocal } from '../../src/postgres/connection/setLocal';
import type { Session } from '../../src/postgres/connection/session';

export const origin: PlanOrigin = {
  incident: '2026-03-10-metier.demandes_rdv',
  dump: { path: '/backups/mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
  createdAt: '2026-03-10T09:30:00Z',
  tool: 'pra 0.1.0',
  language: 'en',
};

/** The same plan for DBAs of either language, and how its script refuses rows that have moved on. */
export const readers = [
  { origin, language: 'English', drifted: /Refused: already applied or changed since/ },
  {
    origin: { ...origin, language: 'fr' },
    language: 'French',
    drifted: /Refusé : déjà appliqué, ou changé depuis/,
  },
] as const;

/** A script that is to be refused, run as one text, as drivers do; to readers of French it says so in French. */
export async function refusedInBoth(
  session: Session,
  script: (origin: PlanOrigin) => string,
  why: RegExp,
): Promise<void> {
  const [english, french] = readers;
  for (const [reader, message] of [
    [english, why],
    [french, /^Refus(?!ed)/],
  ] as const) {
    await assert.rejects(session.query(script(reader.origin)), { message });
    await session.query('rollback');
  }
}

/** A table as it is now, with all its rows as text. */
export interface TableState {
  readonly table: KeyedTable;
  readonly identity: TableIdentity;
  readonly rows: readonly Row[];
}

/** Reads a table that has a primary key; of its rows those for which `where` is true. */
export async function readState(
  session: Session,
  schema: string,
  name: string,
  where = 'true',
): Promise<TableState> {
  const id = { schema, name };
  const identity = await readIdentity(session, schema, name);
  const [kind] = await session.row('select relkind from pg_class where oid = $1::oid', [
    identity.tableOid,
  ]);
  const columns = await readColumns(session, identity.tableOid);
  const key = await session.rows(
    `select a.attname
     from pg_index i
     cross join lateral unnest(i.indkey) with ordinality k(attnum, n)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = $1::oid and i.indisprimary
     order by k.n`,
    [identity.tableOid],
  );
  const [first, ...others] = key.map(([column]) => columns.findIndex((c) => c.name === column));
  const table: KeyedTable = {
    ...{ id, oid: identity.tableOid, columns, keys: [key.map(([column]) => column ?? '')] },
    kind: kind === 'p' ? 'partitioned' : 'table',
    key: [first ?? 0, ...others],
  };
  return { table, identity, rows: await readRows(session, table, where) };
}

/** The rows as they are now, ordered by all their text. */
export async function readRows(
  session: Session,
  table: KeyedTable,
  where = 'true',
): Promise<readonly Row[]> {
  await session.query('begin');
  await session.query(setLocal(pinnedSettings));
  const rows = await session.rows(
    `select * from ${quoteTable(table.id)} where ${where} order by ${table.key.map((at) => at + 1).join(', ')}`,
  );
  await session.query('rollback');
  return rows;
}

/** A plan that gives `live` back every row of `backup`, extra rows deleted. */
export function planBetween(backup: TableState, live: TableState): CorrectionPlan {
  const shared = (column: Column): boolean =>
    backup.table.columns.some(({ name }) => name === column.name);
  const columns = live.table.columns.filter(shared);
  const liveOnly = live.table.columns.filter((column) => !shared(column));
  const compared: ComparedTable = {
    ...{ backup: backup.table, live: live.table, columns, liveOnly },
    ...{ key: live.table.key, ignored: [], identity: [] },
  };
  return buildPlan({
    id: randomUUID(),
    compared,
    identity: live.identity,
    changes: changesBetween(backup, live, compared),
  }).plan;
}

export function textOf(script: Iterable<string>): string {
  return [...script].join('');
}

/** The script as a DBA turns it. */
export function committing(script: Iterable<string>): string {
  return textOf(script).replace(/^ROLLBACK;$/m, 'COMMIT;');
}

function changesBetween(
  backup: TableState,
  live: TableState,
  { columns, liveOnly, key }: ComparedTable,
): readonly RowChange[] {
  const pick = (state: TableState, row: Row, wanted: readonly Column[]): Row =>
    wanted.map(({ name }) => row[state.table.columns.findIndex((c) => c.name === name)] ?? null);
  const byKey = (state: TableState): Map<string, Row> =>
    new Map(state.rows.map((row) => [JSON.stringify(keyCells(state, row)), row]));
  const keyCells = (state: TableState, row: Row): readonly Cell[] =>
    key.map((at) => pick(state, row, columns)[at] ?? null);
  const [before, after] = [byKey(backup), byKey(live)];
  const changes: RowChange[] = [];
  for (const [id, row] of before) {
    const now = after.get(id);
    const change = { key: JSON.parse(id) as string[], backup: pick(backup, row, columns) };
    if (!now) {
      changes.push({ kind: 'missing', ...change });
      continue;
    }
    const cells = pick(live, now, columns);
    const differing = columns.flatMap((_, at) => (cells[at] === change.backup[at] ? [] : [at]));
    if (differing.length > 0) {
      const rest = {
        ...{ liveOnly: pick(live, now, liveOnly), xid: '3', reused: false },
        ...{ writtenDifferently: [], sameValue: false },
      };
      changes.push({ kind: 'changed', ...change, live: cells, columns: differing, ...rest });
    }
  }
  for (const [id, row] of after) {
    if (!before.has(id)) {
      const cells = { live: pick(live, row, columns), liveOnly: pick(live, row, liveOnly) };
      changes.push({ kind: 'extra', key: JSON.parse(id) as string[], ...cells, xid: '3' });
    }
  }
  return changes;
}

export async function readIdentity(
  session: Session,
  schema: string,
  name: string,
): Promise<TableIdentity> {
  const [systemIdentifier, databaseOid, database, tableOid] = await session.row(
    `select s.system_identifier::text, d.oid::text, d.datname, to_regclass($1)::oid::text
     from pg_control_system() s, pg_database d
     where d.datname = current_database()`,
    [quoteTable({ schema, name })],
  );
  return {
    systemIdentifier: systemIdentifier ?? '',
    databaseOid: databaseOid ?? '',
    database: database ?? '',
    tableOid: tableOid ?? '',
    table: { schema, name },
  };
}

async function readColumns(session: Session, oid: string): Promise<readonly Column[]> {
  const rows = await session.rows(
    `with recursive base(oid, below) as (
       select t.oid, t.oid from pg_type t
       union all
       select b.oid, t.typbasetype from base b join pg_type t on t.oid = b.below where t.typtype = 'd'
     )
     select a.attname, format_type(a.atttypid, a.atttypmod), format('%I.%I', n.nspname, t.typname),
       case when bt.typnamespace = 'pg_catalog'::regnamespace and bt.typelem = 0 then bt.typname end,
       a.attnotnull, a.atthasdef and a.attgenerated = '', a.attgenerated <> '', a.attidentity
     from pg_attribute a
     join pg_type t on t.oid = a.atttypid
     join pg_namespace n on n.oid = t.typnamespace
     join base on base.oid = t.oid
     join pg_type bt on bt.oid = base.below and bt.typtype <> 'd'
     where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [oid],
  );
  return rows.map(([name, label, castName, builtIn, notNull, hasDefault, generated, identity]) => ({
    name: name ?? '',
    type: {
      ...{ label: label ?? '', castName: castName ?? '', builtIn: builtIn ?? undefined },
      ...{ arrayCastName: undefined, deterministic: true },
    },
    notNull: notNull === 't',
    hasDefault: hasDefault === 't',
    generated: generated === 't',
    identity: identity === 'a' ? 'always' : identity === 'd' ? 'by default' : undefined,
  }));
}

/** Collects what the server says beside its results: `WARNING: …`, `NOTICE: …`. */
export function heard(session: Session): readonly string[] {
  const said: string[] = [];
  // The session keeps its client to itself; a test may listen.
  const client = Reflect.get(session, 'client') as EventEmitter;
  client.on('notice', ({ severity, message }: { severity: string; message: string }) =>
    said.push(`${severity}: ${message}`),
  );
  return said;
}

/** A table with its rows as the dump has them and as they are after `damage`. */
export async function damaged(
  session: Session,
  {
    schema = 'public',
    name,
    create,
    damage,
  }: { schema?: string; name: string; create: string; damage: string },
): Promise<{
  readonly backup: TableState;
  readonly live: TableState;
  readonly plan: CorrectionPlan;
}> {
  await session.query(create);
  const backup = await readState(session, schema, name);
  await session.query(damage);
  const live = await readState(session, schema, name);
  return { backup, live, plan: planBetween(backup, live) };
}
