import type { Cell, Key, Row } from '../catalog/table';
import type { Correction } from './plan';

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

export function sameRow(one: Row, other: Row): boolean {
  return one.length === other.length && one.every((cell, position) => cell === other[position]);
}

function cellAt(row: Row, position: number): Cell {
  const cell = row[position];
  if (cell === undefined) {
    throw new RangeError(`A row of ${row.length} cells has none at ${position}.`);
  }
  return cell;
}
