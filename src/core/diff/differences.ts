import type { Key } from '../catalog/table';
import { type KeyColumn, keyAt } from './keyHashes';
import type { DifferenceKind } from './rowChange';

/** One row that differs: which, how, and what either side hashed to (0 where it has no such row). */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly key: Key;
  readonly backupHash: bigint;
  readonly liveHash: bigint;
}

const kinds: readonly DifferenceKind[] = ['missing', 'changed', 'extra'];

/** The differing rows in key order, kept small: about 25 bytes each beside a text key. */
export class Differences implements Iterable<Difference> {
  private count = 0;
  private kinds = new Uint8Array(1024);
  private backupHashes = new BigInt64Array(1024);
  private liveHashes = new BigInt64Array(1024);
  private keys: (BigInt64Array | string[])[] = [];
  private readonly counts = { missing: 0, changed: 0, extra: 0 };

  get length(): number {
    return this.count;
  }

  /** One entry per key column; rows past {@link length} mean nothing. */
  get keyColumns(): readonly KeyColumn[] {
    return this.keys;
  }

  countOf(kind: DifferenceKind): number {
    return this.counts[kind];
  }

  /** Takes the key from a row of either side; keys must come in their order. */
  add(
    kind: DifferenceKind,
    from: { readonly keys: readonly KeyColumn[]; readonly row: number },
    hashes: { readonly backup: bigint; readonly live: bigint },
  ): void {
    if (this.count === this.kinds.length) {
      this.grow();
    }
    this.kinds[this.count] = kinds.indexOf(kind);
    this.backupHashes[this.count] = hashes.backup;
    this.liveHashes[this.count] = hashes.live;
    for (const [index, column] of from.keys.entries()) {
      this.addKey(index, column[from.row]);
    }
    this.counts[kind] += 1;
    this.count += 1;
  }

  at(row: number): Difference {
    if (row < 0 || row >= this.count) {
      throw new RangeError(`No difference ${row} of ${this.count}`);
    }
    return {
      kind: kinds[this.kinds[row] ?? 0] ?? 'changed',
      key: keyAt(this.keys, row),
      backupHash: this.backupHashes[row] ?? 0n,
      liveHash: this.liveHashes[row] ?? 0n,
    };
  }

  *[Symbol.iterator](): Iterator<Difference> {
    for (let row = 0; row < this.count; row++) {
      yield this.at(row);
    }
  }

  private addKey(index: number, value: bigint | string | undefined): void {
    const column = (this.keys[index] ??=
      typeof value === 'bigint' ? new BigInt64Array(this.kinds.length) : []);
    if (column instanceof BigInt64Array) {
      column[this.count] = BigInt(value ?? 0n);
    } else {
      column.push(String(value));
    }
  }

  private grow(): void {
    const size = this.kinds.length * 2;
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.backupHashes = grown(this.backupHashes, new BigInt64Array(size));
    this.liveHashes = grown(this.liveHashes, new BigInt64Array(size));
    this.keys = this.keys.map((column) =>
      column instanceof BigInt64Array ? grown(column, new BigInt64Array(size)) : column,
    );
  }
}

function grown<T extends Uint8Array | BigInt64Array>(from: T, into: T): T {
  // Each call passes two arrays of the same kind.
  (into as { set(values: T): void }).set(from);
  return into;
}
