import { type Column, type Key, type KeyedTable, ownKeys } from '../../core/catalog/table';
import { keyIsProved } from '../../core/diff/comparedTable';
import { denseKeys } from '../../core/diff/keys/denseKeys';
import {
  equalsKey,
  isFoundByText,
  isFoundInArray,
  keyArrayType,
  keyColumn,
  keyValue,
} from '../../core/sql/keyEquality';
import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
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

/** How the rows of many keys are found at once, without looking each up. */
export interface RowsBetween {
  /** True of a row called `t` that has one of the keys. */
  readonly condition: string;
  /** An integer that tells which. */
  readonly no: string;
  readonly placeOf: (no: number) => number;
}

/** By one walk over the index, where the keys are integers close together; else undefined. */
export function rowsBetween(
  columns: readonly Column[],
  keys: readonly Key[],
): RowsBetween | undefined {
  const [column] = columns;
  const dense = columns.length === 1 && column && isInteger(column) ? denseKeys(keys) : undefined;
  if (!column || !dense) {
    return undefined;
  }
  const { first, last, bits, places } = dense;
  const key = `t.${quoteIdentifier(column.name)}`;
  const number = (value: number): string => `${quoteLiteral(String(value))}::pg_catalog.int8`;
  const no = `(${key} operator(pg_catalog.-) ${number(first)})::pg_catalog.int4`;
  const set = `pg_catalog.decode(${quoteLiteral(Buffer.from(bits).toString('hex'))}, 'hex')`;
  const isBetween = `${key} operator(pg_catalog.>=) ${number(first)} and ${key} operator(pg_catalog.<=) ${number(last)}`;
  return {
    // Once for the index, and again so that no number outside is ever looked for among the bits.
    condition: `${isBetween}
                and case when ${isBetween} then pg_catalog.get_bit(${set}, ${no}) operator(pg_catalog.=) 1 end`,
    no,
    placeOf: (at) => places[at] ?? 0,
  };
}

function isInteger(column: Column): boolean {
  return /^pg_catalog\."?int[248]"?$/.test(keyColumn(column).base.castName);
}

function arrayOf(keys: readonly Key[], index: number): string {
  return quoteLiteral(arrayText(keys.map((key) => key[index] ?? '')));
}
