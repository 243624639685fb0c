import { columnHolding, mayHold, type TextSought } from '../../core/review/textSearch';
import { changeIn, type ReadableRows, textsInOrder, toldColumns } from './readLines';
import type { RowList } from './rowLists';

export interface FoundCell {
  /** Among the rows that are shown. */
  readonly ordinal: number;
  readonly column: number;
}

/** Where to look from: this row counts itself; backwards where `back`. */
export interface FindFrom {
  readonly from: number;
  readonly back?: boolean;
}

/** Rows looked through at once. */
const rowsAtOnce = 2000;

/** The next row shown that holds the text where it is not masked, going on at the other end past the last. */
export async function findText(
  sought: TextSought,
  list: RowList,
  { from, back = false }: FindFrom,
  { rows, signal }: { readonly rows: ReadableRows; readonly signal: AbortSignal },
): Promise<FoundCell | undefined> {
  const may = mayHold(sought);
  const among = toldColumns(rows);
  for (const span of spansFrom(from, list.count, back)) {
    const texts = await textsInOrder([...list.lines(...span)], rows, signal);
    const ordinals = texts.map((_, at) => (back ? texts.length - 1 - at : at));
    for (const at of ordinals) {
      const text = texts[at];
      const column = text && may(text.text) && columnHolding(changeIn(text, rows), sought, among);
      if (typeof column === 'number') {
        return { ordinal: span[0] + at, column };
      }
    }
  }
  return undefined;
}

/** The row shown that has this key, of the key's columns in their order. */
export async function findKey(
  key: readonly string[],
  list: RowList,
  { rows, signal }: { readonly rows: ReadableRows; readonly signal: AbortSignal },
): Promise<number | undefined> {
  const written = `"key":${JSON.stringify(key)}`;
  for (const span of spansFrom(0, list.count, false)) {
    const texts = await textsInOrder([...list.lines(...span)], rows, signal);
    const at = texts.findIndex(
      (text) => text.text.includes(written) && hasKey(changeIn(text, rows).key, key),
    );
    if (at >= 0) {
      return span[0] + at;
    }
  }
  return undefined;
}

function hasKey(key: readonly (string | null)[], sought: readonly string[]): boolean {
  return JSON.stringify(key) === JSON.stringify(sought);
}

/** All rows in spans, the first one that begins, or backwards ends, with the row `from`. */
function* spansFrom(
  from: number,
  count: number,
  back: boolean,
): Generator<readonly [number, number], void> {
  const start = Math.max(0, Math.min(from, count - 1));
  if (back) {
    yield* spansDown(0, Math.min(count, start + 1));
    yield* spansDown(start + 1, count);
  } else {
    yield* spansUp(start, count);
    yield* spansUp(0, start);
  }
}

function* spansUp(from: number, to: number): Generator<readonly [number, number], void> {
  for (let at = from; at < to; at += rowsAtOnce) {
    yield [at, Math.min(to, at + rowsAtOnce)];
  }
}

function* spansDown(from: number, to: number): Generator<readonly [number, number], void> {
  for (let end = to; end > from; end -= rowsAtOnce) {
    yield [Math.max(from, end - rowsAtOnce), end];
  }
}
