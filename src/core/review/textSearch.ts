import type { RowInIncident } from '../diff/rows/rowChange';
import { cellsIn } from './rowCells';

/** What is looked for in the rows' values; in any column where none is named. */
export interface TextSought {
  readonly words: string;
  readonly column?: number;
  readonly matchCase?: true;
}

/** Tells lines of compared rows that may hold the text from those that do not, without reading them. */
export function mayHold({ words, matchCase }: TextSought): (line: string) => boolean {
  // The lines are JSON: there the text is written as JSON has it.
  const written = JSON.stringify(words).slice(1, -1);
  const sought = matchCase ? written : written.toLowerCase();
  return (line) => (matchCase ? line : line.toLowerCase()).includes(sought);
}

/** The first of these columns in which a value of either side holds the text; undefined where none does. */
export function columnHolding(
  change: RowInIncident,
  sought: TextSought,
  among: readonly number[],
): number | undefined {
  const { column } = sought;
  const places = column === undefined ? among : among.filter((at) => at === column);
  return places.find((place) => cellsIn(place, change).some((cell) => holds(cell, sought)));
}

function holds(cell: string | null, { words, matchCase }: TextSought): boolean {
  if (cell === null) {
    return false;
  }
  return matchCase ? cell.includes(words) : cell.toLowerCase().includes(words.toLowerCase());
}
