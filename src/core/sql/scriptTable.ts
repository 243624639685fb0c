import type { Column, ColumnType } from '../catalog/table';
import { tableLabel } from '../catalog/table';
import type { PlannedTable } from '../correction/plan';
import { equalsKey, isFoundByText, keyColumn, outputText } from './keyEquality';
import { quoteIdentifier, quoteLiteral, quoteTable } from './quote';
import type { ScriptWords } from './scriptWords/words';

/** The pieces that the statements of a script share. In them the table is `t`, and a row's JSON is `c.line`. */
export interface ScriptTable {
  readonly planned: PlannedTable;
  /** What the script says. */
  readonly words: ScriptWords;
  /** `"schema"."name"` */
  readonly name: string;
  /** As rows are read and changed: without its heirs, unless it has partitions. */
  readonly only: string;
  /** `schema.name` as a literal, for messages. */
  readonly label: string;
  /** The row of `t` that `c.line` is about, while settings are pinned. */
  readonly keyMatches: string;
  /** The same under any settings; where {@link hasPlaces}, of lines that have their rows' places. */
  readonly rowMatches: string;
  /** Whether rows are written by where they lie, since their keys are found by text. */
  readonly hasPlaces: boolean;
  readonly keyOrder: string;
}

export function scriptTable(planned: PlannedTable, words: ScriptWords): ScriptTable {
  const name = quoteTable(planned.identity.table);
  const key = planned.key.flatMap((position) => planned.columns[position] ?? []);
  const keyMatches = key
    .map((column) => equalsKey(keyColumn(column), 't', keyCell(column)))
    .join(' and ');
  const hasPlaces = key.map(keyColumn).some(isFoundByText);
  return {
    ...{ planned, words, keyMatches, hasPlaces },
    rowMatches: hasPlaces ? placeMatches : keyMatches,
    name,
    only: planned.kind === 'partitioned' ? name : `only ${name}`,
    label: quoteLiteral(tableLabel(planned.identity.table)),
    keyOrder: key.map(keyOrder).join(', '),
  };
}

/** Where the row of `t` lies, as a JSON value of a line. */
export const placeOfRow = `jsonb_build_object('place', jsonb_build_array(t.tableoid::text, t.ctid::text))`;

const placeMatches = `t.tableoid = (c.line -> 'place' ->> 0)::oid and t.ctid = (c.line -> 'place' ->> 1)::tid`;

/** How a column's new value is taken out of the row's JSON by `jsonb_to_record(…) as v(…)`. */
export interface NewValue {
  readonly name: string;
  /** Its type in that list: built-in below any domain, without modifier, so that nothing is cut. */
  readonly type: string;
  /** The value, from `v`. */
  readonly expression: string;
}

/**
 * By the type's own input function: a cast from text may be another one, the user's or PostgreSQL's.
 * JSON goes as text, for a JSON string would stay one; money as a number, for it was read in
 * another `lc_monetary` than the one it is written in.
 */
export function newValue({ name, type }: Column): NewValue {
  const cast = castName(type);
  const value = `v.${quoteIdentifier(name)}`;
  if (type.builtIn === 'json' || type.builtIn === 'jsonb') {
    return { name, type: 'text', expression: `${value}::${cast}` };
  }
  if (type.builtIn === 'money') {
    return { name, type: 'text', expression: moneyOf(value, cast) };
  }
  return { name, type: cast, expression: value };
}

function keyCell(column: Column): string {
  const cell = `(c.line -> 'key' ->> ${quoteLiteral(column.name)})`;
  const key = keyColumn(column);
  if (column.type.builtIn === 'money') {
    return moneyOf(cell, key.base.castName);
  }
  return isFoundByText(key) ? cell : `${cell}::${key.base.castName}`;
}

/** As the tool orders them: numbers by value, all else by text. Not every type has an order. */
function keyOrder({ name, type }: Column): string {
  const value = `t.${quoteIdentifier(name)}`;
  return /^int[248]$/.test(type.builtIn ?? '') ? value : outputText(value);
}

/** Read in another `lc_monetary` than the one it is written in. */
function moneyOf(text: string, castName: string): string {
  return `translate(${text}, '$,', '')::numeric::${castName}`;
}

/** A cast to `domain over varchar(5)` would cut silently; the assignment to such a column refuses. */
function castName({ builtIn, castName: name }: ColumnType): string {
  return builtIn === undefined ? name : `pg_catalog.${quoteIdentifier(builtIn)}`;
}

/**
 * `('name', text of the live value)` of each column, a line each. The text is that of the type's own
 * output function: a cast to text may be the user's own, and drops the blanks of char(n). NULL is
 * told by `is distinct from`: `is null` also calls a composite value of NULLs so.
 */
export function liveCells(columns: readonly Column[]): string {
  return columns
    .map(({ name, type }) => {
      const value = `t.${quoteIdentifier(name)}`;
      const text =
        type.builtIn === 'text' || type.builtIn === 'varchar'
          ? `${value}::text`
          : `case when ${value} is distinct from null then format('%s', ${value}) end`;
      return `(${quoteLiteral(name)}, (${text}) collate "C")`;
    })
    .join(',\n          ');
}
