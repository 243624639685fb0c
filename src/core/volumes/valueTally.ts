import type { Cell } from '../catalog/table';
import { compareInByteOrder } from '../diff/keys/byteOrder';
import type { ValueCount, ValueRows } from './volume';

/** How many values are kept; of days, these are the latest. */
export const mostValues = 500;

/**
 * Counts rows by value in constant memory: exactly, for the values that come last. One that falls out is
 * before all that are kept and cannot come back.
 */
export class ValueTally {
  private readonly counts = new Map<string, number>();
  private nulls = 0;
  private otherRows = 0;
  /** No value before it is kept. */
  private first = '';

  constructor(private readonly most = mostValues) {}

  add(value: Cell): void {
    if (value === null) {
      this.nulls += 1;
      return;
    }
    const known = this.counts.get(value);
    if (known !== undefined) {
      this.counts.set(value, known + 1);
    } else if (compareInByteOrder(value, this.first) < 0) {
      this.otherRows += 1;
    } else {
      this.counts.set(value, 1);
      if (this.counts.size === 2 * this.most) {
        this.dropFirst();
      }
    }
  }

  result(): ValueRows {
    this.dropFirst();
    const values: ValueCount[] = this.sorted().map((value) => ({
      value,
      rows: this.counts.get(value) ?? 0,
    }));
    if (this.nulls > 0) {
      values.push({ value: null, rows: this.nulls });
    }
    return { values, otherRows: this.otherRows };
  }

  private dropFirst(): void {
    const sorted = this.sorted();
    const surplus = Math.max(0, sorted.length - this.most);
    for (const value of sorted.slice(0, surplus)) {
      this.otherRows += this.counts.get(value) ?? 0;
      this.counts.delete(value);
    }
    this.first = surplus > 0 ? (sorted[surplus] ?? '') : this.first;
  }

  private sorted(): string[] {
    return [...this.counts.keys()].sort(compareInByteOrder);
  }
}
