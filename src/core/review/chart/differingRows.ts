import type { Row } from '../../catalog/table';
import type { RowInIncident } from '../../diff/rows/rowChange';
import { cellsOn } from '../rowCells';
import { type ChartScale, placeOn } from './chartScale';

/** Where a value lies; undefined outside of the scale. */
export type Place = bigint | undefined;

export type RowsByPlace = ReadonlyMap<Place, number>;

/** Changed rows whose value was moved. */
export interface Move {
  readonly from: Place;
  readonly to: Place;
  rows: number;
}

/** How rows that differ spread over the values of one column: as they were compared, whatever has moved since. */
export class DifferingRows {
  private readonly counts = { missing: new Tally(), changed: new Tally(), extra: new Tally() };
  private readonly movedRows = new Map<string, Move>();
  /** The backup's rows less production's. */
  private readonly surplus = new Tally();
  private readonly beyond = new Tally();
  private readonly placeOf: (cell: string | null) => Place;
  private unknown = 0;

  /** @param isCounted Whether a row of production is among those that were counted there. */
  constructor(
    readonly column: number,
    scale: ChartScale,
    private readonly isCounted: (live: Row) => boolean = () => true,
  ) {
    this.placeOf = placeOn(scale);
  }

  add(row: RowInIncident): void {
    if (row.kind === 'stale' && row.difference !== 'missing') {
      this.unknown += 1;
    }
    const [backup, live] = [cellsOn('backup', row), cellsOn('live', row)];
    const from = backup && this.placeIn(backup);
    const to = live && this.placeIn(live);
    this.balance(from, 1);
    this.balance(to, -1);
    if (live && to && !this.isCounted(live)) {
      this.beyond.add(to.place, 1);
    }
    this.sort(row, from, to);
  }

  /** False where rows were not what was compared before they were read, so that nothing is known of theirs. */
  get areKnown(): boolean {
    return this.unknown === 0;
  }

  get missing(): RowsByPlace {
    return this.counts.missing.rows;
  }

  get extra(): RowsByPlace {
    return this.counts.extra.rows;
  }

  /** Whose value stayed in its place, whatever else differs. */
  get changed(): RowsByPlace {
    return this.counts.changed.rows;
  }

  get moved(): readonly Move[] {
    return [...this.movedRows.values()];
  }

  /** Of production all rows, by those of it that were counted. */
  liveOf(counted: RowsByPlace): RowsByPlace {
    return sum(counted, this.beyond.rows);
  }

  /** Of the backup all rows, by those of production. */
  backupOf(live: RowsByPlace): RowsByPlace {
    return sum(live, this.surplus.rows);
  }

  private sort(row: RowInIncident, from: Placed | undefined, to: Placed | undefined): void {
    if (from && to) {
      this.change(from.place, to.place);
    } else if (row.kind === 'missing' || row.kind === 'stale') {
      this.counts.missing.add(from?.place, 1);
    } else if (row.kind === 'extra') {
      this.counts.extra.add(to?.place, 1);
    }
  }

  private change(from: Place, to: Place): void {
    if (from === to) {
      this.counts.changed.add(from, 1);
      return;
    }
    const name = `${String(from)} ${String(to)}`;
    const known = this.movedRows.get(name);
    if (known) {
      known.rows += 1;
    } else {
      this.movedRows.set(name, { from, to, rows: 1 });
    }
  }

  private balance(placed: Placed | undefined, rows: number): void {
    if (placed) {
      this.surplus.add(placed.place, rows);
    }
  }

  private placeIn(cells: Row): Placed {
    return { place: this.placeOf(cells[this.column] ?? null) };
  }
}

interface Placed {
  readonly place: Place;
}

class Tally {
  readonly rows = new Map<Place, number>();

  add(place: Place, rows: number): void {
    this.rows.set(place, (this.rows.get(place) ?? 0) + rows);
  }
}

function sum(one: RowsByPlace, other: RowsByPlace): RowsByPlace {
  const tally = new Tally();
  for (const rows of [one, other]) {
    for (const [place, count] of rows) {
      tally.add(place, count);
    }
  }
  return tally.rows;
}
