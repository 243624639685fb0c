import type { Column, ColumnType, Key, KeyedTable } from '../../core/catalog/table';
import { keyIsProved } from '../../core/diff/comparedTable';
import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
import { arrayText } from '../correction/arrayText';

/** The key columns, in the order of the key. */
export function keyColumnsOf(table: KeyedTable): readonly Column[] {
  return table.key.flatMap((position) => table.columns[position] ?? []);
}

/** Whether an index finds a row by its key, as {@link matchesKey} looks it up. */
export function keyIsIndexed(table: KeyedTable): boolean {
  return keyIsProved(table) && keyColumnsOf(table).every(({ type }) => lookupOf(type) !== 'text');
}

/**
 * Keys as a table `k`: its columns `k0`, `k1` … have values of the key columns' types, `no` counts from 1.
 * @param arrays For each key column, in SQL, the texts of its values as the text of an array.
 */
export function keyTable(columns: readonly Column[], arrays: readonly string[]): string {
  const typed = columns.map((column, index) => `${arrays[index] ?? ''}::${arrayTypeOf(column)}`);
  const names = columns.map((_, index) => `k${index}`);
  const values = columns.map(({ type }, index) => `${valueOf(type, `k${index}`)} k${index}`);
  return `(select ${values.join(', ')}, no
             from unnest(${typed.join(', ')}) with ordinality k(${names.join(', ')}, no)) k`;
}

/** {@link keyTable} of these keys; COPY takes no parameters. */
export function keyTableOf(columns: readonly Column[], keys: readonly Key[]): string {
  return keyTable(
    columns,
    columns.map((_, index) => arrayOf(keys, index)),
  );
}

/**
 * True of a row called `row` whose key is that of a row of {@link keyTable}: by the equality of each type,
 * wherever the search path leads. Another one takes no index, and may tell apart what the key does not.
 */
export function matchesKey(columns: readonly Column[], row: string): string {
  const matches = columns.map(({ name, type }, index) => {
    const column = `${row}.${quoteIdentifier(name)}`;
    return lookupOf(type) === 'text'
      ? `format('%s', ${column}) collate "C" = k.k${index}`
      : `${column} ${equalityOf(type)} k.k${index}`;
  });
  return matches.join(' and ');
}

/** What is true of rows called `row` that have one of these keys; of some others too. */
export function matchesAnyKey(
  columns: readonly Column[],
  row: string,
  keys: readonly Key[],
): readonly string[] {
  return columns.flatMap(({ name, type }, index) => {
    const lookup = lookupOf(type);
    const column = `${row}.${quoteIdentifier(name)}`;
    return typeof lookup === 'string'
      ? []
      : [`${column} ${equalityOf(type)} any (${arrayOf(keys, index)}::${lookup.array})`];
  });
}

function arrayOf(keys: readonly Key[], index: number): string {
  return quoteLiteral(arrayText(keys.map((key) => key[index] ?? '')));
}

function equalityOf({ base }: ColumnType): string {
  return base?.equality ?? 'operator(pg_catalog.=)';
}

function arrayTypeOf({ type }: Column): string {
  const lookup = lookupOf(type);
  return typeof lookup === 'string' ? 'pg_catalog._text' : lookup.array;
}

function valueOf(type: ColumnType, value: string): string {
  const castName = type.base?.castName ?? type.castName;
  const lookup = lookupOf(type);
  if (lookup === 'label') {
    return labelOf(value, castName);
  }
  return lookup === 'cast' ? `${value}::${castName}` : value;
}

/**
 * - `text`: as it is written, by no index;
 * - `cast`: from text, where no array of the type gives back its values;
 * - `label`: of an enum;
 * - of an array of such values.
 */
type Lookup = 'text' | 'cast' | 'label' | { readonly array: string };

function lookupOf({ base, arrayCastName, builtIn, isEnum }: ColumnType): Lookup {
  if (base && base.equality === undefined) {
    return 'text';
  }
  if (isEnum) {
    return 'label';
  }
  if (/^int[24]$/.test(builtIn ?? '')) {
    return { array: 'pg_catalog._int8' };
  }
  const array = base ? base.arrayCastName : arrayCastName;
  return array === undefined ? 'cast' : { array };
}

/** NULL for a label that only the other side's enum has: a cast would fail. */
function labelOf(value: string, castName: string): string {
  return `case when exists (select
                              from pg_catalog.pg_enum e
                             where e.enumtypid = ${quoteLiteral(castName)}::pg_catalog.regtype
                               and e.enumlabel = ${value})
               then ${value}::${castName} end`;
}
