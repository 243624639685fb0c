import { bySurplusCells } from '../../core/diff/found/surplusOrder';
import type { SurplusRow } from '../../core/diff/rows/rowChange';
import { charactersOf } from '../charactersOf';

/** So many rows, and about so much text, are put in order in memory. */
const mostRows = 20_000;
const mostCharacters = 8 * 1024 * 1024;

/** The rows in the order of what they hold, where they are few enough; else the rest as it comes. */
export async function* likeRowsTogether(
  rows: AsyncIterable<SurplusRow>,
): AsyncGenerator<SurplusRow> {
  const held: SurplusRow[] = [];
  let characters = 0;
  let isFull = false;
  for await (const row of rows) {
    if (isFull) {
      yield row;
      continue;
    }
    held.push(row);
    characters += charactersOf(row);
    if (held.length === mostRows || characters > mostCharacters) {
      isFull = true;
      yield* held.sort(bySurplusCells);
      held.length = 0;
    }
  }
  yield* held.sort(bySurplusCells);
}
