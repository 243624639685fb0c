import { optional, record, whole } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf, shownOf, type ShownRows, type Side, sideOf } from './shown';

/** What the operator takes out of the review: by the host, never through the webview. */
export interface TakeRequests {
  /**
   * Puts rows on the clipboard, tabs between their cells, `last` included; with `column` that alone.
   * Without `side`: both, the backup's first.
   */
  readonly copy: {
    readonly params: OfGeneration &
      ShownRows & {
        readonly first: number;
        readonly last: number;
        readonly column?: number;
        readonly side?: Side;
      };
    readonly result: { readonly rows: number };
  };
  /** Asks where to, and writes what is shown there as CSV. */
  readonly exportShown: { readonly params: OfGeneration & ShownRows; readonly result: undefined };
}

export const takeReaders: Readers<TakeRequests> = {
  copy: (params) => {
    const fields = record(params);
    return {
      ...{ generation: whole(fields['generation']), ...shownOf(fields) },
      ...{ first: whole(fields['first']), last: whole(fields['last']) },
      ...optional('column', fields, columnOf),
      ...optional('side', fields, sideOf),
    };
  },
  exportShown: (params) => {
    const fields = record(params);
    return { generation: whole(fields['generation']), ...shownOf(fields) };
  },
};
