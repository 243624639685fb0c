import { updatableColumns } from '../../core/correction/buildPlan';
import type { ReviewableRows } from '../../core/correction/rowSelection';
import type { KeptTable } from '../../core/diff/comparison';
import type { MarkName } from '../../core/diff/rows/rowMarks';
import type { KnownRows } from '../../core/review/factColumns';
import { LineSet } from '../../core/review/lineSet';
import { flagBits, kindIn, kindsOfRow } from '../../core/review/rowFact';
import type { ReviewTab, RowKind } from './shownRows';

/**
 * What is known of each compared row without reading it, by its line in the file, from 0: some twenty
 * bytes of memory a row. Conflicts are the last lines.
 */
export class RowFacts {
  readonly length: number;
  /** Changed rows by position of the compared column. */
  readonly differing: readonly number[];
  /** Where each line begins, and after the last where the next would. */
  private readonly offsets: Float64Array;
  private readonly byKind: Readonly<Record<RowKind, LineSet>>;
  private readonly flagged: Readonly<Record<(typeof flags)[number] | 'unwritable', LineSet>>;
  private readonly linesByTab = new Map<ReviewTab, Uint32Array>();
  private readonly updatable: ReadonlySet<number>;

  constructor(
    table: KeptTable,
    private readonly known: KnownRows,
  ) {
    const length = known.flags.length;
    this.length = length;
    this.updatable = updatableColumns(table);
    this.offsets = offsetsOf(known.bytes);
    const none = (): LineSet => LineSet.of(length);
    this.byKind = { missing: none(), changed: none(), extra: none(), conflict: none() };
    this.flagged = {
      ...{ stale: none(), reused: none(), sameValue: none(), unread: none() },
      unwritable: this.withColumns((columns) => !columns.some((at) => this.updatable.has(at))),
    };
    this.differing = differingIn(table, known);
    this.sort();
  }

  /** The differing rows, but for what other tables say of them. */
  rows(): Omit<ReviewableRows, MarkName> {
    const { length, byKind, flagged } = this;
    const { missing, changed, extra } = byKind;
    const { reused, unwritable, sameValue, unread, stale } = flagged;
    return {
      ...{ length, kinds: { missing, changed, extra } },
      ...{ reused, unwritable, sameValue, unread, stale },
    };
  }

  kindAt(line: number): RowKind {
    return kindIn(valueAt(this.known.flags, line));
  }

  isStale(line: number): boolean {
    return this.flagged.stale.has(line);
  }

  /** The columns in which a changed row differs, ascending; none of any other row. */
  columnsAt(line: number): readonly number[] {
    return this.known.columnSets[valueAt(this.known.columns, line)] ?? [];
  }

  /** Those of {@link columnsAt} that may be written. */
  writtenAt(line: number): readonly number[] {
    return this.columnsAt(line).filter((column) => this.updatable.has(column));
  }

  /** The production transaction that wrote the row; undefined where it is missing, or stale. */
  xidAt(line: number): string | undefined {
    const { flags: all, xids } = this.known;
    const isWritten = (valueAt(all, line) & flagBits.written) !== 0;
    return isWritten ? String(valueAt(xids, line)) : undefined;
  }

  /** The changed rows whose columns are such. */
  withColumns(are: (columns: readonly number[]) => boolean): LineSet {
    const { columns, columnSets } = this.known;
    const wanted = columnSets.map((set) => set.length > 0 && are(set));
    const found = LineSet.of(this.length);
    columns.forEach((place, line) => {
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

  /** One pass over all lines. */
  private sort(): void {
    const { byKind, flagged } = this;
    const kinds = kindsOfRow.map((kind) => byKind[kind]);
    const bits = flags.map((flag) => [flagBits[flag], flagged[flag]] as const);
    const any = bits.reduce((sum, [bit]) => sum | bit, 0);
    this.known.flags.forEach((value, line) => {
      kinds[value & 3]?.add(line);
      if ((value & any) !== 0) {
        for (const [, lines] of bits.filter(([bit]) => (value & bit) !== 0)) {
          lines.add(line);
        }
      }
    });
  }
}

const flags = ['stale', 'reused', 'sameValue', 'unread'] as const;

function offsetsOf(bytes: Uint32Array): Float64Array {
  const offsets = new Float64Array(bytes.length + 1);
  let end = 0;
  bytes.forEach((length, line) => {
    end += length;
    offsets[line + 1] = end;
  });
  return offsets;
}

function differingIn(
  { columns: ofTable }: KeptTable,
  { columns, columnSets }: KnownRows,
): readonly number[] {
  const rows = new Uint32Array(columnSets.length);
  columns.forEach((place) => {
    rows[place] = (rows[place] ?? 0) + 1;
  });
  const differing = ofTable.map(() => 0);
  for (const [place, set] of columnSets.entries()) {
    for (const column of set) {
      differing[column] = (differing[column] ?? 0) + (rows[place] ?? 0);
    }
  }
  return differing;
}

function valueAt(values: Float64Array | Uint8Array | Uint32Array, at: number): number {
  const value = values[at];
  if (value === undefined) {
    throw new RangeError(`There is no row ${at}.`);
  }
  return value;
}
