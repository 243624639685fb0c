import type { Column, Key } from '../../core/catalog/table';
import { backupColumns } from '../../core/diff/comparedTable';
import { quoteTable } from '../../core/sql/quote';
import type { FoundRows, HashedTable, RowReader, TableSide } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { type CellLimits, type CellsQuery, cellsQuery, smallRowsQuery } from './cellsQuery';
import { copiedText, rowsIn } from './copyRows';
import {
  keyColumnsOf,
  keyIsIndexed,
  keyTableOf,
  matchesAnyKey,
  matchesKey,
  rowsBetween,
} from './keyLookup';
import { rowHash } from './rowHash';
import { CopiedRows } from './storedRows';
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
    const { rows, placeOf } = this.rowsByKey(keys, [`${this.hash} h`]);
    for (const [no, hash] of rowsIn(await this.copy(`select s.no, s.h from ${rows}`, signal))) {
      found[placeOf(Number(no))] = BigInt(hash ?? 0);
    }
    return found;
  }

  async rowsOf(
    keys: readonly Key[],
    wanted: { readonly hash: boolean },
    signal: AbortSignal,
  ): Promise<FoundRows> {
    const small = this.isLarge
      ? undefined
      : await this.readAtOnce(this.small, keys, wanted, signal);
    if (small && small.length > 0) {
      return small;
    }
    this.isLarge = true;
    return this.readAtOnce(this.any, keys, wanted, signal);
  }

  /** Of the first keys: up to the first row that the query leaves for later. */
  private async readAtOnce(
    query: CellsQuery,
    keys: readonly Key[],
    { hash }: { readonly hash: boolean },
    signal: AbortSignal,
  ): Promise<FoundRows> {
    const { looked, inner, outer } = query;
    const hashes = hash ? [`${this.hash} h`] : [];
    const { rows, placeOf } = this.rowsByKey(keys, [...hashes, 't.xmin x', ...looked]);
    const statement = `
      select ${['p.no', hash ? 'p.h' : 'null', 'p.x', ...outer].join(', ')}
        from (select ${['s.*', ...inner].join(', ')} from ${rows}) p`;
    const width = this.hashed.table.columns.length;
    const text = await this.copy(statement, signal);
    return new CopiedRows(text, keys.length, { placeOf, query, width });
  }

  /** The keys' rows as a table `s`: `no`, and what is selected of each row `t`. */
  private rowsByKey(keys: readonly Key[], selected: readonly string[]): SelectedRows {
    const table = this.hashed.table[this.hashed.side];
    const columns = keyColumnsOf(table);
    const indexed = keyIsIndexed(table);
    const dense = indexed ? rowsBetween(columns, keys) : undefined;
    if (dense) {
      return {
        rows: `(select ${[`${dense.no} as no`, ...selected].join(', ')}
                  from ${quoteTable(table.id)} t
                 where ${dense.condition}
                offset 0) s`,
        placeOf: dense.placeOf,
      };
    }
    // Of all keys at once, which is one question to each foreign server rather than one a key.
    const ofAnyKey = indexed ? [] : matchesAnyKey(columns, 't', keys);
    const rows = `(select k.no, s.*
              from ${keyTableOf(columns, keys)},
                   lateral (select ${selected.join(', ')}
                              from ${quoteTable(table.id)} t
                             where ${[matchesKey(columns, 't'), ...ofAnyKey].join(' and ')}
                            ${indexed ? 'offset 0' : ''}) s) s`;
    return { rows, placeOf: (no) => no - 1 };
  }

  private async copy(query: string, signal: AbortSignal): Promise<Buffer> {
    const table = this.hashed.table[this.hashed.side];
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(keyIsIndexed(table) ? 'index' : 'any');
      return copiedText(session, query);
    });
  }
}

interface SelectedRows {
  readonly rows: string;
  /** The place in the list of the key whose row has this `no`. */
  readonly placeOf: (no: number) => number;
}

/** The columns that are read of a row, by its side's names, with sizes asked for as its types have them. */
export function columnsRead({ table, side }: TableSide): readonly Column[] {
  return side === 'live' ? [...table.columns, ...table.liveOnly] : backupColumns(table);
}
