import type { Column, Key, Row } from '../../core/catalog/table';
import { backupColumns } from '../../core/diff/comparedTable';
import { quoteTable } from '../../core/sql/quote';
import type { HashedTable, RowReader, StoredRow, TableSide } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { type CellLimits, type CellsQuery, cellsQuery, smallRowsQuery } from './cellsQuery';
import { copiedRows } from './copyRows';
import { keyColumnsOf, keyIsIndexed, keyTableOf, matchesAnyKey, matchesKey } from './keyLookup';
import { rowHash } from './rowHash';
import type { TableSession } from './tableSession';

/** Looks rows up by key, on one side. */
export class KeyedRows implements RowReader {
  private readonly hash: string;
  private readonly small: CellsQuery;
  private readonly any: CellsQuery;
  /** Rows that are not small were seen. */
  private isLarge = false;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
    limits?: CellLimits,
  ) {
    this.hash = rowHash(hashed);
    const columns = columnsRead(hashed);
    this.small = smallRowsQuery(columns, limits);
    this.any = cellsQuery(columns, limits);
  }

  async hashesOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (bigint | undefined)[]> {
    const found = new Array<bigint | undefined>(keys.length).fill(undefined);
    const query = `select k.no, s.* from ${this.rowsByKey(keys, [`${this.hash} h`])}`;
    for (const [no, hash] of await this.lookUp(query, signal)) {
      found[Number(no) - 1] = BigInt(hash ?? 0);
    }
    return found;
  }

  async rowsOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (StoredRow | undefined)[]> {
    const small = this.isLarge ? [] : await this.readAtOnce(this.small, keys, signal);
    if (small.length > 0) {
      return small;
    }
    this.isLarge = true;
    return this.readAtOnce(this.any, keys, signal);
  }

  /** Of the first keys: up to the first row that the query leaves for later. */
  private async readAtOnce(
    query: CellsQuery,
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (StoredRow | undefined)[]> {
    const { looked, inner, outer } = query;
    const rows = this.rowsByKey(keys, [`${this.hash} h`, 't.xmin::text x', ...looked]);
    const statement = `
      select ${['p.no', 'p.h', 'p.x', ...outer].join(', ')}
        from (select ${['k.no', 's.*', ...inner].join(', ')} from ${rows}) p`;
    const width = this.hashed.table.columns.length;
    const found = new Array<StoredRow | undefined>(keys.length).fill(undefined);
    let end = keys.length;
    for (const row of await this.lookUp(statement, signal)) {
      const index = Number(row[0]) - 1;
      const stored = storedRow(row.slice(1), query, width);
      if (stored) {
        found[index] = stored;
      } else {
        end = Math.min(end, index);
      }
    }
    return found.slice(0, end);
  }

  /** `k.no` counts the keys from 1; `s` has what is selected of each key's row `t`. */
  private rowsByKey(keys: readonly Key[], selected: readonly string[]): string {
    const table = this.hashed.table[this.hashed.side];
    const columns = keyColumnsOf(table);
    const indexed = keyIsIndexed(table);
    // Of all keys at once, which is one question to each foreign server rather than one a key.
    const ofAnyKey = indexed ? [] : matchesAnyKey(columns, 't', keys);
    return `${keyTableOf(columns, keys)},
            lateral (select ${selected.join(', ')}
                       from ${quoteTable(table.id)} t
                      where ${[matchesKey(columns, 't'), ...ofAnyKey].join(' and ')}
                     ${indexed ? 'offset 0' : ''}) s`;
  }

  private async lookUp(query: string, signal: AbortSignal): Promise<readonly Row[]> {
    const table = this.hashed.table[this.hashed.side];
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(keyIsIndexed(table) ? 'index' : 'any');
      return copiedRows(session, query);
    });
  }
}

/**
 * A row as it was selected: its hash, its transaction, then what the query has `outer`; undefined for one
 * that is left for later.
 * @param width How many of the columns are compared.
 */
export function storedRow(row: Row, query: CellsQuery, width: number): StoredRow | undefined {
  const [hash, xid, later] = row;
  if (later === 't') {
    return undefined;
  }
  const { cells, unread } = query.read(row.slice(3));
  // Every row comes by here, hundreds of thousands of them: nothing is copied that need not be.
  const isWhole = cells.length === width;
  return {
    hash: BigInt(hash ?? 0),
    xid: xid ?? '',
    unread,
    cells: isWhole ? cells : cells.slice(0, width),
    liveOnly: isWhole ? noCells : cells.slice(width),
  };
}

const noCells: Row = [];

/** The columns that are read of a row, by its side's names, with sizes asked for as its types have them. */
export function columnsRead({ table, side }: TableSide): readonly Column[] {
  return side === 'live' ? [...table.columns, ...table.liveOnly] : backupColumns(table);
}
