import { isRecord, listOf, oneOf, optional, record, text, unreadable, whole } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf, shownOf, type ShownRows } from './shown';

/** How the columns are looked at, by their names; kept for the table. */
export interface ColumnLook {
  /** CSS pixels. */
  readonly widths: Readonly<Record<string, number>>;
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Both sides of a row on one line, or one above the other. */
  readonly arrangement: 'paired' | 'stacked';
}

export interface CellRequests {
  /** Opens a cell, or without `column` the whole row, in VS Code's diff editor. */
  readonly showCell: {
    readonly params: OfGeneration &
      ShownRows & { readonly ordinal: number; readonly column?: number };
    readonly result: undefined;
  };
  /** Shows the values of a masked column; the journal notes it. Its rows come anew. */
  readonly reveal: { readonly params: { readonly column: number }; readonly result: undefined };
  /** Masks a column again that was revealed; the journal notes it. Its rows come anew. */
  readonly maskAgain: { readonly params: { readonly column: number }; readonly result: undefined };
  readonly keepLook: { readonly params: { readonly look: ColumnLook }; readonly result: undefined };
}

export const cellReaders: Readers<CellRequests> = {
  showCell: (params) => {
    const fields = record(params);
    const { generation, ordinal } = fields;
    return {
      ...{ generation: whole(generation), ...shownOf(fields), ordinal: whole(ordinal) },
      ...optional('column', fields, columnOf),
    };
  },
  reveal: oneColumn,
  maskAgain: oneColumn,
  keepLook: (params) => ({ look: lookOf(record(params)['look']) }),
};

function oneColumn(params: unknown): { readonly column: number } {
  return { column: columnOf(record(params)['column']) };
}

const mostNames = 1600;
/** PostgreSQL's names have up to 63 bytes. */
const longestName = 63;
const widest = 10_000;

/** @throws {Unreadable} */
export function lookOf(value: unknown): ColumnLook {
  const { widths, order, hidden, arrangement } = record(value);
  return {
    ...{ widths: widthsOf(widths), order: namesOf(order), hidden: namesOf(hidden) },
    arrangement: oneOf(['paired', 'stacked'] as const, arrangement, 'arrangement'),
  };
}

function widthsOf(value: unknown): Readonly<Record<string, number>> {
  if (!isRecord(value)) {
    throw unreadable('fields');
  }
  const read = Object.entries(value).map(
    ([name, width]) => [text(name, longestName), whole(width, widest)] as const,
  );
  if (read.length > mostNames) {
    throw unreadable('list');
  }
  return Object.fromEntries(read);
}

function namesOf(value: unknown): readonly string[] {
  return listOf(value, mostNames, (name) => text(name, longestName));
}
