import {
  inverted,
  type LeftOut,
  leftOutOf,
  noneLeftOut,
  nothingSelected,
  type RowSelection,
  withCell,
  withDeletes,
  withRows,
} from '../../core/correction/rowSelection';
import { RecoveryError } from '../../core/errors';
import { LineSet } from '../../core/review/lineSet';
import type { FilterSources } from './filters/filterSources';
import type { RowLists } from './rowLists';
import type { ShownRows } from './shownRows';

/** An act of choosing, by numbers among the rows that are shown. `to` is not included. */
export type ReviewIntent =
  | (ShownRows & {
      readonly act: 'row';
      readonly ordinal: number;
      readonly selected: boolean;
    })
  | (ShownRows & {
      readonly act: 'range';
      readonly from: number;
      readonly to: number;
      readonly selected: boolean;
    })
  /** All rows that are shown. */
  | (ShownRows & { readonly act: 'tab'; readonly selected: boolean })
  | (ShownRows & { readonly act: 'invert' })
  /** One column of a changed row, without its others. */
  | (ShownRows & {
      readonly act: 'cell';
      readonly ordinal: number;
      readonly column: number;
      readonly selected: boolean;
    })
  | { readonly act: 'deletes'; readonly allowed: boolean }
  | { readonly act: 'nothing' }
  /** Takes the last act back. */
  | { readonly act: 'undo' };

/** What came of an act. */
export interface ActDone {
  readonly selection: RowSelection;
  readonly leftOut: LeftOut;
  /** The rows that the act was about. */
  readonly lines: LineSet;
  /** Of an act about many rows: a text that names it, and how many they were, the same whenever it is done again. */
  readonly rule?: string;
}

/**
 * What the selection is after the act.
 * @throws {RecoveryError} `usage` where there are no such rows, and those of {@link withRows} and
 * {@link withCell}.
 */
export async function doneBy(
  intent: Exclude<ReviewIntent, { readonly act: 'undo' }>,
  lists: RowLists,
  sources: FilterSources,
): Promise<ActDone> {
  const { selection, rows } = sources;
  const none = LineSet.of(rows.length);
  switch (intent.act) {
    case 'nothing': {
      const left = withDeletes(nothingSelected(rows), selection.deletesAllowed, rows);
      return { selection: left, leftOut: noneLeftOut, lines: none };
    }
    case 'deletes': {
      const left = withDeletes(selection, intent.allowed, rows);
      return { selection: left, leftOut: noneLeftOut, lines: none };
    }
    case 'row':
      return ofRow(intent, lists, sources);
    case 'cell':
      return ofCell(intent, lists, sources);
    case 'range':
    case 'tab':
    case 'invert':
      return ofMany(intent, lists, sources);
  }
}

type Intent<A extends ReviewIntent['act']> = Extract<ReviewIntent, { readonly act: A }>;

async function ofRow(
  intent: Intent<'row'>,
  lists: RowLists,
  { selection, rows }: FilterSources,
): Promise<ActDone> {
  const { ordinal, selected } = intent;
  const lines = LineSet.fromLines(
    rows.length,
    await linesOf(intent, [ordinal, ordinal + 1], lists),
  );
  const meant = { lines, selected, singly: true };
  return { selection: withRows(selection, meant, rows), leftOut: noneLeftOut, lines };
}

async function ofCell(
  intent: Intent<'cell'>,
  lists: RowLists,
  { selection, rows, facts, marks, table }: FilterSources,
): Promise<ActDone> {
  const { ordinal, column, selected } = intent;
  const [line = -1] = await linesOf(intent, [ordinal, ordinal + 1], lists);
  const written = facts.writtenAt(line);
  const names = marks.blockedColumnsAt(line);
  const blocked = written.filter((at) => names.includes(table.columns[at]?.name ?? ''));
  return {
    selection: withCell(selection, { line, column, selected }, { written, blocked, rows }),
    leftOut: noneLeftOut,
    lines: LineSet.fromLines(rows.length, [line]),
  };
}

async function ofMany(
  intent: Intent<'range' | 'tab' | 'invert'>,
  lists: RowLists,
  { selection, rows }: FilterSources,
): Promise<ActDone> {
  const lines = await manyLines(intent, lists, rows.length);
  const rule = JSON.stringify({ ...intent, rows: lines.size });
  if (intent.act === 'invert') {
    const leftOut = leftOutOf(lines.without(selection.lines), selection, rows);
    return { selection: inverted(selection, lines, rows), leftOut, lines, rule };
  }
  const { selected } = intent;
  const leftOut = selected ? leftOutOf(lines, selection, rows) : noneLeftOut;
  const meant = { lines, selected, singly: false };
  return { selection: withRows(selection, meant, rows), leftOut, lines, rule };
}

async function manyLines(
  intent: Intent<'range' | 'tab' | 'invert'>,
  lists: RowLists,
  length: number,
): Promise<LineSet> {
  if (intent.act === 'range') {
    const { from, to } = intent;
    return LineSet.fromLines(length, await linesOf(intent, [from, to], lists));
  }
  refuseConflicts(intent);
  return lists.lines(intent);
}

async function linesOf(
  shown: ShownRows,
  [from, to]: readonly [number, number],
  lists: RowLists,
): Promise<Uint32Array> {
  const list = await lists.list(shown);
  const isWhole = [from, to].every((number) => Number.isSafeInteger(number));
  if (!isWhole || from < 0 || from > to || to > list.count) {
    throw new RecoveryError('usage', `There are no rows ${from} to ${to}.`);
  }
  refuseConflicts(shown);
  return list.lines(from, to);
}

function refuseConflicts({ tab }: ShownRows): void {
  if (tab === 'conflict') {
    throw new RecoveryError('usage', 'Rows in conflict cannot be selected.', {
      hint: 'Their key does not say which row is which: compare by columns that do.',
      ways: ['choose-key'],
    });
  }
}
