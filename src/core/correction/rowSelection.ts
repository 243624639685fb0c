import { type DifferenceKind, differenceKinds } from '../diff/rows/rowChange';
import { RecoveryError } from '../errors';
import { LineSet } from '../review/lineSet';
import type { ActionCounts } from './plan';

/** The differing rows of a comparison, by their lines: which of them are what. */
export interface ReviewableRows {
  /** How many lines there are, those of conflicts included. */
  readonly length: number;
  readonly kinds: LinesByKind;
  /** Changed rows whose key was reused: selected one by one only. */
  readonly reused: LineSet;
  /** Changed rows that differ only in columns that are not written. */
  readonly unwritable: LineSet;
  /** Changed rows that are equal by type and only written differently. */
  readonly sameValue: LineSet;
  /** Rows with a value too large to be read: never selected. */
  readonly unread: LineSet;
  /** Rows that are no longer as compared: not selected before they are compared again. */
  readonly stale: LineSet;
  /** Rows that production would refuse, since it lacks a row that they refer to: not selected as a whole. */
  readonly blocked: LineSet;
  /** Rows only in production that rows of other tables refer to. */
  readonly children: LineSet;
  /** Rows of which a time says that they were written after the dump. */
  readonly later: LineSet;
}

export type LinesByKind = Readonly<Record<DifferenceKind, LineSet>>;

/** What the operator has chosen so far. Extra rows only while deletes are allowed. */
export interface RowSelection {
  readonly lines: LineSet;
  /** Of these of the lines, changed rows all, only some columns: ascending, never none. */
  readonly cells: ReadonlyMap<number, readonly number[]>;
  readonly deletesAllowed: boolean;
}

/** Whether a row is chosen, and of a changed one that is not chosen as a whole, which columns. */
export type Chosen = boolean | readonly number[];

/** One act of choosing rows as a whole. */
export interface RowsMeant {
  readonly lines: LineSet;
  readonly selected: boolean;
  /** One row that was pointed at; only so is a row with a reused key taken in. */
  readonly singly: boolean;
}

/** Rows that an act meant and does not take in; each counts once. */
export interface LeftOut {
  /** Only in production, while deletes are not allowed. */
  readonly deletes: number;
  readonly reused: number;
  readonly stale: number;
  readonly unread: number;
  /** A row that they refer to is not in production. */
  readonly blocked: number;
}

/** What may be chosen of the rows that are shown. */
export interface ChoosableCount {
  /** Those that choosing them all takes in. */
  readonly selectable: number;
  /** Those that were selectable, too, if deletes were allowed. */
  readonly awaitingDeletes: number;
  readonly selected: number;
  /** Of the selectable ones. */
  readonly selectableSelected: number;
  /** Selected, but not shown. */
  readonly hiddenSelected: number;
}

export const noneLeftOut: LeftOut = { deletes: 0, reused: 0, stale: 0, unread: 0, blocked: 0 };

export function nothingSelected({ length }: { readonly length: number }): RowSelection {
  return { lines: LineSet.of(length), cells: new Map(), deletesAllowed: false };
}

/**
 * The selection after one more act: rows that are meant are in, or out, as a whole. A row that cannot be
 * selected is passed over, but where it was pointed at.
 * @throws {RecoveryError} `usage` where one row was pointed at that is stale or blocked, or rows only in
 * production alone were meant while deletes are not allowed; `value-too-large` where one was not read whole.
 */
export function withRows(
  selection: RowSelection,
  { lines, selected, singly }: RowsMeant,
  rows: ReviewableRows,
): RowSelection {
  if (!selected) {
    return withLines(selection, selection.lines.without(lines), lines);
  }
  refuseDeletesAlone(lines, selection, rows);
  if (singly) {
    refuseUnreadable(lines, rows);
    refuseBlocked(lines, rows);
    return withLines(selection, selection.lines.or(lines), lines);
  }
  const taken = selectableOf(lines, rows, selection.deletesAllowed);
  return withLines(selection, selection.lines.or(taken), taken);
}

/** Of these rows, what is selected goes out, and what may be selected in. */
export function inverted(
  selection: RowSelection,
  lines: LineSet,
  rows: ReviewableRows,
): RowSelection {
  const out = lines.and(selection.lines);
  const added = selectableOf(lines.without(out), rows, selection.deletesAllowed);
  return withLines(selection, selection.lines.without(out).or(added), out);
}

/**
 * One column of a changed row goes in, or out; of the others stays what was chosen of them.
 * @param written The columns of the row that differ and may be written, ascending.
 * @param blocked Those of them by which it would refer to a row that is not in production.
 * @throws {RecoveryError} `usage` where this column is none of them, or the row is stale; `value-too-large`.
 */
export function withCell(
  selection: RowSelection,
  { line, column, selected }: { readonly line: number; column: number; selected: boolean },
  { written, blocked, rows }: WritableColumns,
): RowSelection {
  if (!written.includes(column)) {
    throw new RecoveryError('usage', 'This column of the row cannot be taken alone.', {
      hint: 'It takes a changed row, and a column that differs and may be written.',
    });
  }
  const one = LineSet.fromLines(rows.length, [line]);
  refuseUnreadable(one, rows);
  if (blocked.includes(column)) {
    refuseBlocked(one, rows);
  }
  const chosen = chosenAt(selection, line);
  const before = new Set(chosen === true ? written : chosen === false ? [] : chosen);
  const taken = written.filter((at) => (at === column ? selected : before.has(at)));
  const lines = taken.length > 0 ? selection.lines.or(one) : selection.lines.without(one);
  const others = withLines(selection, lines, one);
  const isPart = taken.length > 0 && taken.length < written.length;
  return isPart ? { ...others, cells: new Map([...others.cells, [line, taken]]) } : others;
}

interface WritableColumns {
  readonly written: readonly number[];
  readonly blocked: readonly number[];
  readonly rows: ReviewableRows;
}

/** What is no longer as compared does not stay selected. */
export function withoutStale(selection: RowSelection, { stale }: ReviewableRows): RowSelection {
  return withLines(selection, selection.lines.without(stale), stale);
}

/** Without leave to delete, nothing only in production stays selected. */
export function withDeletes(
  selection: RowSelection,
  allowed: boolean,
  { kinds }: ReviewableRows,
): RowSelection {
  const lines = allowed ? selection.lines : selection.lines.without(kinds.extra);
  return { ...selection, lines, deletesAllowed: allowed };
}

export function chosenAt({ lines, cells }: RowSelection, line: number): Chosen {
  return lines.has(line) && (cells.get(line) ?? true);
}

/** What a plan of the selection will write. */
export function selectedActions(
  { lines }: RowSelection,
  { kinds, unwritable }: ReviewableRows,
): ActionCounts {
  return {
    insert: lines.and(kinds.missing).size,
    update: lines.and(kinds.changed).without(unwritable).size,
    delete: lines.and(kinds.extra).size,
  };
}

/** What {@link withRows} and {@link inverted} do not take in of the rows that are to go in. */
export function leftOutOf(
  lines: LineSet,
  { deletesAllowed }: RowSelection,
  { kinds, reused, stale, unread, blocked }: ReviewableRows,
): LeftOut {
  const extra = lines.and(kinds.extra);
  const allowed = deletesAllowed ? lines : lines.without(extra);
  const fresh = allowed.without(stale);
  const read = fresh.without(unread);
  const free = read.without(blocked);
  return {
    deletes: deletesAllowed ? 0 : extra.size,
    stale: allowed.size - fresh.size,
    unread: fresh.size - read.size,
    blocked: read.size - free.size,
    reused: free.and(reused).size,
  };
}

/** @param all The rows of the tab, also those that are not shown. */
export function choosable(
  shown: LineSet,
  { all, selection }: { readonly all: LineSet; readonly selection: RowSelection },
  rows: ReviewableRows,
): ChoosableCount {
  const { lines, deletesAllowed } = selection;
  const selectable = selectableOf(shown, rows, deletesAllowed);
  return {
    selectable: selectable.size,
    awaitingDeletes: selectableOf(shown, rows, true).without(selectable).size,
    selected: shown.and(lines).size,
    selectableSelected: selectable.and(lines).size,
    hiddenSelected: all.without(shown).and(lines).size,
  };
}

/** Of these rows, those that may be selected among others. */
function selectableOf(
  lines: LineSet,
  { kinds, reused, unread, stale, blocked }: ReviewableRows,
  deletesAllowed: boolean,
): LineSet {
  const differing = differenceKinds.reduce(
    (all, kind) => (kind === 'extra' && !deletesAllowed ? all : all.or(kinds[kind])),
    LineSet.of(lines.length),
  );
  return [reused, unread, stale, blocked].reduce(
    (left, others) => left.without(others),
    lines.and(differing),
  );
}

/** @param whole Lines of which nothing is taken in part any more. */
function withLines(selection: RowSelection, lines: LineSet, whole: LineSet): RowSelection {
  const cells = [...selection.cells].filter(([line]) => !whole.has(line));
  return { ...selection, lines, cells: new Map(cells) };
}

function refuseUnreadable(lines: LineSet, { stale, unread }: ReviewableRows): void {
  if (!lines.and(unread).isEmpty) {
    throw new RecoveryError(
      'value-too-large',
      'This row holds a value that is too large to be read or written here.',
      { hint: 'Correct it by hand.' },
    );
  }
  if (!lines.and(stale).isEmpty) {
    throw new RecoveryError('usage', 'This row moved on in production since it was compared.', {
      hint: 'Compare the stale rows again.',
    });
  }
}

function refuseBlocked(lines: LineSet, { blocked }: ReviewableRows): void {
  if (!lines.and(blocked).isEmpty) {
    throw new RecoveryError('usage', 'Production lacks a row that this one refers to.', {
      hint: 'Bring the missing parents first, then compare again.',
    });
  }
}

function refuseDeletesAlone(
  lines: LineSet,
  { deletesAllowed }: RowSelection,
  { kinds }: ReviewableRows,
): void {
  if (!deletesAllowed && !lines.isEmpty && lines.without(kinds.extra).isEmpty) {
    throw new RecoveryError('usage', 'Rows that are only in production would be deleted.', {
      hint: 'Allow deletes first.',
    });
  }
}
