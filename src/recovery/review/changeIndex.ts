import type { NewHash } from '../../core/correction/planFile';
import { updatableColumns } from '../../core/correction/buildPlan';
import { ordinalRange, type OrdinalRanges, rangesOf } from '../../core/correction/ordinalRanges';
import type { ReviewableRows, RowsByKind } from '../../core/correction/rowSelection';
import { readChangeLine } from '../../core/diff/changeLine';
import type { ComparedTable } from '../../core/diff/comparison';
import { type DifferenceKind, differenceKinds, type RowChange } from '../../core/diff/rowChange';
import { RecoveryError } from '../../core/errors';
import { LinesSealer, type StoredComparison } from '../../core/diff/storedComparison';
import type { OpenRows } from '../ports/reviewIncident';
import type { Work } from '../work';

/** A row's kind, and its number among those of its kind. */
export interface RowPlace {
  readonly kind: DifferenceKind;
  readonly ordinal: number;
}

/** Where each compared row is in its file: some twenty bytes of memory a row. */
export class ChangeIndex {
  /** Where each line begins, and last where the next would. */
  private readonly offsets: number[] = [0];
  private readonly kinds: DifferenceKind[] = [];
  private readonly ordinals: number[] = [];
  private readonly lines: Readonly<Record<DifferenceKind, number[]>> = {
    ...{ missing: [], changed: [], extra: [] },
  };
  private readonly reused: number[] = [];
  private readonly unwritable: number[] = [];
  /** Changed rows by position of the compared column. */
  readonly differing: number[];
  private readonly updatable: ReadonlySet<number>;

  constructor(table: ComparedTable) {
    this.differing = table.columns.map(() => 0);
    this.updatable = updatableColumns(table);
  }

  /** @param bytes Of its line, with the line end. */
  add(change: RowChange, bytes: number): void {
    const { kind } = change;
    const ordinal = this.lines[kind].length;
    this.lines[kind].push(this.kinds.length);
    this.kinds.push(kind);
    this.ordinals.push(ordinal);
    this.offsets.push((this.offsets.at(-1) ?? 0) + bytes);
    if (change.kind === 'changed') {
      this.addChanged(change, ordinal);
    }
  }

  get length(): number {
    return this.kinds.length;
  }

  rows(): ReviewableRows {
    const { missing, changed, extra } = this.lines;
    return {
      counts: { missing: missing.length, changed: changed.length, extra: extra.length },
      reused: rangesOf(this.reused),
      unwritable: rangesOf(this.unwritable),
    };
  }

  /** The number of the row's line in the file, from 0. */
  lineOf({ kind, ordinal }: RowPlace): number {
    return valueAt(this.lines[kind], ordinal);
  }

  placeOf(line: number): RowPlace {
    return { kind: valueAt(this.kinds, line), ordinal: valueAt(this.ordinals, line) };
  }

  /** The bytes of a line, without its end. */
  bytesOf(line: number): { readonly from: number; readonly to: number } {
    return { from: valueAt(this.offsets, line), to: valueAt(this.offsets, line + 1) - 1 };
  }

  /** The rows of lines `from` up to, but not including, `to`. */
  rowsOfLines(from: number, to: number): RowsByKind {
    const [missing, changed, extra] = differenceKinds.map((kind): OrdinalRanges => {
      const lines = this.lines[kind];
      return ordinalRange(firstAtLeast(lines, from), firstAtLeast(lines, to));
    });
    return { missing: missing ?? [], changed: changed ?? [], extra: extra ?? [] };
  }

  private addChanged(
    { columns, reused }: Extract<RowChange, { kind: 'changed' }>,
    ordinal: number,
  ): void {
    for (const column of columns) {
      this.differing[column] = (this.differing[column] ?? 0) + 1;
    }
    if (reused) {
      this.reused.push(ordinal);
    }
    if (!columns.some((column) => this.updatable.has(column))) {
      this.unwritable.push(ordinal);
    }
  }
}

/** Small enough that nothing else waits long while its lines are read. */
const chunkBytes = 256 * 1024;
const lineEnd = 0x0a;

/**
 * Reads the compared rows once, to their end.
 * @throws {RecoveryError} `incident-unreadable` where they are not as they were sealed.
 */
export async function indexChanges(
  file: OpenRows,
  { table, lines }: Pick<StoredComparison, 'table' | 'lines'>,
  { newHash, work }: { readonly newHash: NewHash; readonly work: Work },
): Promise<ChangeIndex> {
  const index = new ChangeIndex(table);
  const sealer = new LinesSealer(newHash);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const bytes of linesIn(file, work)) {
    const line = decoder.decode(bytes);
    sealer.add(line);
    index.add(readChangeLine(line, table, index.length + 1), bytes.length + 1);
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
