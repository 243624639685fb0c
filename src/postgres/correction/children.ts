import type { Correction, CorrectionPlan } from '../../core/correction/plan';
import type { Violation } from '../../core/incident/rehearsal';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { batchesToRead } from './batches';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { keyOf, readLimits } from './plannedRows';
import { keyCondition, relation } from './statements';
import { valueSource } from './valueSource';

/** A foreign key onto the table that takes or changes rows elsewhere, in silence, when rows here are written. */
interface ForeignKey {
  readonly name: string;
  readonly when: 'delete' | 'update';
  readonly action: 'delete' | 'set to null' | 'set to their default';
  readonly child: { readonly schema: string; readonly name: string };
  readonly partitioned: boolean;
  readonly own: boolean;
  readonly columns: readonly Reference[];
}

interface Reference {
  readonly child: string;
  readonly parent: string;
  /** By which the key compares the parent's value with the child's, whatever the search path. */
  readonly equality: string;
}

/** True where the table refers to itself: its rows may have to be written in one statement. */
export async function refersToItself(line: Line, { oid }: FoundTable): Promise<boolean> {
  const [itself] = await line.row(
    `
    select exists (
      select from pg_constraint where contype = 'f' and conrelid = $1::oid and confrelid = $1::oid
    )::text`,
    [oid],
  );
  return itself === 'true';
}

/**
 * Rows of other tables that the plan would take along or change so that undo could not give them back:
 * by its deletes, and by updates of what they refer to. To be asked with the planned rows locked
 * (nobody can then add children to the deleted) and with row security off.
 */
export async function silentlyLostChildren(
  line: Line,
  table: FoundTable,
  { corrections }: CorrectionPlan,
): Promise<readonly Violation[]> {
  if (corrections.every(({ action }) => action === 'insert')) {
    return [];
  }
  const violations: Violation[] = [];
  for (const foreignKey of await actingForeignKeys(line, table)) {
    const written = corrections.filter((correction) => isFelt(correction, foreignKey, table));
    let rows = 0;
    for (const batch of batchesToRead(written, foreignKey.when, wholeReads)) {
      const keys = batch.map((position) => keyOf(written, position));
      rows += await countChildren(line, { table, foreignKey, keys });
    }
    if (rows > 0) {
      violations.push(violationOf(foreignKey, rows, written.length));
    }
  }
  return violations;
}

/** Children that are deleted with their parents are told by the keys that are asked about together. */
const wholeReads = { ...readLimits, rows: Infinity };

/** True where the foreign key acts upon this correction if the row has children. */
function isFelt(correction: Correction, { when, columns }: ForeignKey, table: FoundTable): boolean {
  if (correction.action !== 'update') {
    return correction.action === when;
  }
  const written = correction.set.map(({ column }) => table.columns[column]?.name);
  return when === 'update' && columns.some(({ parent }) => written.includes(parent));
}

async function actingForeignKeys(
  line: Line,
  { oid: table }: FoundTable,
): Promise<readonly ForeignKey[]> {
  const { rows } = await line.ask(
    `
    select
      con.conname, act.event, act.kind, n.nspname, c.relname,
      (c.relkind = 'p')::text, (con.conrelid = con.confrelid)::text,
      child.attname, parent.attname, format('operator(%I.%s)', operator_schema.nspname, equal.oprname),
      con.oid
    from pg_constraint con
    cross join lateral (
      -- What follows an update by cascade follows it back, too.
      values ('delete', con.confdeltype, 'cnd'), ('update', con.confupdtype, 'nd')
    ) as act(event, kind, lossy)
    join pg_class c on c.oid = con.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(con.conkey, con.confkey, con.conpfeqop) with ordinality as k(child, parent, equal, ord)
    join pg_attribute child on child.attrelid = con.conrelid and child.attnum = k.child
    join pg_attribute parent on parent.attrelid = con.confrelid and parent.attnum = k.parent
    join pg_operator equal on equal.oid = k.equal
    join pg_namespace operator_schema on operator_schema.oid = equal.oprnamespace
    where con.contype = 'f'
    and con.confrelid = $1::oid
    and position(act.kind in act.lossy) > 0
    and not exists (
      select from pg_constraint above
      where above.oid = con.conparentid
      and above.confrelid = con.confrelid
    )
    order by con.oid, act.event, k.ord`,
    [table],
  );
  const found = new Map<string, ForeignKey>();
  for (const cells of rows) {
    const row = cells.map((cell) => cell ?? '');
    const id = `${row[1] ?? ''} ${row.at(-1) ?? ''}`;
    found.set(id, foreignKeyOf(row, found.get(id)?.columns ?? []));
  }
  return [...found.values()];
}

const actions: Readonly<Record<string, ForeignKey['action']>> = {
  c: 'delete',
  n: 'set to null',
  d: 'set to their default',
};

function foreignKeyOf(row: readonly string[], columns: ForeignKey['columns']): ForeignKey {
  const [name = '', event, action = '', schema = '', child = '', ...others] = row;
  const [partitioned, own, from = '', to = '', equality = ''] = others;
  return {
    name,
    when: event === 'update' ? 'update' : 'delete',
    action: actions[action] ?? 'delete',
    child: { schema, name: child },
    partitioned: partitioned === 'true',
    own: own === 'true',
    columns: [...columns, { child: from, parent: to, equality }],
  };
}

async function countChildren(
  line: Line,
  {
    table,
    foreignKey,
    keys,
  }: {
    readonly table: FoundTable;
    readonly foreignKey: ForeignKey;
    readonly keys: readonly (readonly string[])[];
  },
): Promise<number> {
  const source = valueSource(table.key);
  const { child, partitioned, own, when, columns } = foreignKey;
  const references = columns.map(
    ({ child, parent, equality }) =>
      `t.${quoteIdentifier(parent)} ${equality} child.${quoteIdentifier(child)}`,
  );
  const notDeletedItself =
    own && when === 'delete'
      ? `and not exists (select from ${source.from} where ${keyCondition(table, source, 'child')})`
      : '';
  const [count] = await line.row(
    `
    select count(*)
    from ${source.from}
    join ${relation(table)} as t on ${keyCondition(table, source)}
    join ${partitioned ? '' : 'only '}${quoteTable(child)} as child on ${references.join(' and ')}
    where true
    ${notDeletedItself}`,
    source.bind(keys),
  );
  return Number(count);
}

function violationOf(
  { name, when, action, child }: ForeignKey,
  rows: number,
  written: number,
): Violation {
  const doing = when === 'delete' ? 'Deleting' : 'Updating';
  const would = action === 'delete' ? 'also delete' : 'also change';
  const what = action === 'delete' ? '' : ` (references ${action})`;
  return {
    constraint: name,
    message: `${doing} ${written} rows would ${would} ${rows} rows of ${child.schema}.${child.name}${what}.`,
    sqlstate: '23503',
  };
}
