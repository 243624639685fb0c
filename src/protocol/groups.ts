import { record, whole } from './fields';
import type { OfGeneration, Readers } from './requests';
import type { DifferenceKind } from './rows';

/** Rows that belong together. By its id it is filtered by, and so chosen: `RowFilter.groups`. */
export interface RowGroup {
  readonly id: string;
  readonly kind: 'pattern' | 'transaction' | 'later' | 'flag';
  readonly rows: number;
  readonly of: DifferenceKind | 'mixed';
  /** In the operator's language, as all words of the host. */
  readonly title: string;
  readonly detail: string;
  /** Of its rows: those that choosing the group takes in. */
  readonly selectable: number;
  readonly selected: number;
  /** When a transaction was committed, where that is known. */
  readonly at?: string;
}

export interface GroupRequests {
  /** The largest first, kind by kind. */
  readonly groups: { readonly params: OfGeneration; readonly result: readonly RowGroup[] };
}

export const groupReaders: Readers<GroupRequests> = {
  groups: (params) => ({ generation: whole(record(params)['generation']) }),
};
