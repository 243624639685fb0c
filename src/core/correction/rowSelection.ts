import { type DifferenceKind, differenceKinds } from '../diff/rows/rowChange';
import { RecoveryError } from '../errors';
import {
  difference,
  intersection,
  noOrdinals,
  ordinalRange,
  type OrdinalRanges,
  sizeOf,
  union,
} from './ordinalRanges';
import type { ActionCounts } from './plan';

/** Rows of each kind, numbered from 0 within it in the order compared. */
export type RowsByKind = Readonly<Record<DifferenceKind, OrdinalRanges>>;

/** The differing rows of a comparison. */
export interface ReviewableRows {
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** Changed rows whose key was reused: selected one by one only. */
  readonly reused: OrdinalRanges;
  /** Changed rows that differ only in columns that are not written. */
  readonly unwritable: OrdinalRanges;
  /** Changed rows that are equal by type and only written differently. */
  readonly sameValue: OrdinalRanges;
  /** Rows with a value too large to be read: never selected. */
  readonly unread: RowsByKind;
  /** Rows that are no longer as compared: not selected before they are compared again. */
  readonly stale: RowsByKind;
}

/** What the operator has chosen so far. Extra rows only while deletes are allowed. */
export interface RowSelection extends RowsByKind {
  readonly deletesAllowed: boolean;
}

/** One act of choosing. */
export interface RowsMeant {
  readonly rows: RowsByKind;
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
}

/** What may be chosen of some rows. */
export interface ChoosableCount {
  /** Those that choosing them all takes in. */
  readonly selectable: number;
  /** Those that were selectable, too, if deletes were allowed. */
  readonly awaitingDeletes: number;
  readonly selected: number;
  /** Of the selectable ones. */
  readonly selectableSelected: number;
  /** Selected, but not among them. */
  readonly hiddenSelected: number;
}

/** A part of a selection: these rows of a kind alone, or all of a kind but these (and but the reused). */
export type SelectedPart = { readonly kind: DifferenceKind } & (
  | { readonly only: OrdinalRanges }
  /** `skipSameValue`: but those, too, that are only written differently. */
  | { readonly except: OrdinalRanges; readonly skipSameValue: boolean }
);

export const noRows: RowsByKind = {
  ...{ missing: noOrdinals, changed: noOrdinals, extra: noOrdinals },
};

export const nothingSelected: RowSelection = { ...noRows, deletesAllowed: false };

/**
 * The selection after one more act. Where deletes are not allowed, a range leaves out what is only in
 * production; and always what was not read whole, or is stale.
 * @throws {RecoveryError} `usage` where rows only in production alone, or one stale row, were meant; `value-too-large` where
 * one row that was not read whole was pointed at.
 */
export function withRows(
  selection: RowSelection,
  { rows, selected, singly }: RowsMeant,
  { reused, unread, stale }: ReviewableRows,
): RowSelection {
  if (!selected) {
    return eachKind(selection, (kind) => difference(selection[kind], rows[kind]));
  }
  refuseDeletesAlone(rows, selection);
  const meant = {
    missing: rows.missing,
    changed: singly ? rows.changed : difference(rows.changed, reused),
    extra: selection.deletesAllowed ? rows.extra : noOrdinals,
  };
  if (singly) {
    refuseUnread(meant, unread);
    refuseStale(meant, stale);
  }
  const added = eachKind(selection, (kind) =>
    union(selection[kind], difference(meant[kind], unread[kind])),
  );
  return withoutStale(added, stale);
}

export const noneLeftOut: LeftOut = { deletes: 0, reused: 0, stale: 0, unread: 0 };

/** What {@link withRows} does not take in of the rows that are meant. */
export function leftOutOf(
  { deletesAllowed }: RowSelection,
  { rows, selected, singly }: RowsMeant,
  { reused, unread, stale }: ReviewableRows,
): LeftOut {
  if (!selected || singly) {
    return noneLeftOut;
  }
  const meant = deletesAllowed ? rows : { ...rows, extra: noOrdinals };
  const fresh = withoutAny(meant, stale);
  const read = withoutAny(fresh, unread);
  return {
    deletes: deletesAllowed ? 0 : sizeOf(rows.extra),
    stale: sizeOfAll(meant) - sizeOfAll(fresh),
    unread: sizeOfAll(fresh) - sizeOfAll(read),
    reused: sizeOf(intersection(read.changed, reused)),
  };
}

/** @param all The rows of the tab, also those that are hidden. */
export function choosable(
  shown: RowsByKind,
  { all, selection }: { readonly all: RowsByKind; readonly selection: RowSelection },
  rows: ReviewableRows,
): ChoosableCount {
  const meant = { rows: shown, selected: true, singly: false };
  const deletes = { ...noRows, deletesAllowed: true };
  const withAll = withRows(deletes, meant, rows);
  const now = selection.deletesAllowed ? withAll : { ...withAll, extra: noOrdinals };
  const among = (rows: RowsByKind): number => sizeOfAll(common(rows, selection));
  return {
    selectable: sizeOfAll(now),
    awaitingDeletes: sizeOfAll(withAll) - sizeOfAll(now),
    selected: among(shown),
    selectableSelected: among(now),
    hiddenSelected: among(all) - among(shown),
  };
}

/** What is no longer as compared does not stay selected. */
export function withoutStale(selection: RowSelection, stale: RowsByKind): RowSelection {
  return eachKind(selection, (kind) => difference(selection[kind], stale[kind]));
}

/** Without leave to delete, nothing only in production stays selected. */
export function withDeletes(selection: RowSelection, allowed: boolean): RowSelection {
  return allowed
    ? { ...selection, deletesAllowed: true }
    : { ...selection, deletesAllowed: false, extra: noOrdinals };
}

/** What a plan of the selection will write. */
export function selectedActions(
  { missing, changed, extra }: RowsByKind,
  { unwritable }: ReviewableRows,
): ActionCounts {
  return {
    insert: sizeOf(missing),
    update: sizeOf(difference(changed, unwritable)),
    delete: sizeOf(extra),
  };
}

/** The selection by naming as few rows as it takes. */
export function selectedParts(
  selection: RowsByKind,
  { counts, reused, sameValue }: ReviewableRows,
): readonly SelectedPart[] {
  return differenceKinds.flatMap((kind): readonly SelectedPart[] => {
    const chosen = selection[kind];
    if (chosen.length === 0) {
      return [];
    }
    const [ofKind, same] = kind === 'changed' ? [reused, sameValue] : [noOrdinals, noOrdinals];
    const singly = intersection(chosen, ofKind);
    const skipSameValue = same.length > 0 && intersection(chosen, same).length === 0;
    const byKind = difference(ordinalRange(0, counts[kind]), skipSameValue ? same : noOrdinals);
    const except = difference(difference(byKind, ofKind), chosen);
    if (sizeOf(except) + sizeOf(singly) >= sizeOf(chosen)) {
      return [{ kind, only: chosen }];
    }
    const whole = { kind, except, skipSameValue };
    return [whole, ...(singly.length > 0 ? [{ kind, only: singly }] : [])];
  });
}

function eachKind(
  selection: RowSelection,
  rowsOf: (kind: DifferenceKind) => OrdinalRanges,
): RowSelection {
  return {
    missing: rowsOf('missing'),
    changed: rowsOf('changed'),
    extra: rowsOf('extra'),
    deletesAllowed: selection.deletesAllowed,
  };
}

function withoutAny(rows: RowsByKind, left: RowsByKind): RowsByKind {
  return {
    missing: difference(rows.missing, left.missing),
    changed: difference(rows.changed, left.changed),
    extra: difference(rows.extra, left.extra),
  };
}

function common(some: RowsByKind, others: RowsByKind): RowsByKind {
  return {
    missing: intersection(some.missing, others.missing),
    changed: intersection(some.changed, others.changed),
    extra: intersection(some.extra, others.extra),
  };
}

function sizeOfAll({ missing, changed, extra }: RowsByKind): number {
  return sizeOf(missing) + sizeOf(changed) + sizeOf(extra);
}

function refuseStale(rows: RowsByKind, stale: RowsByKind): void {
  if (overlap(rows, stale)) {
    throw new RecoveryError('usage', 'This row moved on in production since it was compared.', {
      hint: 'Compare the stale rows again.',
    });
  }
}

function refuseUnread(rows: RowsByKind, unread: RowsByKind): void {
  if (overlap(rows, unread)) {
    throw new RecoveryError(
      'value-too-large',
      'This row holds a value that is too large to be read or written here.',
      { hint: 'Correct it by hand.' },
    );
  }
}

function overlap(some: RowsByKind, others: RowsByKind): boolean {
  return differenceKinds.some((kind) => intersection(some[kind], others[kind]).length > 0);
}

function refuseDeletesAlone(
  { missing, changed, extra }: RowsByKind,
  { deletesAllowed }: RowSelection,
): void {
  const onlyExtra = extra.length > 0 && missing.length === 0 && changed.length === 0;
  if (onlyExtra && !deletesAllowed) {
    throw new RecoveryError('usage', 'Rows that are only in production would be deleted.', {
      hint: 'Allow deletes first.',
    });
  }
}
