import { LineSet } from '../../../core/review/lineSet';
import { columnHolding, mayHold, type TextSought } from '../../../core/review/textSearch';
import { changeIn, textsAt, toldColumns } from '../readLines';
import type { FilterSources } from './filterSources';

/** Of these rows, those in which a value that is not masked holds the text. Reads them all, where nothing stops it. */
export async function holding(
  sought: TextSought,
  among: LineSet,
  sources: FilterSources,
  signal: AbortSignal,
): Promise<LineSet> {
  const found = LineSet.of(among.length);
  const may = mayHold(sought);
  const told = toldColumns(sources);
  for await (const texts of textsAt(among, sources, signal)) {
    for (const text of texts) {
      if (may(text.text) && columnHolding(changeIn(text, sources), sought, told) !== undefined) {
        found.add(text.line);
      }
    }
  }
  return found;
}
