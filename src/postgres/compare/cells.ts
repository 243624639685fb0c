import type { Column, Key, Row } from '../../core/catalog/table';
import { keyIsProved } from '../../core/diff/comparedTable';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../core/sql/quote';
import type { HashedTable, RowReader, StoredRow } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { rowHash } from './rowHash';
import type { TableSession } from './tableSession';

/** What is kept of one value in memory at most; the driver cannot take 512 MB at all. */
const largestValue = 64 * 1024 * 1024;
/** Compressed, where the server knows no other size without unpacking it. */
const largestPacked = 8 * 1024 * 1024;

/** Looks rows up by key, on one side. */
export class KeyedRows implements RowReader {
  private readonly hash: string;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {
    this.hash = rowHash(hashed);
  }

  async hashesOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (bigint | undefined)[]> {
    const found = new Array<bigint | undefined>(keys.length).fill(undefined);
    for (const [no, hash] of await this.lookUp(keys, [`${this.hash} h`], signal)) {
      found[Number(no) - 1] = BigInt(hash ?? 0);
    }
    return found;
  }

  async rowsOf(
    keys: readonly Key[],
    signal: AbortSignal,
  ): Promise<readonly (StoredRow | undefined)[]> {
    const { table, side } = this.hashed;
    const own = new Map(table[side].columns.map((column) => [column.name, column]));
    const columns = [...table.columns, ...(side === 'live' ? table.liveOnly : [])].map(
      // A value's size is asked for as this side's type has it.
      (column) => own.get(column.name) ?? column,
    );
    const found = new Array<StoredRow | undefined>(keys.length).fill(undefined);
    const selected = [
      `${this.hash} h`,
      't.xmin::text x',
      `${tooLargeColumn(columns)} z`,
      ...columns.map((column, index) => `${guarded(column)} c${index}`),
    ];
    for (const [no, hash, xid, tooLarge, ...cells] of await this.lookUp(keys, selected, signal)) {
      const index = Number(no) - 1;
      if (tooLarge !== null && tooLarge !== undefined) {
        throw valueTooLarge(tooLarge, keys[index] ?? []);
      }
      found[index] = {
        hash: BigInt(hash ?? 0),
        xid: xid ?? '',
        cells: cells.slice(0, table.columns.length),
        liveOnly: cells.slice(table.columns.length),
      };
    }
    return found;
  }

  private async lookUp(
    keys: readonly Key[],
    selected: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Row[]> {
    const table = this.hashed.table[this.hashed.side];
    const columns = table.key.flatMap((position) => table.columns[position] ?? []);
    const indexed = keyIsProved(table);
    const arrays = columns.map(
      ({ type }, index) => `$${index + 1}::${type.arrayCastName ?? `${type.castName}[]`}`,
    );
    const matches = columns.map(({ name }, index) => `t.${quoteIdentifier(name)} = k.k${index}`);
    const query = `
      select k.no, s.*
        from unnest(${arrays.join(', ')})
               with ordinality k(${columns.map((_, index) => `k${index}`).join(', ')}, no),
             lateral (select ${selected.join(', ')}
                        from ${quoteTable(table.id)} t
                       where ${matches.join(' and ')}
                      ${indexed ? 'offset 0' : ''}) s`;
    const values = columns.map((_, index) => keys.map((key) => key[index] ?? ''));
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(indexed ? 'index' : 'any');
      return session.rows(query, values);
    });
  }
}

/** The name of the first column whose value is too large to fetch, or NULL. */
function tooLargeColumn(columns: readonly Column[]): string {
  const cases = columns.flatMap((column) => {
    const condition = tooLarge(column);
    return condition === undefined ? [] : [`when ${condition} then ${quoteLiteral(column.name)}`];
  });
  return cases.length === 0 ? 'null' : `case ${cases.join(' ')} end`;
}

/** The value itself, so that the protocol gives its type's own text; NULL where it is too large. */
function guarded(column: Column): string {
  const condition = tooLarge(column);
  const value = `t.${quoteIdentifier(column.name)}`;
  return condition === undefined ? value : `case when not ${condition} then ${value} end`;
}

const fixedSize = new Set(
  'bool int2 int4 int8 oid float4 float8 numeric money date time timetz timestamp timestamptz interval uuid name char xid xid8 cid tid inet cidr macaddr macaddr8 point box line lseg circle pg_lsn'.split(
    ' ',
  ),
);

function tooLarge({ name, type: { builtIn, isEnum } }: Column): string | undefined {
  const value = `t.${quoteIdentifier(name)}`;
  if (isEnum || fixedSize.has(builtIn ?? '')) {
    return undefined;
  }
  const sizeIsKnown = ['text', 'varchar', 'bpchar', 'bytea'].includes(builtIn ?? '');
  return sizeIsKnown
    ? `coalesce(octet_length(${value}) > ${largestValue}, false)`
    : `coalesce(pg_column_size(${value}) > ${largestPacked}, false)`;
}

function valueTooLarge(column: string, key: Key): RecoveryError {
  return new RecoveryError(
    'value-too-large',
    `The value of ${column} in the row ${key.join(', ')} is too large to be shown or corrected.`,
    { hint: 'Correct this row by hand, and leave it out here with a condition.' },
  );
}
