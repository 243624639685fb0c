import type { CorrectionPlan } from '../../core/correction/plan';
import type { Violation } from '../../core/incident/rehearsal';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { type Batch, batchesToRead } from './batches';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { keyOf, readLimits } from './plannedRows';
import { keyCondition, relation } from './statements';
import { valueSource } from './valueSource';

/** A foreign key onto the table that takes or changes rows elsewhere, in silence, when rows here are deleted. */
interface ForeignKey {
  readonly name: string;
  readonly action: 'delete' | 'set to null' | 'set to their default';
  readonly child: { readonly schema: string; readonly name: string };
  readonly partitioned: boolean;
  readonly own: boolean;
  /** Pairs of child and parent column. */
  readonly columns: readonly (readonly [string, string])[];
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
 * Rows of other tables that the plan's deletes would take along or change. To be asked with the
 * deleted rows locked (nobody can then add children) and with row security off.
 */
export async function silentlyLostChildren(
  line: Line,
  table: FoundTable,
  { corrections }: CorrectionPlan,
): Promise<readonly Violation[]> {
  const batches = batchesToRead(corrections, 'delete', { ...readLimits, rows: Infinity });
  if (batches.length === 0) {
    return [];
  }
  const violations: Violation[] = [];
  for (const foreignKey of await actingForeignKeys(line, table)) {
    let rows = 0;
    for (const batch of batches) {
      const keys = batch.map((position) => keyOf(corrections, position));
      rows += await countChildren(line, { table, foreignKey, keys });
    }
    if (rows > 0) {
      violations.push(violationOf(foreignKey, rows, batches));
    }
  }
  return violations;
}

async function actingForeignKeys(
  line: Line,
  { oid: table }: FoundTable,
): Promise<readonly ForeignKey[]> {
  const { rows } = await line.ask(
    `
    select
      con.conname, con.confdeltype, n.nspname, c.relname,
      (c.relkind = 'p')::text, (con.conrelid = con.confrelid)::text,
      child.attname, parent.attname, con.oid
    from pg_constraint con
    join pg_class c on c.oid = con.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(con.conkey, con.confkey) with ordinality as k(child, parent, ord)
    join pg_attribute child on child.attrelid = con.conrelid and child.attnum = k.child
    join pg_attribute parent on parent.attrelid = con.confrelid and parent.attnum = k.parent
    where con.contype = 'f'
    and con.confrelid = $1::oid
    and con.confdeltype in ('c', 'n', 'd')
    and not exists (
      select from pg_constraint above
      where above.oid = con.conparentid
      and above.confrelid = con.confrelid
    )
    order by con.oid, k.ord`,
    [table],
  );
  const byOid = new Map<string, ForeignKey>();
  for (const cells of rows) {
    const row = cells.map((cell) => cell ?? '');
    const oid = row.at(-1) ?? '';
    byOid.set(oid, foreignKeyOf(row, byOid.get(oid)?.columns ?? []));
  }
  return [...byOid.values()];
}

const actions: Readonly<Record<string, ForeignKey['action']>> = {
  c: 'delete',
  n: 'set to null',
  d: 'set to their default',
};

function foreignKeyOf(row: readonly string[], columns: ForeignKey['columns']): ForeignKey {
  const [name = '', action = '', schema = '', child = '', partitioned, own, from = '', to = ''] =
    row;
  return {
    name,
    action: actions[action] ?? 'delete',
    child: { schema, name: child },
    partitioned: partitioned === 'true',
    own: own === 'true',
    columns: [...columns, [from, to]],
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
  const { child, partitioned, own, columns } = foreignKey;
  const references = columns.map(
    ([from, to]) => `child.${quoteIdentifier(from)} = t.${quoteIdentifier(to)}`,
  );
  const childKey = table.key.map(
    ({ name }, index) => `child.${quoteIdentifier(name)} = ${source.value(index)}`,
  );
  const notDeletedItself = own
    ? `and not exists (select from ${source.from} where ${childKey.join(' and ')})`
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
  { name, action, child }: ForeignKey,
  rows: number,
  deletes: readonly Batch[],
): Violation {
  const deleted = deletes.reduce((sum, { length }) => sum + length, 0);
  const would = action === 'delete' ? 'also delete' : 'also change';
  const what = action === 'delete' ? '' : ` (references ${action})`;
  return {
    constraint: name,
    message: `Deleting ${deleted} rows would ${would} ${rows} rows of ${child.schema}.${child.name}${what}.`,
    sqlstate: '23503',
  };
}
