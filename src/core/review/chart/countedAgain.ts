import type { RowInIncident } from '../../diff/rows/rowChange';
import { cellsOn } from '../rowCells';
import { placeOn } from './chartScale';
import type { CountedValues } from './countedValues';
import type { Place } from './differingRows';

/** Follows what production's rows were counted by over rows that are compared again, one after another. */
export class CountedAgain {
  private readonly rows: Map<Place, number>;
  private readonly placeOf: (cell: string | null) => Place;

  constructor(
    private readonly column: number,
    private readonly values: CountedValues,
  ) {
    this.rows = new Map(values.rows);
    this.placeOf = placeOn(values.scale);
  }

  /** @param now Undefined where production's row is the backup's again, or neither side has one. */
  pass(before: RowInIncident, now: RowInIncident | undefined): void {
    this.add(cellsOn('live', before), -1);
    this.add(now ? cellsOn('live', now) : cellsOn('backup', before), 1);
  }

  get counted(): CountedValues {
    const { rows } = this;
    return { ...this.values, rows: new Map([...rows].filter(([, count]) => count !== 0)) };
  }

  private add(cells: readonly (string | null)[] | undefined, rows: number): void {
    if (cells) {
      const place = this.placeOf(cells[this.column] ?? null);
      this.rows.set(place, (this.rows.get(place) ?? 0) + rows);
    }
  }
}
