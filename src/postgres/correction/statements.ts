import type { Cell, TableId, TableKind } from '../../core/catalog/table';
import { equalsKey, type KeyColumn } from '../../core/sql/keyEquality';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import { type LiveColumn, type ValueSource, valueSource } from './valueSource';

/** The table that statements are about. */
export interface StatementTable {
  readonly id: TableId;
  readonly kind: TableKind;
  /** In the order of the plan's rows. */
  readonly columns: readonly LiveColumn[];
  readonly key: readonly KeyColumn[];
}

/** ONLY, but for a partitioned table, whose rows are in its partitions. */
export function relation({ id, kind }: StatementTable): string {
  return kind === 'partitioned' ? quoteTable(id) : `only ${quoteTable(id)}`;
}

export type RowLockClause = '' | 'for update of t' | 'for no key update of t';

/**
 * Whole rows by these keys: the columns, `ord`, `xmin`, then what is asked for besides. Without parameters.
 * In the keys' order where they are locked: whoever locks the same rows waits, and there is no deadlock.
 */
export function selectRows(
  table: StatementTable,
  keys: readonly (readonly Cell[])[],
  { lock, besides }: { readonly lock: RowLockClause; readonly besides: readonly string[] },
): string {
  const source = valueSource(table.key);
  const columns = [...columnsOf(table), 'v.ord', 't.xmin', ...besides.map((name) => `t.${name}`)];
  return `
    select ${columns.join(', ')}
    from ${source.holding(keys)}
    join ${relation(table)} as t on ${keyCondition(table, source)}
    ${lock && `order by v.ord ${lock}`}`;
}

/** Whole rows that the transaction `xmin`, of 32 bits, has written: found by a walk over all of the table. */
export function selectWritten(table: StatementTable, xmin: string): string {
  return `
    select ${columnsOf(table).join(', ')}
    from ${relation(table)} as t
    where t.xmin operator(pg_catalog.=) ${quoteLiteral(xmin)}::pg_catalog.xid`;
}

function columnsOf({ columns }: StatementTable): readonly string[] {
  return columns.map(({ name }) => `t.${quoteIdentifier(name)}`);
}

export function deleteRows(table: StatementTable, source: ValueSource): string {
  return `
    delete from ${relation(table)} as t
    using ${source.from}
    where ${keyCondition(table, source)}`;
}

/** Values of `source`: the key, then the written columns. */
export function updateRows(
  table: StatementTable,
  written: readonly LiveColumn[],
  source: ValueSource,
): string {
  const assignments = written.map(
    ({ name }, index) => `${quoteIdentifier(name)} = ${source.value(table.key.length + index)}`,
  );
  return `
    update ${relation(table)} as t
    set ${assignments.join(', ')}
    from ${source.from}
    where ${keyCondition(table, source)}`;
}

/** Values of `source`: the written columns. */
export function insertRows(
  { id }: StatementTable,
  written: readonly LiveColumn[],
  source: ValueSource,
): string {
  const overriding = written.some(({ identity }) => identity !== undefined);
  return `
    insert into ${quoteTable(id)} (${written.map(({ name }) => quoteIdentifier(name)).join(', ')})
    ${overriding ? 'overriding system value' : ''}
    select ${written.map((_, index) => source.value(index)).join(', ')}
    from ${source.from}
    order by v.ord`;
}

/** For COPY, which writes given identities without being told, and knows no rules. */
export function copyRows({ id }: StatementTable, written: readonly LiveColumn[]): string {
  return `copy ${quoteTable(id)} (${written.map(({ name }) => quoteIdentifier(name)).join(', ')}) from stdin`;
}

/** Joins a row called `row` to the first values of `source`. */
export function keyCondition({ key }: StatementTable, source: ValueSource, row = 't'): string {
  return key.map((column, index) => equalsKey(column, row, source.value(index))).join(' and ');
}
