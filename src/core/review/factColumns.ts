import { hasOrdinal, type OrdinalRanges } from '../correction/ordinalRanges';
import type { RowInIncident } from '../diff/rows/rowChange';
import { flagBits, flagsOf, xidOf } from './rowFact';

/**
 * What is known of compared rows without reading them, in the order of their lines: some 13 bytes a row.
 * A further column is one more here, in {@link FactCollector} and in `factIndex.ts`, whose version it raises.
 */
export interface FactColumns {
  /** Of each line, with its end. */
  readonly bytes: Uint32Array<ArrayBuffer>;
  /** Of changed rows the place of their differing columns among {@link FactTables.columnSets}. */
  readonly columns: Uint32Array<ArrayBuffer>;
  /** Production transactions, where {@link flagBits.written} is set. */
  readonly xids: Uint32Array<ArrayBuffer>;
  /** As {@link flagsOf} gives them. */
  readonly flags: Uint8Array<ArrayBuffer>;
}

/** The values that many rows share, each once. */
export interface FactTables {
  /** Positions of columns, ascending; the first has none. */
  readonly columnSets: readonly (readonly number[])[];
}

export interface KnownRows extends FactColumns, FactTables {}

/** Lines that are handed over together. Fixed: files hold them so. */
export const linesTogether = 65_536;

/** Collects what is known of rows as they pass: so many at a time, however many there will be. */
export class FactCollector {
  private block = emptyFacts(linesTogether);
  private count = 0;
  private readonly sets = new ColumnSets();

  /** @returns What was collected, each time that there is enough of it. */
  add(change: RowInIncident, bytes: number): FactColumns | undefined {
    const { block, count } = this;
    block.bytes[count] = bytes;
    block.columns[count] = change.kind === 'changed' ? this.sets.placeOf(change.columns) : 0;
    block.xids[count] = xidOf(change) ?? 0;
    block.flags[count] = flagsOf(change);
    this.count += 1;
    return this.count === linesTogether ? this.rest() : undefined;
  }

  /** What was collected since. */
  rest(): FactColumns {
    const { block, count } = this;
    this.block = emptyFacts(linesTogether);
    this.count = 0;
    return {
      bytes: block.bytes.subarray(0, count),
      columns: block.columns.subarray(0, count),
      xids: block.xids.subarray(0, count),
      flags: block.flags.subarray(0, count),
    };
  }

  tables(): FactTables {
    return { columnSets: this.sets.values };
  }
}

/** The facts of so many lines, one after another; there must be no more of them. */
export function factsTogether(length: number, parts: Iterable<FactColumns>): FactColumns {
  const all = emptyFacts(length);
  let line = 0;
  for (const { bytes, columns, xids, flags } of parts) {
    all.bytes.set(bytes, line);
    all.columns.set(columns, line);
    all.xids.set(xids, line);
    all.flags.set(flags, line);
    line += flags.length;
  }
  return all;
}

/** The same, with these rows known to be stale; rows in conflict never are. */
export function withStaleRows(known: KnownRows, stale: OrdinalRanges): KnownRows {
  if (stale.length === 0) {
    return known;
  }
  const isStale = (flags: number, line: number): boolean =>
    (flags & 3) !== conflict && hasOrdinal(stale, line);
  const flags = known.flags.map((was, line) =>
    isStale(was, line) ? (was & 3) | flagBits.stale : was,
  );
  const unlessStale = (value: number, line: number): number =>
    ((flags[line] ?? 0) & flagBits.stale) === 0 ? value : 0;
  return { ...known, flags, columns: known.columns.map(unlessStale) };
}

const conflict = 3;

function emptyFacts(length: number): FactColumns {
  return {
    bytes: new Uint32Array(length),
    columns: new Uint32Array(length),
    xids: new Uint32Array(length),
    flags: new Uint8Array(length),
  };
}

interface SetNode {
  place: number | undefined;
  readonly next: Map<number, SetNode>;
}

/** Sets of columns, each kept once; found without making a text of them, row after row. */
class ColumnSets {
  readonly values: (readonly number[])[] = [[]];
  private readonly root: SetNode = { place: 0, next: new Map() };

  placeOf(columns: readonly number[]): number {
    let node = this.root;
    for (const column of columns) {
      const next = node.next.get(column) ?? { place: undefined, next: new Map<number, SetNode>() };
      node.next.set(column, next);
      node = next;
    }
    node.place ??= this.values.push(columns) - 1;
    return node.place;
  }
}
