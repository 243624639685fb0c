import { type KeyColumn, type KeyHashes, compareKeys } from './keyHashes';
import { isNullAt } from './textColumn';

/** The keys of some rows, each once, with the hash of its row. */
export interface KeyGroups extends KeyHashes {
  /**
   * How many rows have the key, by its place among {@link keys}: for those that do not stand for one
   * row alone, because several have it or it is NULL somewhere. Their hash is then the sum of all their
   * rows' hashes, which is the same for the same rows in any order.
   */
  readonly shared: ReadonlyMap<number, number>;
}

/** Gathers the rows of each key, although they come in batches that may cut between them. */
export class KeyGrouper {
  /** The last key so far, whose rows may go on in the next batch. */
  private held: KeyGroups | undefined;

  /** @throws RangeError where the rows do not come in key order. */
  add(batch: KeyHashes): readonly KeyGroups[] {
    const length = batch.hashes.length;
    if (length === 0) {
      return [];
    }
    const groups = grouped(batch);
    const before = this.held;
    const order = before ? compareKeys(before.keys, 0, groups.keys, 0) : -1;
    if (order > 0) {
      throw notInOrder();
    }
    const first = before && order === 0 ? joined(before, groups) : before;
    const rest = before && order === 0 ? from(groups, 1) : groups;
    if (rest.hashes.length === 0) {
      this.held = first;
      return [];
    }
    this.held = from(rest, rest.hashes.length - 1);
    return [...(first ? [first] : []), upTo(rest, rest.hashes.length - 1)];
  }

  /** What is left after the last batch. */
  end(): readonly KeyGroups[] {
    return this.held ? [this.held] : [];
  }
}

function grouped(batch: KeyHashes): KeyGroups {
  const { keys, hashes } = batch;
  const repeated = repeatedRows(batch);
  const shared = new Map<number, number>();
  if (repeated.size === 0) {
    markNulls(keys, shared);
    return { keys, hashes, shared };
  }
  const kept = [...hashes.keys()].filter((row) => !repeated.has(row));
  const sums = BigInt64Array.from(kept, (row) => hashes[row] ?? 0n);
  for (const [group, start] of kept.entries()) {
    const end = kept[group + 1] ?? hashes.length;
    if (end - start > 1) {
      shared.set(group, end - start);
      sums[group] = hashes.subarray(start, end).reduce((sum, hash) => sum + hash, 0n);
    }
  }
  const keptKeys = keys.map((column) => rowsOf(column, kept));
  markNulls(keptKeys, shared);
  return { keys: keptKeys, hashes: sums, shared };
}

/** Those with the key of the row before them; all others must come after it in order. */
function repeatedRows({ keys, hashes }: KeyHashes): ReadonlySet<number> {
  const repeated = new Set<number>();
  for (let row = 1; row < hashes.length; row++) {
    const order = compareKeys(keys, row - 1, keys, row);
    if (order > 0) {
      throw notInOrder();
    }
    if (order === 0) {
      repeated.add(row);
    }
  }
  return repeated;
}

function markNulls(keys: readonly KeyColumn[], shared: Map<number, number>): void {
  for (const column of keys) {
    if (column instanceof BigInt64Array) {
      continue;
    }
    for (let row = 0; row < column.ends.length; row++) {
      if (isNullAt(column, row)) {
        shared.set(row, shared.get(row) ?? 1);
      }
    }
  }
}

function rowsOf(column: KeyColumn, rows: readonly number[]): KeyColumn {
  return column instanceof BigInt64Array
    ? BigInt64Array.from(rows, (row) => column[row] ?? 0n)
    : {
        bytes: column.bytes,
        starts: Int32Array.from(rows, (row) => column.starts[row] ?? 0),
        ends: Int32Array.from(rows, (row) => column.ends[row] ?? 0),
      };
}

/** One key's rows of two batches; of the second, only its first key. */
function joined(before: KeyGroups, after: KeyGroups): KeyGroups {
  const rows = (before.shared.get(0) ?? 1) + (after.shared.get(0) ?? 1);
  const sum = (before.hashes[0] ?? 0n) + (after.hashes[0] ?? 0n);
  return { keys: before.keys, hashes: BigInt64Array.of(sum), shared: new Map([[0, rows]]) };
}

function from({ keys, hashes, shared }: KeyGroups, start: number): KeyGroups {
  return {
    keys: keys.map((column) => slice(column, start, hashes.length)),
    hashes: hashes.subarray(start),
    shared: new Map(
      [...shared].flatMap(([at, rows]) => (at >= start ? [[at - start, rows] as const] : [])),
    ),
  };
}

/** Whatever comes after is not looked at. */
function upTo({ keys, hashes, shared }: KeyGroups, end: number): KeyGroups {
  return { keys, hashes: hashes.subarray(0, end), shared };
}

function slice(column: KeyColumn, start: number, end: number): KeyColumn {
  return column instanceof BigInt64Array
    ? column.subarray(start, end)
    : {
        bytes: column.bytes,
        starts: column.starts.subarray(start, end),
        ends: column.ends.subarray(start, end),
      };
}

/** Merging is only right on ordered sides: two orders that disagree would make up differences. */
function notInOrder(): RangeError {
  return new RangeError('The rows of a side do not come in key order.');
}
