import type { Column, Key, Row } from '../../core/catalog/table';
import { backupColumns, keyIsProved } from '../../core/diff/comparedTable';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { HashedTable, RowReader, StoredRow } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { type CellLimits, type CellsQuery, cellsQuery } from './cellsQuery';
import { rowHash } from './rowHash';
import type { TableSession } from './tableSession';

/** Looks rows up by key, on one side. */
export class KeyedRows implements RowReader {
  private readonly hash: string;
  private readonly query: CellsQuery;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
    limits?: CellLimits,
  ) {
    this.hash = rowHash(hashed);
    this.query = cellsQuery(columnsRead(hashed), limits);
  }

  async hashesOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (bigint | undefined)[]> {
    const found = new Array<bigint | undefined>(keys.length).fill(undefined);
    const query = `select k.no, s.* from ${this.rowsByKey([`${this.hash} h`])}`;
    for (const [no, hash] of await this.lookUp(query, keys, signal)) {
      found[Number(no) - 1] = BigInt(hash ?? 0);
    }
    return found;
  }

  async rowsOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (StoredRow | undefined)[]> {
    const { looked, inner, outer } = this.query;
    const rows = this.rowsByKey([`${this.hash} h`, 't.xmin::text x', ...looked]);
    const query = `
      select ${['p.no', 'p.h', 'p.x', ...outer].join(', ')}
        from (select ${['k.no', 's.*', ...inner].join(', ')} from ${rows}) p
       order by p.no`;
    const found = new Array<StoredRow | undefined>(keys.length).fill(undefined);
    for (const row of await this.lookUp(query, keys, signal)) {
      const index = Number(row[0]) - 1;
      const stored = storedRow(row.slice(1), this.query, this.hashed.table.columns.length);
      if (!stored) {
        // As many as may be held at once; those that come before are all there.
        return found.slice(0, index);
      }
      found[index] = stored;
    }
    return found;
  }

  /** `k.no` counts the keys from 1; `s` has what is selected of each key's row `t`. */
  private rowsByKey(selected: readonly string[]): string {
    const table = this.hashed.table[this.hashed.side];
    const columns = table.key.flatMap((position) => table.columns[position] ?? []);
    const arrays = columns.map(
      ({ type }, index) => `$${index + 1}::${type.arrayCastName ?? `${type.castName}[]`}`,
    );
    const matches = columns.map(({ name }, index) => `t.${quoteIdentifier(name)} = k.k${index}`);
    return `unnest(${arrays.join(', ')})
            with ordinality k(${columns.map((_, index) => `k${index}`).join(', ')}, no),
            lateral (select ${selected.join(', ')}
                       from ${quoteTable(table.id)} t
                      where ${matches.join(' and ')}
                     ${keyIsProved(table) ? 'offset 0' : ''}) s`;
  }

  private async lookUp(
    query: string,
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    const table = this.hashed.table[this.hashed.side];
    const values = table.key.map((_, index) => keys.map((key) => key[index] ?? ''));
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(keyIsProved(table) ? 'index' : 'any');
      return session.rows(query, values);
    });
  }
}

/**
 * A row as it was selected: its hash, its transaction, then what the query has `outer`; undefined for one
 * that is left for later.
 * @param width How many of the columns are compared.
 */
export function storedRow(
  [hash, xid, later, ...values]: Row,
  query: CellsQuery,
  width: number,
): StoredRow | undefined {
  if (later === 't') {
    return undefined;
  }
  const { cells, unread } = query.read(values);
  return {
    ...{ hash: BigInt(hash ?? 0), xid: xid ?? '', unread },
    ...{ cells: cells.slice(0, width), liveOnly: cells.slice(width) },
  };
}

/** The columns that are read of a row, by its side's names, with sizes asked for as its types have them. */
export function columnsRead({
  table,
  side,
}: Pick<HashedTable, 'table' | 'side'>): readonly Column[] {
  return side === 'live' ? [...table.columns, ...table.liveOnly] : backupColumns(table);
}
