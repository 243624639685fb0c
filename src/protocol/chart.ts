import { optional, record, whole } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf } from './shown';

/** How the rows spread over the values of a date or number column, in the backup and in production. */
export interface Chart {
  readonly column: number;
  readonly unit: 'day' | 'week' | 'month' | 'year' | 'number';
  /** When production's rows were counted, where that was not as they were compared. */
  readonly readAt?: string;
  readonly bins: readonly ChartBin[];
  /** Rows without a place on the axis: NULL, infinity. */
  readonly outside: { readonly backup: number; readonly live: number };
  /** Other columns that have a chart. */
  readonly others: readonly number[];
}

/** Rows with a value from `from` up to, but not including, `to`: both as a filter's range takes them. */
export interface ChartBin {
  readonly from: string;
  readonly to: string;
  readonly backup: number;
  readonly live: number;
  /** Of the backup's rows. */
  readonly missing: number;
  /** Rows that differ and had, or have, a value in it. */
  readonly changed: number;
  /** Of production's rows. */
  readonly extra: number;
}

export interface ChartRequests {
  /** Without `column`: the one that tells most. `none`: no column has a chart. */
  readonly chart: {
    readonly params: OfGeneration & { readonly column?: number };
    readonly result: Chart | { readonly none: true };
  };
}

export const chartReaders: Readers<ChartRequests> = {
  chart: (params) => {
    const fields = record(params);
    return { generation: whole(fields['generation']), ...optional('column', fields, columnOf) };
  },
};
