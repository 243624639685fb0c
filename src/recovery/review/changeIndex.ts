import type { NewHash } from '../../core/correction/planFile';
import { updatableColumns } from '../../core/correction/buildPlan';
import {
  difference,
  hasOrdinal,
  noOrdinals,
  ordinalRange,
  type OrdinalRanges,
  rangesOf,
} from '../../core/correction/ordinalRanges';
import { noRows, type ReviewableRows, type RowsByKind } from '../../core/correction/rowSelection';
import { readChangeLine } from '../../core/diff/rows/changeLine';
import type { KeptTable } from '../../core/diff/comparison';
import {
  asStale,
  type ChangedRow,
  type DifferenceKind,
  type RowInIncident,
} from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import { type KeptComparison, LinesSealer } from '../../core/diff/storedComparison';
import type { OpenRows } from '../ports/reviewIncident';
import type { Work } from '../work';
import type { ReviewTab, RowKind, ShownRows } from './shownRows';

/** A row's kind, and its number among those of its kind. */
export interface RowPlace {
  readonly kind: RowKind;
  readonly ordinal: number;
}

/** Where each compared row is in its file: some twenty bytes of memory a row. */
export class ChangeIndex {
  /** Where each line begins, and last where the next would. */
  private readonly offsets: number[] = [0];
  private readonly kinds: RowKind[] = [];
  private readonly ordinals: number[] = [];
  private readonly lines: Readonly<Record<RowKind, number[]>> = {
    ...{ missing: [], changed: [], extra: [], conflict: [] },
  };
  private readonly reused: number[] = [];
  private readonly unwritable: number[] = [];
  private readonly sameValue: number[] = [];
  private readonly unread = noneOfAnyKind();
  private readonly stale = noneOfAnyKind();
  /** Lines without the rows that are only written differently; made when first asked for. */
  private readonly withoutSameValue = new Map<ReviewTab, readonly number[]>();
  /** Changed rows by position of the compared column. */
  readonly differing: number[];
  private readonly updatable: ReadonlySet<number>;

  constructor(table: KeptTable) {
    this.differing = table.columns.map(() => 0);
    this.updatable = updatableColumns(table);
  }

  /** Conflicts come last; a stale row counts as what it was. @param bytes Of its line, with the line end. */
  add(change: RowInIncident, bytes: number): void {
    const kind = change.kind === 'stale' ? change.difference : change.kind;
    const ordinal = this.lines[kind].length;
    this.lines[kind].push(this.kinds.length);
    this.kinds.push(kind);
    this.ordinals.push(ordinal);
    this.offsets.push((this.offsets.at(-1) ?? 0) + bytes);
    if (change.kind === 'conflict') {
      return;
    }
    if (change.kind === 'stale') {
      this.stale[change.difference].push(ordinal);
      return;
    }
    if (change.unread) {
      this.unread[change.kind].push(ordinal);
    }
    if (change.kind === 'changed') {
      this.addChanged(change, ordinal);
    }
  }

  get length(): number {
    return this.kinds.length;
  }

  /** Rows that may be corrected: the first lines of the file. */
  private get changes(): number {
    return this.length - this.lines.conflict.length;
  }

  count(shown: ShownRows): number {
    const { tab } = shown;
    const all = tab === 'all' ? this.changes : this.lines[tab].length;
    const hidden = tab === 'all' || tab === 'changed' ? this.sameValue.length : 0;
    return hidesSameValue(shown) ? all - hidden : all;
  }

  rows(): ReviewableRows {
    const { missing, changed, extra } = this.lines;
    return {
      counts: { missing: missing.length, changed: changed.length, extra: extra.length },
      reused: rangesOf(this.reused),
      unwritable: rangesOf(this.unwritable),
      sameValue: rangesOf(this.sameValue),
      unread: rangesByKind(this.unread),
      stale: rangesByKind(this.stale),
    };
  }

  /** The number of the row's line in the file, from 0. */
  lineOf({ kind, ordinal }: RowPlace): number {
    return valueAt(this.lines[kind], ordinal);
  }

  /** The same of a row by its number among those that are shown. */
  lineShown(shown: ShownRows, ordinal: number): number {
    if (hidesSameValue(shown)) {
      return valueAt(this.linesWithoutSameValue(shown.tab), ordinal);
    }
    return shown.tab === 'all' ? ordinal : this.lineOf({ kind: shown.tab, ordinal });
  }

  placeOf(line: number): RowPlace {
    return { kind: valueAt(this.kinds, line), ordinal: valueAt(this.ordinals, line) };
  }

  /** The bytes of a line, without its end. */
  bytesOf(line: number): { readonly from: number; readonly to: number } {
    return { from: valueAt(this.offsets, line), to: valueAt(this.offsets, line + 1) - 1 };
  }

  /** The rows from `from` up to, but not including, `to`, by their numbers among those that are shown. */
  rowsShown(shown: ShownRows, [from, to]: readonly [number, number]): RowsByKind {
    if (from >= to) {
      return noRows;
    }
    const lines = [this.lineShown(shown, from), this.lineShown(shown, to - 1) + 1] as const;
    const rowsOf = (kind: DifferenceKind): OrdinalRanges =>
      shown.tab === 'all' || shown.tab === kind ? this.ordinalsOfLines(kind, lines) : noOrdinals;
    const changed = rowsOf('changed');
    return {
      ...{ missing: rowsOf('missing'), extra: rowsOf('extra') },
      changed: hidesSameValue(shown) ? difference(changed, rangesOf(this.sameValue)) : changed,
    };
  }

  private ordinalsOfLines(
    kind: DifferenceKind,
    [from, to]: readonly [number, number],
  ): OrdinalRanges {
    const lines = this.lines[kind];
    return ordinalRange(firstAtLeast(lines, from), firstAtLeast(lines, to));
  }

  private linesWithoutSameValue(tab: ReviewTab): readonly number[] {
    const made = this.withoutSameValue.get(tab);
    if (made) {
      return made;
    }
    const hidden = new Set(this.sameValue.map((ordinal) => this.lines.changed[ordinal]));
    const all = tab === 'all' ? [...this.kinds.keys()].slice(0, this.changes) : this.lines[tab];
    const lines = all.filter((line) => !hidden.has(line));
    this.withoutSameValue.set(tab, lines);
    return lines;
  }

  private addChanged({ columns, reused, sameValue }: ChangedRow, ordinal: number): void {
    for (const column of columns) {
      this.differing[column] = (this.differing[column] ?? 0) + 1;
    }
    if (reused) {
      this.reused.push(ordinal);
    }
    if (sameValue) {
      this.sameValue.push(ordinal);
    }
    if (!columns.some((column) => this.updatable.has(column))) {
      this.unwritable.push(ordinal);
    }
  }
}

function hidesSameValue({ filter, order }: ShownRows): boolean {
  const { hides = [], ...others } = filter ?? {};
  if (order || Object.keys(others).length > 0 || hides.some((flag) => flag !== 'sameValue')) {
    throw new RecoveryError('usage', 'The rows cannot be filtered by this yet.');
  }
  return hides.length > 0;
}

type OrdinalsByKind = Readonly<Record<DifferenceKind, number[]>>;

function noneOfAnyKind(): OrdinalsByKind {
  return { missing: [], changed: [], extra: [] };
}

function rangesByKind({ missing, changed, extra }: OrdinalsByKind): RowsByKind {
  return { missing: rangesOf(missing), changed: rangesOf(changed), extra: rangesOf(extra) };
}

/** Small enough that nothing else waits long while its lines are read. */
const chunkBytes = 256 * 1024;
const lineEnd = 0x0a;

export interface IndexedComparison extends Pick<KeptComparison, 'table' | 'lines'> {
  /** Lines that were found to be stale, from 0. */
  readonly stale: OrdinalRanges;
}

/**
 * Reads the compared rows once, to their end.
 * @throws {RecoveryError} `incident-unreadable` where they are not as they were sealed.
 */
export async function indexChanges(
  file: OpenRows,
  { table, lines, stale }: IndexedComparison,
  { newHash, work }: { readonly newHash: NewHash; readonly work: Work },
): Promise<ChangeIndex> {
  const index = new ChangeIndex(table);
  const sealer = new LinesSealer(newHash);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const bytes of linesIn(file, work)) {
    const line = decoder.decode(bytes);
    sealer.add(line);
    const row = readChangeLine(line, table, index.length + 1);
    const isStale = row.kind !== 'conflict' && hasOrdinal(stale, index.length);
    index.add(isStale ? asStale(row) : row, bytes.length + 1);
  }
  const { count, sha256 } = sealer.seal();
  if (count !== lines.count || sha256 !== lines.sha256) {
    throw new RecoveryError(
      'incident-unreadable',
      'The list of compared rows in this folder is cut or was changed.',
      { hint: 'Compare again, into a new folder.' },
    );
  }
  return index;
}

/** The bytes of each line, without its end. */
async function* linesIn(file: OpenRows, { signal, progress }: Work): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    signal.throwIfAborted();
    const chunk = await file.read(offset, chunkBytes);
    const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
    let start = 0;
    // What is left over was searched already.
    let end = bytes.indexOf(lineEnd, rest.length);
    while (end >= 0) {
      yield bytes.subarray(start, end);
      start = end + 1;
      end = bytes.indexOf(lineEnd, start);
    }
    rest = bytes.subarray(start);
    const done = Math.min(offset + chunkBytes, file.size);
    progress({ phase: 'opening the compared rows', done, total: file.size, unit: 'bytes' });
  }
  if (rest.length > 0) {
    yield rest;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The position of the first of the ascending numbers that is not below `least`. */
function firstAtLeast(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function valueAt<T>(list: readonly T[], at: number): T {
  const value = list[at];
  if (value === undefined) {
    throw new RangeError(`There is no row ${at}.`);
  }
  return value;
}
