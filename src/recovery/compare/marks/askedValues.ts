import type { Key, Row } from '../../../core/catalog/table';
import type { OrdinalRange, OrdinalRanges } from '../../../core/correction/ordinalRanges';

/** As many different values are asked about. */
export const mostValues = 100_000;

/** Which lines have which values in some columns, so that each value is asked about once. */
export class AskedValues {
  readonly values: Key[] = [];
  /** Rows that have a value at all. */
  rows = 0;
  private readonly places = new Map<string, number>();
  /** For each value its lines. */
  private readonly lines: GrowingRanges[] = [];

  /** @param positions Of the columns, among a row's cells. */
  constructor(
    private readonly positions: readonly number[],
    private readonly most = mostValues,
  ) {}

  /** NULL refers to nothing. Lines ascend. @param unread Positions whose cell is no value. */
  add(line: number, row: Row, unread: readonly number[] = []): void {
    const value = this.valueIn(row);
    if (!value || this.positions.some((at) => unread.includes(at))) {
      return;
    }
    this.rows += 1;
    const place = this.placeOf(value);
    if (place !== undefined) {
      this.lines[place]?.add(line);
    }
  }

  /** The lines of the value at that place. */
  linesAt(place: number): OrdinalRanges {
    return this.lines[place]?.ranges ?? [];
  }

  /** How many rows have one of the first so many values. */
  rowsOfFirst(values: number): number {
    return this.lines.slice(0, values).reduce((sum, { size }) => sum + size, 0);
  }

  linesOf(value: Key): readonly number[] {
    const place = this.places.get(JSON.stringify(value));
    return place === undefined ? [] : linesOf(this.linesAt(place));
  }

  /** Whether there are rows with values beyond those that are asked about. */
  get isCut(): boolean {
    return this.rowsOfFirst(this.values.length) < this.rows;
  }

  private valueIn(row: Row): Key | undefined {
    const cells = this.positions.map((at) => row[at]);
    const value = cells.filter((cell) => typeof cell === 'string');
    return value.length === cells.length ? value : undefined;
  }

  private placeOf(value: Key): number | undefined {
    const text = JSON.stringify(value);
    const known = this.places.get(text);
    if (known !== undefined || this.values.length >= this.most) {
      return known;
    }
    this.values.push(value);
    this.lines.push(new GrowingRanges());
    this.places.set(text, this.values.length - 1);
    return this.values.length - 1;
  }
}

export function linesOf(ranges: OrdinalRanges): readonly number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));
}

/** Lines as they are found, ascending, in as few ranges as they make. */
export class GrowingRanges {
  private readonly made: { from: number; to: number }[] = [];

  add(line: number): void {
    const last = this.made.at(-1);
    if (last?.to === line) {
      last.to += 1;
    } else {
      this.made.push({ from: line, to: line + 1 });
    }
  }

  get ranges(): readonly OrdinalRange[] {
    return this.made;
  }

  get size(): number {
    return this.made.reduce((sum, { from, to }) => sum + to - from, 0);
  }
}
