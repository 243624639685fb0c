import { type Change, diffWordsWithSpace } from 'diff';
import type { Cell } from '../../catalog/table';

/** UTF-16 positions in a cell's text; `to` is not included. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** The words that differ, on either side. */
export interface WordMarks {
  readonly backup: readonly TextRange[];
  readonly live: readonly TextRange[];
}

/** What finding them may cost. */
export interface WordMarkLimits {
  /** Characters of both texts together. */
  readonly length: number;
  readonly milliseconds: number;
}

/** More changed words than this are no longer marks, but another text. */
const mostEdits = 400;

/**
 * The words by which two texts of one cell differ; undefined where the whole cell is the difference:
 * NULL or '' on a side, nothing in common, or more than the limits allow.
 */
export function wordMarks(
  backup: Cell,
  live: Cell,
  { length, milliseconds }: WordMarkLimits,
): WordMarks | undefined {
  if (!isSomeText(backup) || !isSomeText(live) || backup.length + live.length > length) {
    return undefined;
  }
  const changes = diffWordsWithSpace(live, backup, {
    timeout: Math.max(1, milliseconds),
    maxEditLength: mostEdits,
  });
  const isShared = changes?.some(
    ({ added, removed, value }) => !added && !removed && value.trim() !== '',
  );
  return changes && isShared === true ? marksOf(changes) : undefined;
}

function isSomeText(cell: Cell): cell is string {
  return cell !== null && cell !== '';
}

function marksOf(changes: readonly Change[]): WordMarks {
  const marks = { backup: [] as TextRange[], live: [] as TextRange[] };
  const at = { backup: 0, live: 0 };
  const pass = (side: 'backup' | 'live', length: number, isMarked: boolean): void => {
    if (isMarked) {
      marks[side].push({ from: at[side], to: at[side] + length });
    }
    at[side] += length;
  };
  for (const { value, added, removed } of changes) {
    if (!removed) {
      pass('backup', value.length, added);
    }
    if (!added) {
      pass('live', value.length, removed);
    }
  }
  return marks;
}
