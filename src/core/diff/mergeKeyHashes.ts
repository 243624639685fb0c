import type { Differences } from './differences';
import { type KeyColumn, type KeyHashes, compareKeys } from './keyHashes';

export interface SideRows {
  readonly backup: number;
  readonly live: number;
}

/** Finds the differing rows of two sides that are both in key order. */
export function mergeKeyHashes(backup: KeyHashes, live: KeyHashes, differences: Differences): void {
  const left = new Cursor(backup);
  const right = new Cursor(live);
  mergeWhileBoth(left, right, differences);
  takeRest(left, addMissing, differences);
  takeRest(right, addExtra, differences);
}

/**
 * The same over two streams of batches, of which only one each is held. Both are started at once,
 * and closed whatever happens.
 * @throws RangeError where a side does not come in strictly ascending key order.
 */
export async function mergeKeyHashStreams(
  sides: {
    readonly backup: AsyncIterable<KeyHashes>;
    readonly live: AsyncIterable<KeyHashes>;
  },
  differences: Differences,
  onRows: (rows: SideRows) => void,
): Promise<SideRows> {
  const backup = new Batches(sides.backup);
  const live = new Batches(sides.live);
  try {
    let [left, right] = await bothNext(backup, live);
    while (left && right) {
      mergeWhileBoth(left, right, differences);
      onRows({ backup: backup.rows, live: live.rows });
      const [nextLeft, nextRight] = await bothNext(
        left.isAtEnd ? backup : undefined,
        right.isAtEnd ? live : undefined,
      );
      left = left.isAtEnd ? nextLeft : left;
      right = right.isAtEnd ? nextRight : right;
    }
    for (; left; left = await backup.next()) {
      takeRest(left, addMissing, differences);
    }
    for (; right; right = await live.next()) {
      takeRest(right, addExtra, differences);
    }
    return { backup: backup.rows, live: live.rows };
  } finally {
    await Promise.allSettled([backup.close(), live.close()]);
  }
}

class Cursor {
  row = 0;

  constructor(readonly batch: KeyHashes) {}

  get isAtEnd(): boolean {
    return this.row >= this.batch.hashes.length;
  }

  get hash(): bigint {
    return this.batch.hashes[this.row] ?? 0n;
  }

  get keys(): readonly KeyColumn[] {
    return this.batch.keys;
  }
}

class Batches {
  rows = 0;
  private readonly iterator: AsyncIterator<KeyHashes>;
  private last: KeyHashes | undefined;

  constructor(source: AsyncIterable<KeyHashes>) {
    this.iterator = source[Symbol.asyncIterator]();
  }

  async next(): Promise<Cursor | undefined> {
    for (;;) {
      const next = await this.iterator.next();
      if (next.done === true) {
        return undefined;
      }
      const { value } = next;
      if (value.hashes.length > 0) {
        assertAscending(value, this.last);
        this.last = value;
        this.rows += value.hashes.length;
        return new Cursor(value);
      }
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }
}

/** The merge is only right on ordered sides: two orders that disagree would make up differences. */
function assertAscending(batch: KeyHashes, before: KeyHashes | undefined): void {
  const lastBefore = (before?.hashes.length ?? 0) - 1;
  if (before && compareKeys(before.keys, lastBefore, batch.keys, 0) >= 0) {
    throw new RangeError('The rows of a side do not come in key order.');
  }
  for (let row = 1; row < batch.hashes.length; row++) {
    if (compareKeys(batch.keys, row - 1, batch.keys, row) >= 0) {
      throw new RangeError('The rows of a side do not come in key order.');
    }
  }
}

async function bothNext(
  left: Batches | undefined,
  right: Batches | undefined,
): Promise<[Cursor | undefined, Cursor | undefined]> {
  return Promise.all([left?.next(), right?.next()]);
}

function mergeWhileBoth(left: Cursor, right: Cursor, differences: Differences): void {
  while (!left.isAtEnd && !right.isAtEnd) {
    const order = compareKeys(left.keys, left.row, right.keys, right.row);
    if (order < 0) {
      addMissing(left, differences);
    } else if (order > 0) {
      addExtra(right, differences);
    } else {
      addIfChanged(left, right, differences);
    }
  }
}

function takeRest(
  cursor: Cursor,
  add: (cursor: Cursor, differences: Differences) => void,
  differences: Differences,
): void {
  while (!cursor.isAtEnd) {
    add(cursor, differences);
  }
}

function addMissing(left: Cursor, differences: Differences): void {
  differences.add('missing', left, { backup: left.hash, live: 0n });
  left.row += 1;
}

function addExtra(right: Cursor, differences: Differences): void {
  differences.add('extra', right, { backup: 0n, live: right.hash });
  right.row += 1;
}

function addIfChanged(left: Cursor, right: Cursor, differences: Differences): void {
  if (left.hash !== right.hash) {
    differences.add('changed', left, { backup: left.hash, live: right.hash });
  }
  left.row += 1;
  right.row += 1;
}
