import { optional, record, whole, yes } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf } from './shown';

/** How the rows spread over the values of a date or number column, in the backup and in production. */
export interface Chart extends OtherCharts {
  readonly column: number;
  readonly unit: 'day' | 'week' | 'month' | 'year' | 'number';
  /** When production's rows were counted, where that was not as they were compared. */
  readonly readAt?: string;
  readonly bins: readonly ChartBin[];
  /** Rows in no bin: NULL, infinite, or equal on both sides and far from all others. */
  readonly outside: { readonly backup: number; readonly live: number };
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

export interface OtherCharts {
  /** Columns that have a chart. */
  readonly others: readonly number[];
  /** Columns by which production's rows were not counted: that would be done when it is asked for. */
  readonly uncounted: readonly number[];
}

export type NoChart = OtherCharts & { readonly none: true };

export interface ChartRequests {
  readonly chart: {
    readonly params: OfGeneration & {
      /** Without it: the one that tells most. */
      readonly column?: number;
      /** Production is asked, where its rows were not counted by the column yet. */
      readonly count?: true;
    };
    readonly result: Chart | NoChart;
  };
}

export const chartReaders: Readers<ChartRequests> = {
  chart: (params) => {
    const fields = record(params);
    return {
      generation: whole(fields['generation']),
      ...optional('column', fields, columnOf),
      ...optional('count', fields, yes),
    };
  },
};
