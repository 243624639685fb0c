import type { Cell, Row } from '../catalog/table';
import type { RowInIncident } from '../diff/rows/rowChange';

export type Side = 'backup' | 'live';

/** The row's cells on this side; undefined where it has none, or a stale row's are no longer known. */
export function cellsOn(side: Side, change: RowInIncident): Row | undefined {
  if (side === 'backup') {
    return 'backup' in change ? change.backup : undefined;
  }
  return 'live' in change ? change.live : undefined;
}

/** What the row has in the column, on either side. */
export function cellsIn(column: number, change: RowInIncident): readonly Cell[] {
  return (['backup', 'live'] as const).flatMap((side) => {
    const cells = cellsOn(side, change);
    return cells ? [cells[column] ?? null] : [];
  });
}
