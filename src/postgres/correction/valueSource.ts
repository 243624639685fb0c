import type { BaseType, Cell } from '../../core/catalog/table';
import { type KeyColumn, keyArrayType, keyValue } from '../../core/sql/keyEquality';
import { quoteLiteral } from '../../core/sql/quote';
import { arrayText } from './arrayText';

/** A live column, as its catalogue describes it now: what SQL text needs to know. */
export interface LiveColumn {
  readonly name: string;
  readonly label: string;
  readonly generated: boolean;
  readonly identity: 'always' | 'by default' | undefined;
  /** Quoted, qualified, without modifier. */
  readonly castName: string;
  /** Undefined also where `unnest` would take the values apart. */
  readonly arrayCastName: string | undefined;
  /** What stands between the elements of its array's text: `;` for boxes. */
  readonly delimiter: string;
  readonly isMoney: boolean;
  readonly base: BaseType;
}

/** Bound values as a row source `v(c0, c1, …, ord)`, one array parameter a column. */
export interface ValueSource {
  /** For FROM. `ord` counts the rows from 1. */
  readonly from: string;
  /** The same with the rows themselves in it, for a statement without parameters. */
  readonly holding: (rows: readonly (readonly Cell[])[]) => string;
  /** The SQL for one column's value, in its type without modifier: nothing is cut off in silence. */
  readonly value: (position: number) => string;
  /** The parameters for these rows; each row's cells are in the order of the columns. */
  readonly bind: (rows: readonly (readonly Cell[])[]) => readonly string[];
}

/** Values of the key columns, to find rows by, then of those that are written. */
export function valueSource(
  key: readonly KeyColumn[],
  written: readonly LiveColumn[] = [],
): ValueSource {
  const columns = [...key.map(boundKey), ...written.map(boundValue)];
  const names = [...columns.map((_, index) => `c${index}`), 'ord'];
  const from = (arrays: readonly string[]): string => {
    const typed = columns.map(({ arrayType }, index) => `${arrays[index] ?? ''}::${arrayType}`);
    return `unnest(${typed.join(', ')}) with ordinality as v(${names.join(', ')})`;
  };
  const bind = (rows: readonly (readonly Cell[])[]): readonly string[] =>
    columns.map(({ delimiter }, index) =>
      arrayText(
        rows.map((row) => row[index] ?? null),
        delimiter,
      ),
    );
  return {
    from: from(columns.map((_, index) => `$${index + 1}`)),
    holding: (rows) => from(bind(rows).map(quoteLiteral)),
    value: (position) => columns[position]?.value(`v.c${position}`) ?? `v.c${position}`,
    bind,
  };
}

/** How the values of a column are bound, all in one array. */
interface BoundColumn {
  readonly arrayType: string;
  readonly delimiter: string;
  readonly value: (element: string) => string;
}

function boundKey(column: KeyColumn): BoundColumn {
  return {
    arrayType: keyArrayType(column),
    delimiter: ',',
    value: (element) => keyValue(column, element),
  };
}

function boundValue({ arrayCastName, castName, delimiter }: LiveColumn): BoundColumn {
  return arrayCastName === undefined
    ? {
        arrayType: 'pg_catalog._text',
        delimiter: ',',
        value: (element) => `${element}::${castName}`,
      }
    : { arrayType: arrayCastName, delimiter, value: (element) => element };
}
