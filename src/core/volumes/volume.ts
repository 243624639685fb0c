import type { Cell } from '../catalog/table';

/** How many rows a table holds, and where somebody asked for it of what value each is in one column. */
export interface Volume {
  readonly rows: number;
  readonly by: ValueRows | undefined;
}

export interface ValueRows {
  /** Every value once: in byte order, NULL last. */
  readonly values: readonly ValueCount[];
  /** Rows of values that were too many to be kept: all come before those in `values`. */
  readonly otherRows: number;
}

/** A value, a day or NULL: see {@link groupOf}. */
export interface ValueCount {
  readonly value: Cell;
  readonly rows: number;
}
