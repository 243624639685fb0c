import { type Correction, type CorrectionPlan, countActions } from '../../core/correction/plan';
import type { LostChildren } from '../../core/correction/lostChildren';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { batchesToRead } from './batches';
import { keptTable } from './childTables';
import { actingForeignKeys, type ForeignKey } from './foreignKeys';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { keyOf, readLimits } from './plannedRows';
import { keyCondition, relation } from './statements';
import { valueSource } from './valueSource';

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
export async function lostChildren(
  line: Line,
  table: FoundTable,
  { corrections }: CorrectionPlan,
): Promise<readonly LostChildren[]> {
  if (countActions(corrections).insert === corrections.length) {
    return [];
  }
  const found: LostChildren[] = [];
  const foreignKeys = await actingForeignKeys(line, table);
  for (const foreignKey of foreignKeys) {
    const written = corrections.filter((correction) => isFelt(correction, foreignKey, table));
    const asked = { table, written, path: [foreignKey] } as const;
    const rows = await countRows(line, asked);
    if (rows > 0) {
      const { name, when, action, child, own } = foreignKey;
      found.push({
        ...{ constraint: name, when, action, child, own },
        ...{ written: written.length, rows, further: await furtherChildren(line, asked) },
        givenBack: (await keptTable(line, [foreignKey], foreignKeys)) !== undefined,
      });
    }
  }
  return found;
}

/** Where deleted children have children that go with them, or change: the first of such. */
async function furtherChildren(
  line: Line,
  { table, written, path: [foreignKey] }: Asked,
): Promise<LostChildren['further']> {
  if (foreignKey.action !== 'delete') {
    return undefined;
  }
  for (const further of await actingForeignKeys(line, foreignKey)) {
    const rows = await countRows(line, { table, written, path: [foreignKey, further] });
    if (further.when === 'delete' && rows > 0) {
      return { child: further.child, rows };
    }
  }
  return undefined;
}

interface Asked {
  readonly table: FoundTable;
  /** Those of the plan that the first foreign key acts upon. */
  readonly written: readonly Correction[];
  /** From the planned table to its children, and perhaps on to theirs. */
  readonly path: readonly [ForeignKey, ...ForeignKey[]];
}

async function countRows(line: Line, { table, written, path }: Asked): Promise<number> {
  let rows = 0;
  for (const batch of batchesToRead(written, path[0].when, wholeReads)) {
    const keys = batch.map((position) => keyOf(written, position));
    rows += await countChildren(line, { table, path, keys });
  }
  return rows;
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

async function countChildren(
  line: Line,
  {
    table,
    path,
    keys,
  }: Pick<Asked, 'table' | 'path'> & { readonly keys: readonly (readonly string[])[] },
): Promise<number> {
  const source = valueSource(table.key);
  const [{ own, when }] = path;
  const notDeletedItself =
    own && when === 'delete'
      ? `and not exists (select from ${source.from} where ${keyCondition(table, source, 'child1')})`
      : '';
  const [count] = await line.row(
    `
    select count(*)
    from ${source.from}
    join ${relation(table)} as t on ${keyCondition(table, source)}
    ${path.map(joinedChild).join('\n')}
    where true
    ${notDeletedItself}`,
    source.bind(keys),
  );
  return Number(count);
}

/** @param depth 0 for the children of the planned table. */
export function joinedChild({ child, partitioned, columns }: ForeignKey, depth: number): string {
  const [parent, alias] = [depth === 0 ? 't' : `child${depth}`, `child${depth + 1}`];
  const references = columns.map(
    (column) =>
      `${parent}.${quoteIdentifier(column.parent)} ${column.equality} ${alias}.${quoteIdentifier(column.child)}`,
  );
  return `join ${partitioned ? '' : 'only '}${quoteTable(child)} as ${alias} on ${references.join(' and ')}`;
}
