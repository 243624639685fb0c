import {
  leftOutOf,
  nothingSelected,
  type ReviewableRows,
  type RowSelection,
  selectedActions,
  withRows,
} from '../correction/rowSelection';
import type { LineSet } from '../review/lineSet';
import type { JudgedRows } from './judgedRows';
import type { StrategyFigures } from './strategy';

/** Which rows a strategy means. */
export interface Meant {
  readonly lines: LineSet;
  /** Rows only in production among them are deleted. */
  readonly deletes: boolean;
  /** Also those that are otherwise chosen one by one. */
  readonly all?: true;
}

export type FiguresWithoutChildren = Omit<StrategyFigures, 'children'>;

/** The rows that the strategy takes, by the rules of every selection. */
export function takenOf({ lines, deletes, all }: Meant, rows: ReviewableRows): LineSet {
  if (all) {
    return lines;
  }
  const meant = { lines, selected: true, singly: false };
  return withRows({ ...empty(rows), deletesAllowed: deletes }, meant, rows).lines;
}

export function figuresOf(
  meant: Meant,
  { damaged, later }: JudgedRows,
  rows: ReviewableRows,
): FiguresWithoutChildren {
  const taken = takenOf(meant, rows);
  const written = taken.without(rows.unwritable);
  return {
    ...selectedActions({ ...empty(rows), lines: taken }, rows),
    overwritten: written.and(rows.kinds.changed).and(later).size,
    lost: written.and(rows.kinds.extra).and(later).size,
    left: damaged.without(taken).size,
    apart: meant.all ? 0 : apartOf(meant, rows),
  };
}

function apartOf({ lines }: Meant, rows: ReviewableRows): number {
  const { stale, unread, blocked, reused } = leftOutOf(lines, empty(rows), rows);
  return stale + unread + blocked + reused;
}

function empty(rows: ReviewableRows): RowSelection {
  return { ...nothingSelected(rows), deletesAllowed: true };
}
