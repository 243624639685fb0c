import { setImmediate as nextTurn } from 'node:timers/promises';
import { copyFields } from '../../core/archive/copyLine';
import type { Row } from '../../core/catalog/table';
import type { ForeseenRows } from '../../core/correction/foreseenRows';
import { countActions } from '../../core/correction/plan';

const [newline, tab] = [0x0a, 0x09];
const rowsAtOnce = 1000;

/** Rows as the plan leaves them, ticked off as they are found. They are compared as bytes: text would have to be made first. */
export class ExpectedRows {
  private readonly taken: Uint8Array;
  private readonly placesOfKeys = new Map<string, number>();
  private placesKept = 0;
  private next = 0;
  private missing: number;
  private strangers = 0;

  constructor(
    private readonly foreseen: ForeseenRows,
    private readonly key: readonly number[],
  ) {
    this.taken = new Uint8Array(foreseen.corrections.length);
    const { insert, update } = countActions(foreseen.corrections);
    this.missing = insert + update;
  }

  get areAllThere(): boolean {
    return this.missing === 0 && this.strangers === 0;
  }

  rows(): readonly (Row | null)[] {
    return this.foreseen.all();
  }

  /** Has rows found by their keys without a wait, step by step: others are at work meanwhile. */
  async prepare(): Promise<void> {
    while (this.placesKept < this.taken.length) {
      this.keepPlaces(rowsAtOnce);
      await nextTurn();
    }
  }

  /** @param lines Whole ones, of COPY's text in UTF-8. */
  take(lines: Buffer): void {
    for (let from = 0; from < lines.length;) {
      // Rows mostly lie as they were written, page by page.
      const at = this.isAt(this.next, lines, from) ? this.next : this.placeOf(lines, from);
      if (at === undefined || this.taken[at] === 1) {
        this.strangers += 1;
        from = lines.indexOf(newline, from) + 1;
      } else {
        this.taken[at] = 1;
        this.missing -= 1;
        this.next = at + 1;
        const line = this.foreseen.lineAt(at);
        from += line.to - line.from;
      }
    }
  }

  /** True where this row's line begins there. */
  private isAt(position: number, lines: Buffer, start: number): boolean {
    if (position >= this.taken.length) {
      return false;
    }
    const { bytes, from, to } = this.foreseen.lineAt(position);
    const end = start + to - from;
    return to > from && end <= lines.length && lines.compare(bytes, from, to, start, end) === 0;
  }

  private placeOf(lines: Buffer, from: number): number | undefined {
    this.keepPlaces(this.taken.length);
    const at = this.placesOfKeys.get(this.keyIn(lines, from));
    return at !== undefined && this.isAt(at, lines, from) ? at : undefined;
  }

  /** Of so many rows more. */
  private keepPlaces(count: number): void {
    const { corrections } = this.foreseen;
    const end = Math.min(this.placesKept + count, corrections.length);
    for (let at = this.placesKept; at < end; at += 1) {
      this.placesOfKeys.set(copyFields(corrections[at]?.key ?? []), at);
    }
    this.placesKept = end;
  }

  private keyIn(lines: Buffer, from: number): string {
    const end = lines.indexOf(newline, from);
    if (this.key.length === 1 && this.key[0] === 0) {
      const first = lines.indexOf(tab, from);
      return lines.toString('utf8', from, first < 0 || first > end ? end : first);
    }
    const fields = lines.toString('utf8', from, end).split('\t');
    return this.key.map((column) => fields[column]).join('\t');
  }
}
