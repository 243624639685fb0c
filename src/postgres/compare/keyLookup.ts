import { type Column, type Key, type KeyedTable, ownKeys } from '../../core/catalog/table';
import { keyIsProved } from '../../core/diff/comparedTable';
import {
  equalsKey,
  isFoundByText,
  isFoundInArray,
  keyArrayType,
  keyColumn,
  keyValue,
} from '../../core/sql/keyEquality';
import { quoteLiteral } from '../../core/sql/quote';
import { arrayText } from '../correction/arrayText';

/** The key columns, in the order of the key. */
export function keyColumnsOf(table: KeyedTable): readonly Column[] {
  return table.key.flatMap((position) => table.columns[position] ?? []);
}

/** Whether an index finds a row by its key, as {@link matchesKey} looks it up. */
export function keyIsIndexed(table: KeyedTable): boolean {
  const isUnique = keyIsProved({ ...table, keys: ownKeys(table) });
  return isUnique && !keyColumnsOf(table).map(keyColumn).some(isFoundByText);
}

/**
 * Keys as a table `k`: its columns `k0`, `k1` … have values of the key columns' types, `no` counts from 1.
 * @param arrays For each key column, in SQL, the texts of its values as the text of an array.
 */
export function keyTable(columns: readonly Column[], arrays: readonly string[]): string {
  const keys = columns.map(keyColumn);
  const typed = keys.map((key, index) => `${arrays[index] ?? ''}::${keyArrayType(key)}`);
  const names = keys.map((_, index) => `k${index}`);
  const values = keys.map((key, index) => `${keyValue(key, `k.k${index}`)} k${index}`);
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

/** True of a row called `row` whose key is that of a row of {@link keyTable}, as {@link equalsKey} says. */
export function matchesKey(columns: readonly Column[], row: string): string {
  return columns
    .map((column, index) => equalsKey(keyColumn(column), row, `k.k${index}`))
    .join(' and ');
}

/** What is true of rows called `row` that have one of these keys; of some others too. */
export function matchesAnyKey(
  columns: readonly Column[],
  row: string,
  keys: readonly Key[],
): readonly string[] {
  return columns.map(keyColumn).flatMap((key, index) => {
    const values = `any (${arrayOf(keys, index)}::${keyArrayType(key)})`;
    return isFoundInArray(key) ? [equalsKey(key, row, values)] : [];
  });
}

function arrayOf(keys: readonly Key[], index: number): string {
  return quoteLiteral(arrayText(keys.map((key) => key[index] ?? '')));
}
