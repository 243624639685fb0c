import type { KeptRow } from '../../core/diff/rows/rowChange';
import { charactersOf } from '../charactersOf';

const largestPage = 1000;
/** About how much text is held at once. */
const pageCharacters = 8 * 1024 * 1024;

/** Kept rows, as many at a time as are looked up at once: fewer where they are large. */
export async function* inPages(rows: AsyncIterable<KeptRow>): AsyncGenerator<readonly KeptRow[]> {
  let page: KeptRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    page.push(row);
    characters += charactersOf(row);
    if (page.length === largestPage || characters > pageCharacters) {
      yield page;
      page = [];
      characters = 0;
    }
  }
  if (page.length > 0) {
    yield page;
  }
}
