import type { Cell, Key } from '../catalog/table';
import { ordered } from './buildPlan';
import type { Correction, CorrectionPlan } from './plan';
import { keyId } from './selection';
import type { RowImage } from './undo';

/** A foreign key of the table onto itself, by positions in the planned table's columns. */
export interface SelfReference {
  readonly columns: readonly number[];
  /** What {@link columns} refer to, in their order. */
  readonly refersTo: readonly number[];
}

/**
 * Cuts corrections into parts of at most `rows`, in the order in which they can be written one after the other:
 * deletes, updates, inserts; of rows that refer to each other children are deleted, and parents inserted, first.
 * Rows that refer to each other in a circle stay in one part, with what hangs on them, though it be larger.
 */
export function cutIntoParts(
  { corrections, table }: Pick<CorrectionPlan, 'corrections' | 'table'>,
  rows: number,
  references: readonly SelfReference[],
): readonly (readonly Correction[])[] {
  const parts: Correction[][] = [];
  let part: Correction[] = [];
  for (const group of inseparable(corrections, references)) {
    if (part.length > 0 && part.length + group.length > rows) {
      parts.push(part);
      part = [];
    }
    part.push(...group);
  }
  return [...parts, part].map((each) => ordered(each, table));
}

/** Why a plan can only be written as a whole, in a sentence; undefined where it may be cut. */
export function oneTransactionOnly({
  wholeTable,
}: Pick<CorrectionPlan, 'wholeTable'>): string | undefined {
  return wholeTable && wholeTable.children.length > 0
    ? 'It is written in one transaction, not in batches: its deletes take rows of other tables along, and what was agreed to of those is counted over all deletes at once.'
    : undefined;
}

/** The corrections whose rows no image is of: what was not written yet. */
export function notIn(
  images: readonly RowImage[],
  corrections: readonly Correction[],
): readonly Correction[] {
  if (images.length === 0) {
    return corrections;
  }
  const written = new Set(images.map(({ key }) => keyId(key)));
  return corrections.filter(({ key }) => !written.has(keyId(key)));
}

/** The corrections that the images are of, in the images' order: what one part has written of a plan. */
export function writtenAs(
  images: readonly RowImage[],
  corrections: readonly Correction[],
): readonly Correction[] {
  if (images.length === corrections.length) {
    return corrections;
  }
  const byKey = new Map(corrections.map((correction) => [keyId(correction.key), correction]));
  return images.map(({ key }) => correctionOf(key, byKey));
}

function correctionOf(key: Key, byKey: ReadonlyMap<string, Correction>): Correction {
  const correction = byKey.get(keyId(key));
  if (!correction) {
    throw new RangeError('A row was written that the plan does not name.');
  }
  return correction;
}

type Group = readonly Correction[];

function inseparable(
  corrections: readonly Correction[],
  references: readonly SelfReference[],
): readonly Group[] {
  if (references.length === 0) {
    return corrections.map((correction) => [correction]);
  }
  const of = (action: Correction['action']): readonly Correction[] =>
    corrections.filter((correction) => correction.action === action);
  return [
    ...parentsFirst(of('delete'), references).toReversed(),
    ...of('update').map((correction) => [correction]),
    ...parentsFirst(of('insert'), references),
  ];
}

/** What is left once no row without an unplaced parent is: rows in circles, and their descendants. */
function parentsFirst(
  corrections: readonly Correction[],
  references: readonly SelfReference[],
): readonly Group[] {
  const { children, parents } = kinship(corrections, references);
  const groups: Group[] = [];
  const placed = new Set<number>();
  const ready = [...corrections.keys()].filter((row) => parents[row] === 0);
  // It grows while it is walked.
  for (const row of ready) {
    placed.add(row);
    groups.push(corrections.slice(row, row + 1));
    for (const child of children.get(row) ?? []) {
      parents[child] = (parents[child] ?? 0) - 1;
      if (parents[child] === 0) {
        ready.push(child);
      }
    }
  }
  const circles = corrections.filter((_, row) => !placed.has(row));
  return circles.length > 0 ? [...groups, circles] : groups;
}

interface Kinship {
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** How many planned parents each row has; changed by who walks them. */
  readonly parents: number[];
}

function kinship(
  corrections: readonly Correction[],
  references: readonly SelfReference[],
): Kinship {
  const cells = corrections.map(cellsOf);
  const children = new Map<number, number[]>();
  const parents = corrections.map(() => 0);
  for (const { columns, refersTo } of references) {
    const byValues = new Map(cells.map((row, at) => [valuesAt(row, refersTo), at]));
    for (const [child, row] of cells.entries()) {
      const values = valuesAt(row, columns);
      const parent = values === undefined ? undefined : byValues.get(values);
      if (parent !== undefined && parent !== child) {
        children.set(parent, children.get(parent) ?? []);
        children.get(parent)?.push(child);
        parents[child] = (parents[child] ?? 0) + 1;
      }
    }
  }
  return { children, parents };
}

function cellsOf(correction: Correction): ReadonlyMap<number, Cell> {
  return new Map(
    correction.action === 'insert'
      ? correction.set.map(({ column, value }) => [column, value])
      : correction.seen.map((value, column) => [column, value]),
  );
}

/** Undefined where one of them is NULL, or filled by production: it refers to nothing that is known. */
function valuesAt(row: ReadonlyMap<number, Cell>, columns: readonly number[]): string | undefined {
  const values = columns.map((column) => row.get(column) ?? null);
  return values.includes(null) ? undefined : JSON.stringify(values);
}
