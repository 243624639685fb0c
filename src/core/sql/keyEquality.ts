import type { BaseType, Column, ColumnType } from '../catalog/table';
import { quoteIdentifier, quoteLiteral } from './quote';

/** A key column, as one server has it. */
export interface KeyColumn {
  readonly name: string;
  readonly base: BaseType;
}

export function keyColumn({ name, type }: Pick<Column, 'name' | 'type'>): KeyColumn {
  return { name, base: type.base ?? builtInBase(type) };
}

/** True where the type has no equality of its own: its values are the same where they are written so. */
export function isFoundByText({ base }: KeyColumn): boolean {
  return base.equality === undefined;
}

/**
 * True of a row called `row` that has this value, by the equality of the type, wherever the search path
 * leads; where there is none by its output text, which is found by no index, and depends on the settings.
 * @param value As {@link keyValue} made it.
 */
export function equalsKey(column: KeyColumn, row: string, value: string): string {
  const own = `${row}.${quoteIdentifier(column.name)}`;
  return column.base.equality === undefined
    ? `${outputText(own)} operator(pg_catalog.=) ${value}`
    : `${own} ${column.base.equality} ${value}`;
}

/** The text of a value by its type's own output function, in byte order. */
export function outputText(value: string): string {
  return `pg_catalog.format('%s', ${value}) collate "C"`;
}

/** The type of an array that key values are passed in, each in its output text. */
export function keyArrayType(column: KeyColumn): string {
  const lookup = lookupOf(column);
  return typeof lookup === 'string' ? (arraysOfOthers[lookup] ?? 'pg_catalog._text') : lookup.array;
}

/**
 * A value to look up, out of an element of {@link keyArrayType}; NULL where the type has no such value, which
 * a cast would fail on.
 */
export function keyValue(column: KeyColumn, element: string): string {
  const { castName } = column.base;
  const lookup = lookupOf(column);
  switch (lookup) {
    case 'cast':
      return `${element}::${castName}`;
    case 'label':
      return labelOf(element, castName);
    case 'labels':
      return labelsOf(element, castName);
    case 'unsigned':
      return `case when ${element} between 0 and 4294967295 then ${element}::${castName} end`;
    case 'text':
    default:
      return element;
  }
}

/** Whether the column itself may be looked for in an array of {@link keyArrayType}. */
export function isFoundInArray(column: KeyColumn): boolean {
  return typeof lookupOf(column) !== 'string';
}

/**
 * - `text`: as it is written, by no index;
 * - `cast`: from text, where no array of the type gives back its values;
 * - `label`: of an enum; `labels`: of an array of one;
 * - `unsigned`: of an integer that the other side may have below zero;
 * - of an array of such values.
 */
type Lookup = 'text' | 'cast' | 'label' | 'labels' | 'unsigned' | { readonly array: string };

const arraysOfOthers: Readonly<Record<string, string>> = { unsigned: 'pg_catalog._int8' };

function lookupOf({ base }: KeyColumn): Lookup {
  const { castName, arrayCastName, equality, labels } = base;
  if (equality === undefined) {
    return 'text';
  }
  if (labels !== undefined) {
    return labels === 'itself' ? 'label' : 'labels';
  }
  if (/^pg_catalog\."?oid"?$/.test(castName)) {
    return 'unsigned';
  }
  if (/^pg_catalog\."?int[24]"?$/.test(castName)) {
    return { array: 'pg_catalog._int8' };
  }
  return arrayCastName === undefined ? 'cast' : { array: arrayCastName };
}

/** NULL for a label that only the other side's enum has. */
function labelOf(value: string, castName: string): string {
  return `case when exists (select
                              from pg_catalog.pg_enum e
                             where e.enumtypid = ${quoteLiteral(castName)}::pg_catalog.regtype
                               and e.enumlabel operator(pg_catalog.=) ${value})
               then ${value}::${castName} end`;
}

/** The same of an array of them. */
function labelsOf(value: string, castName: string): string {
  return `case when not exists (select
                                  from pg_catalog.unnest(${value}::pg_catalog._text) l (label)
                                 where l.label is not null
                                   and not exists (select
                                                     from pg_catalog.pg_type a
                                                     join pg_catalog.pg_enum e on e.enumtypid = a.typelem
                                                    where a.oid = ${quoteLiteral(castName)}::pg_catalog.regtype
                                                      and e.enumlabel operator(pg_catalog.=) l.label))
               then ${value}::${castName} end`;
}

/** Of a column that does not come from a catalogue. */
function builtInBase({ builtIn, castName, arrayCastName, isEnum }: ColumnType): BaseType {
  return {
    castName: builtIn === undefined ? castName : `pg_catalog.${quoteIdentifier(builtIn)}`,
    arrayCastName,
    equality: 'operator(pg_catalog.=)',
    ...(isEnum ? { labels: 'itself' } : {}),
  };
}
