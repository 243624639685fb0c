import type { Cell, ReviewRow, Tab } from '../../../src/protocol/rows';
import type { ReviewColumn } from '../../../src/protocol/state';
import { flagsOf } from '../flags';
import { hasBothSides } from '../state/view';
import type { Texts } from '../texts';

/** What widths are measured from. */
export interface Measured {
  readonly columns: readonly ReviewColumn[];
  readonly rows: readonly ReviewRow[];
  readonly tab: Tab;
  readonly stacked: boolean;
  readonly texts: Texts;
}

/** Widths in pixels, from the texts of the first rows; each table's column as wide on both sides. */
export function columnWidths(measured: Measured): readonly number[] {
  return measured.columns.map((_, column) =>
    Math.min(widest, Math.max(narrowest, fittedWidth(measured, column))),
  );
}

/** As wide as its longest text, however long that is. */
export function fittedWidth(
  { columns, rows, tab, stacked, texts }: Measured,
  column: number,
): number {
  const shown = columns[column];
  if (!shown) {
    return narrowest;
  }
  const { name, isKey, differing, writable } = shown;
  const paired = hasBothSides(tab) && !stacked && columns.some((other) => other.isKey);
  const longest = Math.max(
    0,
    ...rows.flatMap((row) => lengthsIn(row, column, writable ? boxLength : 0)),
  );
  const differ = differing > 0 ? texts.say('{n} differ', { n: differing }).length : 0;
  const head =
    paired && !isKey ? (name.length + differ + gap) / 2 : Math.max(name.length, differ) + 2;
  const wanted = Math.max(longest, head) * characterWidth + cellPadding;
  return Math.round(wanted + (isKey ? tagWidth(rows) : 0));
}

function tagWidth(rows: readonly ReviewRow[]): number {
  const tags = rows.map((row) =>
    flagsOf(row).reduce((sum, { tag }) => sum + tag.length * tagCharacterWidth + tagPadding, 0),
  );
  return Math.max(narrowestTag, ...tags);
}

const characterWidth = 7.25;
/** The box of a cell that may be taken alone, beside its text; in characters. */
const boxLength = 2;
/** Between a name and its number of differences, in characters. */
const gap = 2;
const cellPadding = 18;
/** For the tag of a key that was reused, or of a stale row. */
const narrowestTag = 48;
const tagCharacterWidth = 6;
const tagPadding = 14;
const narrowest = 56;
const widest = 260;

function lengthsIn(row: ReviewRow, column: number, box: number): readonly number[] {
  switch (row.kind) {
    case 'missing':
      return [lengthOf(row.backup[column])];
    case 'extra':
      return [lengthOf(row.live[column])];
    case 'changed':
      return [
        lengthOf(row.backup[column]) + (row.differing.includes(column) ? box : 0),
        lengthOf(row.live[column]),
      ];
    case 'stale':
      return [lengthOf(row.backup ? row.backup[column] : row.key[column])];
    case 'conflict':
      return [lengthOf(row.cells[column])];
  }
}

function lengthOf(cell: Cell | undefined): number {
  return cell?.length ?? 4;
}
