import { record, whole } from './fields';
import type { OfGeneration, Readers } from './requests';

/** Rows of one table that production lacks, and to which rows refer that were compared. */
export interface LackingParents {
  /** `metier.citoyens` */
  readonly table: string;
  /** How many rows it lacks. */
  readonly keys: number;
  /** How many of the compared rows refer to them. */
  readonly rows: number;
}

export interface BringRequests {
  /**
   * Opens a recovery of the parents' table from the same dump, of these rows alone.
   * Their keys stay with the host: `parents` is a place in `ReviewState.lackingParents`.
   */
  readonly bringParents: {
    readonly params: OfGeneration & { readonly parents: number };
    readonly result: undefined;
  };
}

export const bringReaders: Readers<BringRequests> = {
  bringParents: (params) => {
    const { generation, parents } = record(params);
    return { generation: whole(generation), parents: whole(parents) };
  },
};
