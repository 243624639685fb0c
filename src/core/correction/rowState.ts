import type { Cell, Column, Key, Row } from '../catalog/table';
import type { Correction, KnownRow } from './plan';

/** A planned row that is no longer as it was when the plan was made. */
export interface Drift {
  readonly key: Key;
  readonly found: 'changed' | 'gone' | 'appeared';
}

/** A value that the database holds otherwise than was asked: a trigger, or a rounding type, altered it. */
export interface AlteredCell {
  readonly key: Key;
  /** The column's name. */
  readonly column: string;
}

/** What keeps `correction` from being written over `live`; undefined: nothing. */
export function driftOf(correction: Correction, live: Row | null): Drift | undefined {
  if (correction.action === 'insert') {
    return live === null ? undefined : { key: correction.key, found: 'appeared' };
  }
  if (live === null) {
    return { key: correction.key, found: 'gone' };
  }
  return sameRow(correction.seen, live) ? undefined : { key: correction.key, found: 'changed' };
}

/** True where `live` holds what the correction would write: there is nothing left to do. */
export function isAsPlanned(correction: Correction, live: Row | null): boolean {
  if (correction.action === 'delete') {
    return live === null;
  }
  return live !== null && alteredColumns(correction, live).length === 0;
}

/** Positions of the columns that were written and hold something else in `after`. */
export function alteredColumns(correction: Correction, after: Row): readonly number[] {
  return correction.action === 'delete'
    ? []
    : correction.set
        .filter(({ column, value }) => cellAt(after, column) !== value)
        .map(({ column }) => column);
}

/**
 * Gives the row that a correction leaves, null where it leaves none. Cells that production fills by itself are not
 * known (`undefined`): generated ones, and in a new row those with a default that the plan does not name.
 */
export function rowsLeftBy(
  columns: readonly Column[],
): (correction: Correction<KnownRow>) => KnownRow | null {
  const generated = columns.flatMap(({ generated: isGenerated }, at) => (isGenerated ? [at] : []));
  const unnamed = columns.map((column) =>
    column.hasDefault || column.generated || column.identity ? undefined : null,
  );
  return (correction) => {
    if (correction.action === 'delete') {
      return null;
    }
    const row: (Cell | undefined)[] = [
      ...(correction.action === 'insert' ? unnamed : correction.seen),
    ];
    if (correction.action === 'update') {
      generated.forEach((at) => (row[at] = undefined));
    }
    for (const { column, value } of correction.set) {
      row[column] = value;
    }
    return row;
  };
}

/** {@link rowsLeftBy} where these corrections alone say what each row becomes; undefined where production fills a cell. */
export function rowsForeseenBy(
  corrections: readonly Correction[],
  columns: readonly Column[],
): ((correction: Correction) => Row | null) | undefined {
  const filled = columns.flatMap(({ hasDefault, generated, identity }, at) =>
    hasDefault || generated || identity ? [at] : [],
  );
  const isGenerated = columns.some(({ generated }) => generated);
  const areKnown = corrections.every((correction) => {
    if (correction.action !== 'insert') {
      return correction.action === 'delete' || !isGenerated;
    }
    const { set } = correction;
    // Mostly a row names all columns, in their order.
    return filled.every((at) => set[at]?.column === at || set.some(({ column }) => column === at));
  });
  // No cell of theirs is undefined.
  return areKnown ? (rowsLeftBy(columns) as (correction: Correction) => Row | null) : undefined;
}

export function sameRow(one: Row, other: Row): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((cell, position) => cell === other[position]))
  );
}

function cellAt(row: Row, position: number): Cell {
  const cell = row[position];
  if (cell === undefined) {
    throw new RangeError(`A row of ${row.length} cells has none at ${position}.`);
  }
  return cell;
}
