import type { ColumnType } from '../../core/catalog/table';
import { quoteIdentifier } from '../../core/sql/quote';
import { familyOf } from './typeFamily';

/*
 * Hashes of a row called `t` that postgres_fdw lets a foreign partition's own server compute: nothing
 * but columns, numbers, arrays and immutable functions of every server. It sends no text constant, no
 * COLLATE, no COALESCE, no record and no cast by way of text, and no CASE before PostgreSQL 15.
 */

export interface ShippedColumns {
  readonly keys: readonly ShippedColumn[];
  /** Those of which a row's hash is made beside its key. */
  readonly others: readonly ShippedColumn[];
}

/** A column as one side calls it, with its types on both. */
export interface ShippedColumn {
  readonly name: string;
  readonly backup: ColumnType;
  readonly live: ColumnType;
}

/**
 * The 64-bit hash of a row: of its key and its other columns in the form in which servers send them,
 * seeded by salt and key. The key stands among them because NULLs leave the seed out. Undefined where
 * a column has no form that can be shipped.
 */
export function shippedRowHash({ keys, others }: ShippedColumns, salt: bigint): string | undefined {
  const seed = shippedKeyHash(keys, salt);
  const forms = [
    ...keys.map((column) => keyForm(column, salt)),
    ...others.map((column) => columnForm(column, salt)),
  ];
  return seed === undefined ? undefined : hashOf(forms, seed);
}

/** The 64-bit hash of a row's key; never NULL. Undefined as {@link shippedRowHash}. */
export function shippedKeyHash(keys: readonly ShippedColumn[], salt: bigint): string | undefined {
  return hashOf(
    keys.map((column) => keyForm(column, salt)),
    `'${salt}'::int8`,
  );
}

function hashOf(forms: readonly (string | undefined)[], seed: string): string | undefined {
  return forms.includes(undefined)
    ? undefined
    : `hash_array_extended(array[${forms.join(', ')}], ${seed})`;
}

/** Equal keys may be written differently: here they hash alike. */
function keyForm(column: ShippedColumn, salt: bigint): string | undefined {
  const name = `t.${quoteIdentifier(column.name)}`;
  switch (familyOf(column.backup.builtIn, column.live.builtIn) ?? '') {
    case 'numeric':
      return `numeric_send(trim_scale(${name}::numeric))`;
    case 'bpchar':
      return bytewise(column, `int8send(hashbpcharextended(${name}::bpchar, '${salt}'))`);
    default:
      return columnForm(column, salt);
  }
}

/** As bytea: NULL for NULL, and equal exactly where the output texts are. */
function columnForm(column: ShippedColumn, salt: bigint): string | undefined {
  const name = `t.${quoteIdentifier(column.name)}`;
  const family = familyOf(column.backup.builtIn, column.live.builtIn) ?? '';
  // Lengths tell texts apart that are of the same bytes in two encodings, or differ in blanks at their end.
  const lengths = `(char_length(${name})::int8 # (octet_length(${name})::int8 << 32) # '${salt}'::int8)`;
  switch (family) {
    case 'text':
      return bytewise(column, `int8send(hashtextextended(${name}::text, ${lengths}))`);
    case 'bpchar':
      return bytewise(column, `int8send(hashbpcharextended(${name}::bpchar, ${lengths}))`);
    case 'bytea':
      return `${name}::bytea`;
    default: {
      const sender = senders[family];
      // Unquoted, "bit" is a single one, and all others would be cut off.
      return sender && `${sender}(${name}::"${family}")`;
    }
  }
}

/** Under other collations the server hashes what it calls equal alike. */
function bytewise({ backup, live }: ShippedColumn, form: string): string | undefined {
  return backup.deterministic && live.deterministic ? form : undefined;
}

/** Of the types whose sent form is as fine as their text, and whose sender is immutable on every server. */
const senders: Readonly<Record<string, string>> = {
  int8: 'int8send',
  int4: 'int4send',
  bool: 'boolsend',
  oid: 'oidsend',
  float4: 'float4send',
  float8: 'float8send',
  numeric: 'numeric_send',
  money: 'cash_send',
  uuid: 'uuid_send',
  date: 'date_send',
  time: 'time_send',
  timetz: 'timetz_send',
  timestamp: 'timestamp_send',
  timestamptz: 'timestamptz_send',
  interval: 'interval_send',
  json: 'json_send',
  jsonb: 'jsonb_send',
  inet: 'inet_send',
  cidr: 'cidr_send',
  macaddr: 'macaddr_send',
  macaddr8: 'macaddr8_send',
  bit: 'bit_send',
  varbit: 'varbit_send',
};
