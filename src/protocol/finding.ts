import { listOf, optional, record, text, whole, yes } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf, shownOf, type ShownRows, wordsOf } from './shown';

export interface FindRequests {
  /**
   * The next row, `back` the one before, that holds the text, from the row `from` on, which counts itself;
   * past the end it goes on at the other.
   */
  readonly find: {
    readonly params: OfGeneration &
      ShownRows & {
        readonly text: string;
        readonly column?: number;
        readonly matchCase?: true;
        readonly from: number;
        readonly back?: true;
      };
    readonly result: { readonly ordinal: number; readonly column: number } | NotFound;
  };
  /** The row with this key, of the key's columns in the order of `ReviewState.columns`. */
  readonly goToKey: {
    readonly params: OfGeneration & ShownRows & { readonly key: readonly string[] };
    readonly result: { readonly ordinal: number } | NotFound;
  };
}

export interface NotFound {
  readonly none: true;
}

export const findReaders: Readers<FindRequests> = {
  find: (params) => {
    const fields = record(params);
    return {
      ...{ generation: whole(fields['generation']), ...shownOf(fields) },
      ...{ text: wordsOf(fields['text']), from: whole(fields['from']) },
      ...optional('column', fields, columnOf),
      ...optional('matchCase', fields, yes),
      ...optional('back', fields, yes),
    };
  },
  goToKey: (params) => {
    const fields = record(params);
    return {
      ...{ generation: whole(fields['generation']), ...shownOf(fields) },
      key: listOf(fields['key'], mostKeyColumns, (value) => text(value, longestKeyValue)),
    };
  },
};

/** PostgreSQL has no more in an index. */
const mostKeyColumns = 32;
/** Nor longer ones. */
const longestKeyValue = 2700;
