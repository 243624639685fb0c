import { updatableColumns } from '../../core/correction/buildPlan';
import type { ReviewableRows } from '../../core/correction/rowSelection';
import type { KeptTable } from '../../core/diff/comparison';
import type { ChangedRow, RowInIncident } from '../../core/diff/rows/rowChange';
import { LineSet } from '../../core/review/lineSet';
import type { ReviewTab, RowKind } from './shownRows';

const kinds: readonly RowKind[] = ['missing', 'changed', 'extra', 'conflict'];

/**
 * What is known of each compared row without reading it, by its line in the file, from 0: some twenty
 * bytes of memory a row. Conflicts are the last lines.
 */
export class RowFacts {
  private added = 0;
  /** Where each line begins, and after the last where the next would. */
  private readonly offsets: Float64Array;
  private readonly kindOf: Uint8Array;
  /** Of changed rows the place of their columns in {@link columnSets}. */
  private readonly columnsOf: Uint32Array;
  /** The place of the row's transaction in {@link xids}. */
  private readonly xidOf: Uint32Array;
  private readonly columnSets = new Interned<readonly number[]>([]);
  private readonly xids = new Interned<string | undefined>(undefined);
  private readonly byKind: Readonly<Record<RowKind, LineSet>>;
  private readonly linesByTab = new Map<ReviewTab, Uint32Array>();
  private readonly reused: LineSet;
  private readonly unwritable: LineSet;
  private readonly sameValue: LineSet;
  private readonly unread: LineSet;
  private readonly stale: LineSet;
  /** Changed rows by position of the compared column. */
  readonly differing: number[];
  private readonly updatable: ReadonlySet<number>;

  /** @param length How many lines there will be. */
  constructor(
    table: KeptTable,
    readonly length: number,
  ) {
    this.offsets = new Float64Array(length + 1);
    this.kindOf = new Uint8Array(length);
    this.columnsOf = new Uint32Array(length);
    this.xidOf = new Uint32Array(length);
    const none = (): LineSet => LineSet.of(length);
    this.byKind = { missing: none(), changed: none(), extra: none(), conflict: none() };
    [this.reused, this.unwritable, this.sameValue] = [none(), none(), none()];
    [this.unread, this.stale] = [none(), none()];
    this.differing = table.columns.map(() => 0);
    this.updatable = updatableColumns(table);
  }

  /**
   * The next line; a stale row counts as what it was.
   * @param bytes Of its line, with the line end.
   * @throws {RangeError} where there are as many lines already as there should be.
   */
  add(change: RowInIncident, bytes: number): void {
    const line = this.added;
    const kind = change.kind === 'stale' ? change.difference : change.kind;
    this.byKind[kind].add(line);
    this.kindOf[line] = kinds.indexOf(kind);
    this.offsets[line + 1] = valueAt(this.offsets, line) + bytes;
    this.added += 1;
    if (change.kind === 'stale') {
      this.stale.add(line);
      return;
    }
    this.xidOf[line] = this.xids.placeOf('xid' in change ? change.xid : undefined);
    if (change.unread && change.kind !== 'conflict') {
      this.unread.add(line);
    }
    if (change.kind === 'changed') {
      this.addChanged(change, line);
    }
  }

  /** How many lines were added. */
  get count(): number {
    return this.added;
  }

  /** The differing rows; not to be asked before all lines were added. */
  rows(): ReviewableRows {
    const { length, reused, unwritable, sameValue, unread, stale } = this;
    const { missing, changed, extra } = this.byKind;
    return {
      ...{ length, kinds: { missing, changed, extra } },
      ...{ reused, unwritable, sameValue, unread, stale },
    };
  }

  kindAt(line: number): RowKind {
    return kinds[valueAt(this.kindOf, line)] ?? 'missing';
  }

  isStale(line: number): boolean {
    return this.stale.has(line);
  }

  /** The columns in which a changed row differs, ascending; none of any other row. */
  columnsAt(line: number): readonly number[] {
    return this.columnSets.at(valueAt(this.columnsOf, line));
  }

  /** Those of {@link columnsAt} that may be written. */
  writtenAt(line: number): readonly number[] {
    return this.columnsAt(line).filter((column) => this.updatable.has(column));
  }

  /** The production transaction that wrote the row; undefined where it is missing, or stale. */
  xidAt(line: number): string | undefined {
    return this.xids.at(valueAt(this.xidOf, line));
  }

  /** The changed rows whose columns are such. */
  withColumns(are: (columns: readonly number[]) => boolean): LineSet {
    const wanted = this.columnSets.values.map((columns) => columns.length > 0 && are(columns));
    const found = LineSet.of(this.length);
    this.columnsOf.forEach((place, line) => {
      if (wanted[place] === true) {
        found.add(line);
      }
    });
    return found;
  }

  /** The lines of the tab. */
  linesOf(tab: ReviewTab): LineSet {
    return tab === 'all' ? this.byKind.conflict.not() : this.byKind[tab];
  }

  /** The same one after another, made when first asked for. */
  listOf(tab: ReviewTab): Uint32Array {
    const made = this.linesByTab.get(tab) ?? this.linesOf(tab).toLines();
    this.linesByTab.set(tab, made);
    return made;
  }

  /** The bytes of a line, without its end. */
  bytesOf(line: number): { readonly from: number; readonly to: number } {
    return { from: valueAt(this.offsets, line), to: valueAt(this.offsets, line + 1) - 1 };
  }

  private addChanged({ columns, reused, sameValue }: ChangedRow, line: number): void {
    this.columnsOf[line] = this.columnSets.placeOf(columns);
    for (const column of columns) {
      this.differing[column] = (this.differing[column] ?? 0) + 1;
    }
    if (reused) {
      this.reused.add(line);
    }
    if (sameValue) {
      this.sameValue.add(line);
    }
    if (!columns.some((column) => this.updatable.has(column))) {
      this.unwritable.add(line);
    }
  }
}

/** Values that many rows share, each kept once. */
class Interned<T> {
  private readonly places = new Map<string, number>();
  readonly values: T[];

  /** @param none The value at place 0. */
  constructor(private readonly none: T) {
    this.values = [none];
    this.places.set(JSON.stringify([none]), 0);
  }

  placeOf(value: T): number {
    const text = JSON.stringify([value]);
    const place = this.places.get(text) ?? this.values.push(value) - 1;
    this.places.set(text, place);
    return place;
  }

  at(place: number): T {
    return this.values[place] ?? this.none;
  }
}

function valueAt(values: Float64Array | Uint8Array | Uint32Array, at: number): number {
  const value = values[at];
  if (value === undefined) {
    throw new RangeError(`There is no row ${at}.`);
  }
  return value;
}
