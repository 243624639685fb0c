/** Rows of both sides by the days, weeks, months or years of one column of dates, as a chart draws them. */
export interface RowSpread {
  readonly column: string;
  readonly unit: SpreadUnit;
  /** In order, without a gap. */
  readonly bins: readonly SpreadBin[];
}

export type SpreadUnit = 'day' | 'week' | 'month' | 'year';

export interface SpreadBin {
  /** `2026-03-10` */
  readonly from: string;
  /** The first day after it. */
  readonly to: string;
  readonly backup: number;
  readonly live: number;
}

/** Neighbouring bins in which production has fewer rows than the backup, the most of them: the hole. */
export interface Hole {
  readonly from: string;
  /** The first day after it. */
  readonly to: string;
  readonly rows: number;
}

/** How many times as many rows the backup has as are lost, at most, where there is a hole. */
const notable = 4;

/** Undefined where production lacks nothing, or hardly anything in any one place. */
export function holeIn({ bins }: RowSpread): Hole | undefined {
  let hole: Hole | undefined;
  let open: Hole | undefined;
  for (const { from, to, backup, live } of bins) {
    const lost = backup - live;
    open =
      lost > 0 && lost * notable > backup ? widened(open, { from, to, rows: lost }) : undefined;
    hole = open && open.rows > (hole?.rows ?? 0) ? open : hole;
  }
  return hole;
}

function widened(hole: Hole | undefined, next: Hole): Hole {
  return hole ? { ...hole, to: next.to, rows: hole.rows + next.rows } : next;
}
