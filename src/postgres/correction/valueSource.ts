import type { Cell } from '../../core/catalog/table';
import { arrayText } from './arrayText';

/** A live column, as its catalogue describes it now: what SQL text needs to know. */
export interface LiveColumn {
  readonly name: string;
  readonly label: string;
  readonly generated: boolean;
  readonly identity: 'always' | 'by default' | undefined;
  /** Quoted, qualified, without modifier. */
  readonly castName: string;
  readonly arrayCastName: string | undefined;
  /** What stands between the elements of its array's text: `;` for boxes. */
  readonly delimiter: string;
  readonly isMoney: boolean;
}

/** Bound values as a row source `v(c0, c1, …, ord)`, one array parameter a column. */
export interface ValueSource {
  /** For FROM. `ord` counts the rows from 1. */
  readonly from: string;
  /** The SQL for one column's value, in its type without modifier: nothing is cut off in silence. */
  readonly value: (position: number) => string;
  /** The parameters for these rows; each row's cells are in the order of the columns. */
  readonly bind: (rows: readonly (readonly Cell[])[]) => readonly string[];
}

export function valueSource(columns: readonly LiveColumn[]): ValueSource {
  const arrays = columns.map(
    ({ arrayCastName }, index) => `$${index + 1}::${arrayCastName ?? 'pg_catalog._text'}`,
  );
  const names = [...columns.map((_, index) => `c${index}`), 'ord'];
  return {
    from: `unnest(${arrays.join(', ')}) with ordinality as v(${names.join(', ')})`,
    value: (position) => {
      const column = columns[position];
      return column && column.arrayCastName === undefined
        ? `v.c${position}::${column.castName}`
        : `v.c${position}`;
    },
    bind: (rows) =>
      columns.map(({ arrayCastName, delimiter }, index) =>
        arrayText(
          rows.map((row) => row[index] ?? null),
          arrayCastName === undefined ? ',' : delimiter,
        ),
      ),
  };
}
