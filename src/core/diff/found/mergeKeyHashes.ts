import type { SideRows } from '../comparison';
import { Conflicts } from './conflicts';
import type { Differences } from './differences';
import { type KeyGroups, KeyGrouper } from '../keys/keyGroups';
import { type KeyColumn, type KeyHashes, compareKeys, keyCellsAt } from '../keys/keyHashes';

/** Where the merge puts what it finds. */
export interface MergeResult {
  readonly differences: Differences;
  readonly conflicts: Conflicts;
}

/** Finds the differing rows of two sides that are both in key order, no key twice and none NULL. */
export function mergeKeyHashes(backup: KeyHashes, live: KeyHashes, differences: Differences): void {
  const found = { differences, conflicts: new Conflicts() };
  const left = new Cursor({ ...backup, shared: new Map() });
  const right = new Cursor({ ...live, shared: new Map() });
  mergeWhileBoth(left, right, found);
  takeRest(left, addMissing, found);
  takeRest(right, addExtra, found);
}

/**
 * The same over two streams of batches, of which only one each is held, and whose keys may be shared
 * by rows or NULL: those are conflicts, unless both sides have the same rows of that key. Both streams
 * are started at once, and closed whatever happens.
 * @throws RangeError where a side does not come in key order.
 */
export async function mergeKeyHashStreams(
  sides: {
    readonly backup: AsyncIterable<KeyHashes>;
    readonly live: AsyncIterable<KeyHashes>;
  },
  found: MergeResult,
  onRows: (rows: SideRows) => void,
): Promise<SideRows> {
  const backup = new GroupedBatches(sides.backup);
  const live = new GroupedBatches(sides.live);
  try {
    let [left, right] = await bothNext(backup, live);
    while (left && right) {
      mergeWhileBoth(left, right, found);
      onRows({ backup: backup.rows, live: live.rows });
      const [nextLeft, nextRight] = await bothNext(
        left.isAtEnd ? backup : undefined,
        right.isAtEnd ? live : undefined,
      );
      left = left.isAtEnd ? nextLeft : left;
      right = right.isAtEnd ? nextRight : right;
    }
    for (; left; left = await backup.next()) {
      takeRest(left, addMissing, found);
    }
    for (; right; right = await live.next()) {
      takeRest(right, addExtra, found);
    }
    return { backup: backup.rows, live: live.rows };
  } finally {
    await Promise.allSettled([backup.close(), live.close()]);
  }
}

class Cursor {
  row = 0;

  constructor(readonly batch: KeyGroups) {}

  get isAtEnd(): boolean {
    return this.row >= this.batch.hashes.length;
  }

  get hash(): bigint {
    return this.batch.hashes[this.row] ?? 0n;
  }

  get keys(): readonly KeyColumn[] {
    return this.batch.keys;
  }

  /** Undefined where the key stands for one row alone. */
  get shared(): number | undefined {
    return this.batch.shared.get(this.row);
  }
}

class GroupedBatches {
  rows = 0;
  private readonly iterator: AsyncIterator<KeyHashes>;
  private readonly grouper = new KeyGrouper();
  private readonly ready: KeyGroups[] = [];
  private isDone = false;

  constructor(source: AsyncIterable<KeyHashes>) {
    this.iterator = source[Symbol.asyncIterator]();
  }

  async next(): Promise<Cursor | undefined> {
    for (;;) {
      const groups = this.ready.shift();
      if (groups && groups.hashes.length > 0) {
        return new Cursor(groups);
      }
      if (!groups && this.isDone) {
        return undefined;
      }
      if (!groups) {
        await this.read();
      }
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.();
  }

  private async read(): Promise<void> {
    const next = await this.iterator.next();
    if (next.done === true) {
      this.isDone = true;
      this.ready.push(...this.grouper.end());
    } else {
      this.rows += next.value.hashes.length;
      this.ready.push(...this.grouper.add(next.value));
    }
  }
}

async function bothNext(
  left: GroupedBatches | undefined,
  right: GroupedBatches | undefined,
): Promise<[Cursor | undefined, Cursor | undefined]> {
  return Promise.all([left?.next(), right?.next()]);
}

function mergeWhileBoth(left: Cursor, right: Cursor, found: MergeResult): void {
  while (!left.isAtEnd && !right.isAtEnd) {
    const order = compareKeys(left.keys, left.row, right.keys, right.row);
    if (order < 0) {
      addMissing(left, found);
    } else if (order > 0) {
      addExtra(right, found);
    } else {
      addIfChanged(left, right, found);
    }
  }
}

function takeRest(
  cursor: Cursor,
  add: (cursor: Cursor, found: MergeResult) => void,
  found: MergeResult,
): void {
  while (!cursor.isAtEnd) {
    add(cursor, found);
  }
}

function addMissing(left: Cursor, { differences, conflicts }: MergeResult): void {
  if (left.shared === undefined) {
    differences.add('missing', left, { backup: left.hash, live: 0n });
  } else {
    conflicts.add(keyCellsAt(left.keys, left.row), { backup: left.shared, live: 0 });
  }
  left.row += 1;
}

function addExtra(right: Cursor, { differences, conflicts }: MergeResult): void {
  if (right.shared === undefined) {
    differences.add('extra', right, { backup: 0n, live: right.hash });
  } else {
    conflicts.add(keyCellsAt(right.keys, right.row), { backup: 0, live: right.shared });
  }
  right.row += 1;
}

function addIfChanged(left: Cursor, right: Cursor, { differences, conflicts }: MergeResult): void {
  const rows = { backup: left.shared ?? 1, live: right.shared ?? 1 };
  if (left.hash !== right.hash || rows.backup !== rows.live) {
    if (left.shared === undefined && right.shared === undefined) {
      differences.add('changed', left, { backup: left.hash, live: right.hash });
    } else {
      conflicts.add(keyCellsAt(left.keys, left.row), rows);
    }
  }
  left.row += 1;
  right.row += 1;
}
