import { compareKeys, type KeyColumn, type KeyHashes } from './keyHashes';

/**
 * One stream in key order out of several that are each in key order. A batch is what follows each other
 * in one of them; nothing is copied. All are started at once, and closed whatever happens.
 */
export async function* inKeyOrder(
  streams: readonly AsyncIterable<KeyHashes>[],
): AsyncGenerator<KeyHashes> {
  const heads = streams.map((stream) => new Head(stream));
  try {
    await Promise.all(heads.map((head) => head.fill()));
    for (;;) {
      const [first, second] = heads.filter(({ batch }) => batch !== undefined).sort(byKey);
      if (!first) {
        return;
      }
      yield first.takeUntil(second);
      await first.fill();
    }
  } finally {
    await Promise.allSettled(heads.map((head) => head.close()));
  }
}

class Head {
  batch: KeyHashes | undefined;
  private row = 0;
  private readonly iterator: AsyncIterator<KeyHashes>;

  constructor(stream: AsyncIterable<KeyHashes>) {
    this.iterator = stream[Symbol.asyncIterator]();
  }

  compare(other: Head): number {
    return compareKeys(this.batch?.keys ?? [], this.row, other.batch?.keys ?? [], other.row);
  }

  /** Reads the next batch that has rows, where this one has none left. */
  async fill(): Promise<void> {
    while (!this.batch || this.row >= this.batch.hashes.length) {
      const next = await this.iterator.next();
      if (next.done) {
        this.batch = undefined;
        return;
      }
      this.batch = next.value;
      this.row = 0;
    }
  }

  /** The rows up to the other's next one. */
  takeUntil(other: Head | undefined): KeyHashes {
    const { keys, hashes } = this.batch ?? { keys: [], hashes: new BigInt64Array() };
    const start = this.row;
    do {
      this.row += 1;
    } while (this.row < hashes.length && (!other || this.compare(other) <= 0));
    return {
      keys: keys.map((column) => rowsOf(column, start, this.row)),
      hashes: hashes.subarray(start, this.row),
    };
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }
}

function byKey(a: Head, b: Head): number {
  return a.compare(b);
}

function rowsOf(column: KeyColumn, start: number, end: number): KeyColumn {
  return column instanceof BigInt64Array
    ? column.subarray(start, end)
    : {
        bytes: column.bytes,
        starts: column.starts.subarray(start, end),
        ends: column.ends.subarray(start, end),
      };
}
