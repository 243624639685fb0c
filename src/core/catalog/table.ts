import type { OptionalPart } from './definition';
import type { TableRule, TypeRule } from './rules';

/** A value in PostgreSQL's own text form; `null` is SQL NULL. Never a JavaScript number or Date. */
export type Cell = string | null;
export type Row = readonly Cell[];
/** The key columns' values of one row, in the order of {@link KeyedTable.key}; never NULL. */
export type Key = readonly string[];

export interface TableId {
  readonly schema: string;
  readonly name: string;
}

export interface ColumnType {
  /** As PostgreSQL shows it, with its modifier: `character varying(64)`. */
  readonly label: string;
  /**
   * Quoted, qualified and without modifier (`pg_catalog.bpchar`), so that a cast to it does not truncate
   * – but one to a domain over `varchar(n)` does: cast to what is below it, or read an array of it.
   */
  readonly castName: string;
  /** {@link castName} of its array type; undefined where the type is itself an array, or has none. */
  readonly arrayCastName: string | undefined;
  /** The built-in type below any domains (`int8`, `text`), or undefined for all others. */
  readonly builtIn: string | undefined;
  /** Quoted and qualified, where it is not that of the type itself. */
  readonly collation?: string | undefined;
  /** False under a collation that calls different byte strings equal. */
  readonly deterministic: boolean;
  /** Present for an enum, or a domain over one. */
  readonly isEnum?: true;
  /** Absent where the column does not come from a catalogue. */
  readonly base?: BaseType | undefined;
  /** Of the enums and domains that it is or is made of; absent without any, or kept without them. */
  readonly rules?: readonly TypeRule[];
}

/** The type itself, or what is below a domain. */
export interface BaseType {
  /** As {@link ColumnType.castName}. */
  readonly castName: string;
  /** As {@link ColumnType.arrayCastName}; also undefined where `unnest` would take the values apart. */
  readonly arrayCastName: string | undefined;
  /**
   * By which an index of the type finds a value, whatever the search path: `operator(public.=)`.
   * Undefined for a type that has none, such as json.
   */
  readonly equality: string | undefined;
  /** Whether its text is a label of an enum, or an array of such: the other side may have other labels. */
  readonly labels?: 'itself' | 'elements' | undefined;
  /** Of what types it is made, down to labels, where it is made of a composite type or a domain. */
  readonly madeOf?: string | undefined;
  /** Of the enums among {@link madeOf}, by name. */
  readonly madeOfLabels?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Present where values are, or hold, names of tables, types or functions (regclass …): their text has a
   * schema in front or not as the search path says.
   */
  readonly namesObjects?: true;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** By itself or by its domain, as is a default. */
  readonly notNull: boolean;
  /** Present where rows that were there before may hold NULL nevertheless: NOT NULL NOT VALID, of 18 and later. */
  readonly notNullUnchecked?: true;
  readonly hasDefault: boolean;
  /** Computed by the server: never written. */
  readonly generated: boolean;
  /**
   * SQL of the default, or of what a generated column is computed by, with qualified names; absent where
   * there is none, or the column was kept without it.
   */
  readonly expression?: string;
  readonly identity: 'always' | 'by default' | undefined;
}

export type TableKind = 'table' | 'partitioned';

/** A table as its catalogue describes it. */
export interface Table {
  readonly id: TableId;
  readonly oid: string;
  readonly kind: TableKind;
  readonly columns: readonly Column[];
  /** Column names of each constraint or index that makes a row unique and holds no NULL; the primary key first. */
  readonly keys: readonly (readonly string[])[];
  /** The same of indexes that may hold NULL and take it for equal to itself (NULLS NOT DISTINCT); absent without any. */
  readonly nullableKeys?: readonly (readonly string[])[];
  /** The tables that inherit from it, whose rows are read with its own; undefined where there are none. */
  readonly heirs?: readonly [TableId, ...TableId[]] | undefined;
  /** Absent in incidents of before they were kept. */
  readonly rules?: readonly TableRule[];
  /** What the restore has left out of it on purpose; absent where it was not restored by this tool. */
  readonly leftOut?: readonly OptionalPart[];
}

/** A table whose rows can be told apart: its key is never empty. */
export interface KeyedTable extends Table {
  /** Positions of the key columns in `columns`, in the order of the key. */
  readonly key: readonly [number, ...number[]];
}

/** All keys that it has by itself, those that hold no NULL first. */
export function ownKeys({
  keys,
  nullableKeys = [],
}: Pick<Table, 'keys' | 'nullableKeys'>): Table['keys'] {
  return [...keys, ...nullableKeys];
}

/** Whether the text of a row depends on the search path. */
export function namesObjects(columns: readonly Pick<Column, 'type'>[]): boolean {
  return columns.some(({ type }) => type.base?.namesObjects === true);
}

/** `schema.name` for messages and files, without quotes. */
export function tableLabel({ schema, name }: TableId): string {
  return `${schema}.${name}`;
}
