import { type TableId, tableLabel } from '../../core/catalog/table';
import type { KeptChildren, KeptTable } from '../../core/correction/keptChildren';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { tableOid } from '../identity';
import { childColumns } from './childTables';
import type { Line } from './line';
import { counted, wordFor } from '../../core/words';

/** Kept rows as a row source: `v.ord` counts them from 1, `x.kept` is the row. $1: their texts. */
export function linesOf({ child }: KeptTable): string {
  return `unnest($1::pg_catalog._text) with ordinality as v(kept_text, ord)
    cross join lateral (select v.kept_text::${quoteTable(child)} as kept offset 0) as x`;
}

/** ONLY, but for a partitioned table, whose rows are in its partitions. */
export function childRelation({ child, partitioned }: KeptTable): string {
  return `${partitioned ? '' : 'only '}${quoteTable(child)}`;
}

/** Joins the row `c` to the kept one. */
export function sameKey({ key }: KeptTable): string {
  return key.map((name) => `c.${quoteIdentifier(name)} = ${keptValue(name)}`).join(' and ');
}

export function keptValue(name: string): string {
  return `(x.kept).${quoteIdentifier(name)}`;
}

/** Of a batch: the table that it names. */
export function tableAt({ tables }: KeptChildren, position: number): KeptTable {
  const table = tables[position];
  if (!table) {
    throw new RangeError(`The plan names ${position}, which there is not.`);
  }
  return table;
}

/** Locks the table. @throws {RecoveryError} `structure-differs` where it is not the one that rows were kept of. */
export async function refuseOtherTable(
  line: Line,
  table: KeptTable,
  mode: 'access share' | 'row exclusive',
): Promise<void> {
  const { child, oid, columns } = table;
  const lock = `lock table ${childRelation(table)} in ${mode} mode`;
  const isThere = await line.ask(lock).then(
    () => true,
    (error: unknown) => {
      if (error instanceof RecoveryError && missing.includes(error.sqlstate ?? '')) {
        return false;
      }
      throw error;
    },
  );
  const isSame = isThere && (await tableOid(line, child)) === oid;
  if (!isSame || JSON.stringify(await childColumns(line, oid)) !== JSON.stringify(columns)) {
    throw new RecoveryError(
      'structure-differs',
      `${tableLabel(child)} is not as it was when the apply took rows of it along.`,
      { hint: 'Nothing was written. Give it back its columns, or put the rows right by hand.' },
    );
  }
}

const missing = ['42P01', '3F000', '42809'];

export function refuseChanged(child: TableId, rows: number): void {
  if (rows > 0) {
    throw drifted(
      `${counted(rows, 'row')} of ${tableLabel(child)} whose references the apply changed ${wordFor(rows, 'was', 'were')} changed or deleted since.`,
    );
  }
}

export function drifted(message: string): RecoveryError {
  return new RecoveryError('row-drifted', message, {
    hint: 'Nothing was written. Put these rows right first, then undo again.',
  });
}
