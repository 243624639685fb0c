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
  /** May be empty. */
  readonly detail: string;
  /** Of its rows: those that choosing the group takes in. */
  readonly selectable: number;
  /** Of all its rows. */
  readonly selected: number;
  /** Of the selectable ones. */
  readonly selectableSelected: number;
  /** When a transaction was committed, ISO 8601, where that is known. */
  readonly at?: string;
  /** Of several transactions together: when the last was, and `at` the first. */
  readonly until?: string;
}

export interface GroupRequests {
  /** The largest first, kind by kind. */
  readonly groups: { readonly params: OfGeneration; readonly result: readonly RowGroup[] };
}

export const groupReaders: Readers<GroupRequests> = {
  groups: (params) => ({ generation: whole(record(params)['generation']) }),
};
