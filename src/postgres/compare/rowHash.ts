import type { ColumnType } from '../../core/catalog/table';
import { backupColumns, keyNamesOf } from '../../core/diff/comparedTable';
import type { ComparedTable } from '../../core/diff/comparison';
import { type KeyForm, isNeverNull, keyForms } from '../../core/diff/keys/keyForms';
import type { HashForm, LocalHashing, RowHashing } from '../../core/diff/rowHashing';
import { quoteIdentifier } from '../../core/sql/quote';
import type { HashedTable, TableSide } from '../../recovery/ports/snapshot';
import type { KeyFieldType } from './copyBinary';
import { type ShippedColumns, shippedKeyHash, shippedRowHash } from './shippedHash';
import { familyOf } from './typeFamily';

/** How one key column is selected and ordered, in SQL over a row called `t`. */
export interface KeyExpression {
  readonly column: string;
  readonly value: string;
  readonly order: string;
  readonly type: KeyFieldType;
}

/**
 * The 64-bit hash of a row called `t`: the same on both sides exactly for rows that have the same text
 * in every compared column.
 * @param key Where {@link keyHash} of the row is found, if it was made already: it may be a part of it.
 */
export function rowHash(hashed: HashedTable, key?: string): string {
  switch (hashed.hashing.form) {
    case 'extended':
    case 'summed':
      return extendedHash(hashed.hashing, hashedColumns(hashed), key ?? keySeed(hashed));
    case 'sha256':
      return sha256Hash(hashed, hashedColumns(hashed));
    case 'shipped':
      return shipped(shippedRowHash(shippedColumns(hashed), hashed.hashing.salt));
  }
}

/** The same of a row of which no column is a key: it starts from the salt alone. */
export function wholeRowHash(read: TableSide, hashing: LocalHashing): string {
  const columns = comparedColumns(read);
  switch (hashing.form) {
    case 'extended':
    case 'summed':
      return extendedHash(hashing, columns, saltSeed(hashing));
    case 'sha256':
      return sha256Of(hashing, columns.map(valueOf));
  }
}

/** The 64-bit hash of the key of a row called `t`, the same on both sides. */
export function keyHash(hashed: HashedTable): string {
  switch (hashed.hashing.form) {
    case 'extended':
    case 'summed':
      return keySeed(hashed);
    case 'sha256':
      return sha256Hash(hashed, []);
    case 'shipped':
      return shipped(shippedKeyHash(shippedColumns(hashed).keys, hashed.hashing.salt));
  }
}

/** Whether a row can be hashed by its partition's own server. */
export function canBeShipped(table: ComparedTable): boolean {
  return shippedRowHash(shippedColumns({ table, side: 'live' }), 0n) !== undefined;
}

/** The hashes of all rows together, as int8; 0 for no rows. See {@link combinedHashes}. */
export function combinedRowHashes(form: HashForm, hash: string): string {
  switch (form) {
    case 'extended':
    case 'shipped':
      return `coalesce(bit_xor(${hash}), 0)`;
    case 'summed':
    case 'sha256':
      return modulo64(`coalesce(sum(${hash}), 0)`);
  }
}

export function keyExpressions({ table, side }: SideOfTable): readonly KeyExpression[] {
  const names = keyNamesOf(table[side]);
  return keyForms(table).map((form, index) =>
    keyExpression(`t.${quoteIdentifier(names[index] ?? '')}`, form),
  );
}

type SideOfTable = Pick<HashedTable, 'table' | 'side'>;

function shipped(hash: string | undefined): string {
  if (hash === undefined) {
    throw new RangeError('A column has no form that can be shipped.');
  }
  return hash;
}

function shippedColumns({ table, side }: SideOfTable): ShippedColumns {
  const keys = table[side].key.flatMap((position, index) => {
    const [backup, live] = [table.backup, table.live].map((of) => of.columns[of.key[index] ?? -1]);
    const name = table[side].columns[position]?.name ?? '';
    return backup && live ? [{ name, backup: backup.type, live: live.type }] : [];
  });
  return { keys, others: hashedColumns({ table, side }) };
}

/**
 * Of salt, key and every compared column, as one record's text: it comes of the types' output functions,
 * and its quotes tell NULL from an empty text and each field from the next.
 */
function sha256Hash(hashed: HashedTable, columns: readonly { readonly name: string }[]): string {
  const keys = keyExpressions(hashed).map(({ value }) => value);
  return sha256Of(hashed.hashing, [...keys, ...columns.map(valueOf)]);
}

function valueOf({ name }: { readonly name: string }): string {
  return `t.${quoteIdentifier(name)}`;
}

function sha256Of({ salt }: RowHashing, values: readonly string[]): string {
  const text = `row(${[`'${salt}'`, ...values].join(', ')})::text`;
  return `('x' || encode(substr(sha256(convert_to(${text}, 'UTF8')), 1, 8), 'hex'))::bit(64)::int8`;
}

/** What is left of a sum in 64 bits, as int8. */
function modulo64(sum: string): string {
  const cycle = 2n ** 64n;
  const half = 2n ** 63n;
  return `(mod(mod(${sum}, ${cycle}) + ${cycle + half}, ${cycle}) - ${half})::int8`;
}

/**
 * Texts are hashed one upon the other, starting from salt and key (`start`), so that
 * two rows that swap their values differ; the result seeds the hash of a record of all other columns.
 * The record is led by a constant, because NULLs leave the seed out.
 */
function extendedHash(
  { salt }: RowHashing,
  hashedColumns: readonly HashedColumn[],
  start: string,
): string {
  const columns = hashedColumns.map(hashedForm);
  const noText = `'NULL ${BigInt.asUintN(64, salt).toString(16)}'`;
  const seed = columns
    .flatMap((form) => ('text' in form ? [form.text] : []))
    .reduce(
      (below, text) => `hashtextextended(coalesce(${text}, ${noText}) collate "C", ${below})`,
      start,
    );
  const others = columns.flatMap((form) => ('value' in form ? [form.value] : []));
  return others.length === 0
    ? seed
    : `hash_record_extended(row(true, ${others.join(', ')}), ${seed})`;
}

function keyExpression(column: string, form: KeyForm): KeyExpression {
  switch (form) {
    case 'integer':
      return { column, value: `${column}::int8`, order: column, type: 'integer' };
    case 'plain':
      return { column, value: outputText(column), order: column, type: 'text' };
    case 'text':
      return inByteOrder(column, `${column}::text`);
    case 'output':
      return inByteOrder(column, outputText(column));
    case 'numeric':
      return inByteOrder(column, withoutTrailingZeros(column));
  }
}

/** What `trim_scale` gives from 13 on, and every server can. */
function withoutTrailingZeros(number: string): string {
  const text = `${number}::text`;
  return `case when scale(${number}) > 0 then rtrim(rtrim(${text}, '0'), '.') else ${text} end`;
}

/** By the type's output function; `is null` is also true of a composite value of nothing but NULLs. */
function outputText(column: string): string {
  return `case when ${column} is distinct from null then format('%s', ${column}) end`;
}

function inByteOrder(column: string, text: string): KeyExpression {
  const value = `(${text}) collate "C"`;
  return { column, value, order: value, type: 'text' };
}

/**
 * Each key column is hashed upon the one before it, from the salt on; or all as one record, where NULL
 * may be among them, of which nothing but a record has a hash.
 */
function keySeed(hashed: HashedTable): string {
  const { hashing, table } = hashed;
  const keys = keyExpressions(hashed);
  if (keys.every((_, index) => isNeverNull(table, index))) {
    return keys.reduce(
      (below, key, index) => hashedUpon(below, key, commonKeyType(table, index)),
      saltSeed(hashing),
    );
  }
  const parts = keys.map(({ value, type }) => (type === 'integer' ? `int8send(${value})` : value));
  return `hash_record_extended(row(${parts.join(', ')}), '${hashing.salt}')`;
}

function saltSeed({ salt }: RowHashing): string {
  return `'${salt}'::int8`;
}

/** An int8 is not hashed as such, which folds it: 1 and 2^32 would be one seed. */
function hashedUpon(
  below: string,
  { column, value, type }: KeyExpression,
  common: string | undefined,
): string {
  if (common === 'int4') {
    return `hashint4extended(${column}::int4, ${below})`;
  }
  if (type === 'integer') {
    return `hashtextextended('', ${below} # ${value})`;
  }
  return common === 'uuid'
    ? `uuid_hash_extended(${column}, ${below})`
    : `hashtextextended(${value} collate "C", ${below})`;
}

function commonKeyType({ backup, live }: ComparedTable, index: number): string | undefined {
  const [ofBackup, ofLive] = [backup, live].map(
    ({ columns, key }) => columns[key[index] ?? -1]?.type.builtIn,
  );
  return familyOf(ofBackup, ofLive);
}

/** Every compared column, with the key columns whose equal values may be written differently. */
function hashedColumns({ table, side }: SideOfTable): readonly HashedColumn[] {
  const isLeft = ({ live, position }: HashedColumn): boolean =>
    table.key.includes(position) && !/^(numeric|bpchar)$/.test(live.builtIn ?? '');
  return comparedColumns({ table, side }).filter((column) => !isLeft(column));
}

function comparedColumns({ table, side }: TableSide): readonly HashedColumn[] {
  const ofBackup = backupColumns(table);
  return table.columns.flatMap((live, position) => {
    const backup = ofBackup[position];
    const { name } = { backup, live }[side] ?? live;
    return !backup || table.ignored.includes(position)
      ? []
      : [{ name, position, backup: backup.type, live: live.type }];
  });
}

/** A column as one side calls it, with its types on both. */
interface HashedColumn {
  readonly name: string;
  /** Among the compared columns. */
  readonly position: number;
  readonly backup: ColumnType;
  readonly live: ColumnType;
}

/** A column as text, or as a value that a record's hash takes as it is. */
type HashedForm = { readonly text: string } | { readonly value: string };

/**
 * A form whose hash differs where the output text does. Never the type's own hash where `=` is wider
 * than text (numeric, float, char, citext), where it folds (int8, timestamps: 1 and 2^32 collide for
 * every seed), or where there is none (json, xml, point).
 */
function hashedForm({ name, backup, live }: HashedColumn): HashedForm {
  const column = `t.${quoteIdentifier(name)}`;
  const direct = directForms[familyOf(backup.builtIn, live.builtIn) ?? ''];
  return direct?.(column) ?? { text: outputText(column) };
}

const directForms: Readonly<Record<string, (column: string) => HashedForm>> = {
  text: (column) => ({ text: `${column}::text` }),
  int4: (column) => ({ value: `${column}::int4` }),
  int8: (column) => ({ value: `int8send(${column}::int8)` }),
  bool: (column) => ({ value: `${column}::bool` }),
  date: (column) => ({ value: `${column}::date` }),
  uuid: (column) => ({ value: `${column}::uuid` }),
  bytea: (column) => ({ value: `${column}::bytea` }),
  timestamp: (column) => ({ value: `timestamp_send(${column}::timestamp)` }),
  timestamptz: (column) => ({ value: `timestamptz_send(${column}::timestamptz)` }),
};
