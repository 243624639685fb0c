import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareInByteOrder } from '../../../../../src/core/diff/keys/byteOrder';
import { Conflicts } from '../../../../../src/core/diff/found/conflicts';
import { Differences } from '../../../../../src/core/diff/found/differences';
import type { KeyHashes } from '../../../../../src/core/diff/keys/keyHashes';
import { textColumn } from '../../../../../src/core/diff/keys/textColumn';
import {
  mergeKeyHashStreams,
  mergeKeyHashes,
} from '../../../../../src/core/diff/found/mergeKeyHashes';

/** Rows as they are stored: several may have one key, or NULL. */
type Rows = readonly (readonly [key: string | null, hash: bigint])[];

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const byKey = ([a]: Rows[number], [b]: Rows[number]): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : byBytes(a, b);

function batch(rows: Rows): KeyHashes {
  return {
    keys: [textColumn(rows.map(([key]) => key))],
    hashes: BigInt64Array.from(rows, ([, hash]) => hash),
  };
}

async function* inBatches(rows: Rows, size: number): AsyncGenerator<KeyHashes> {
  const ordered = rows.toSorted(byKey);
  for (let start = 0; start < ordered.length; start += size) {
    yield await Promise.resolve(batch(ordered.slice(start, start + size)));
  }
}

interface Expected {
  readonly differences: readonly string[];
  readonly conflicts: readonly string[];
}

function truth(backup: Rows, live: Rows): Expected {
  const found = { differences: new Array<string>(), conflicts: new Array<string>() };
  const keys = [...new Map([...backup, ...live].map((row) => [row[0], row])).values()];
  for (const [key] of keys.toSorted(byKey)) {
    const [left, right] = [backup, live].map((rows) =>
      rows.flatMap((row) => (row[0] === key ? [row[1]] : [])).toSorted(),
    );
    assert.ok(left && right);
    if (left.join() === right.join()) {
      continue;
    }
    if (key === null || left.length > 1 || right.length > 1) {
      found.conflicts.push(`${String(key)} ${left.length} ${right.length}`);
    } else {
      const kind = left.length === 0 ? 'extra' : right.length === 0 ? 'missing' : 'changed';
      found.differences.push(`${kind} ${key}`);
    }
  }
  return found;
}

async function listed(found: Differences): Promise<readonly string[]> {
  const rows = await found.slice(0, found.length);
  return rows.map(({ kind, key }) => `${kind} ${String(key[0])}`);
}

function newResult(): { readonly differences: Differences; readonly conflicts: Conflicts } {
  return { differences: new Differences(), conflicts: new Conflicts() };
}

const key: fc.Arbitrary<string | null> = fc.option(
  fc.string({ unit: fc.constantFrom('a', 'é', '～', '😀', '𐀀', '\ue000'), maxLength: 2 }),
);
const side: fc.Arbitrary<Rows> = fc.array(
  fc.tuple(key, fc.constantFrom(1n, 2n ** 62n, -(2n ** 63n))),
);
const keyed = side.map((rows): Rows => [
  ...new Map(rows.flatMap((row) => (row[0] === null ? [] : [[row[0], row]]))).values(),
]);

describe('The merge of both sides', () => {
  it('finds what a look-up of every key finds, however the rows are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 4 }), async (backup, live, size) => {
        const found = newResult();
        const rows = await mergeKeyHashStreams(
          { backup: inBatches(backup, size), live: inBatches(live, size + 1) },
          found,
          () => undefined,
        );
        const conflicts = [...found.conflicts];
        assert.deepEqual(
          {
            differences: await listed(found.differences),
            conflicts: conflicts.map(
              ({ key, rows: { backup: left, live: right } }) =>
                `${String(key[0])} ${left} ${right}`,
            ),
          },
          truth(backup, live),
        );
        assert.deepEqual(rows, { backup: backup.length, live: live.length });
      }),
    );
  });

  it('finds the same in two batches of keys that are of one row each', async () => {
    await fc.assert(
      fc.asyncProperty(keyed, keyed, async (backup, live) => {
        const found = new Differences();
        mergeKeyHashes(batch(backup.toSorted(byKey)), batch(live.toSorted(byKey)), found);
        assert.deepEqual(await listed(found), truth(backup, live).differences);
      }),
    );
  });

  it('refuses a side that is not in key order, whose differences would be made up', async () => {
    const rows: Rows = [
      ['b', 1n],
      ['a', 1n],
    ];
    async function* disordered(): AsyncGenerator<KeyHashes> {
      yield await Promise.resolve(batch(rows));
    }
    await assert.rejects(
      mergeKeyHashStreams(
        { backup: disordered(), live: inBatches(rows, 1) },
        newResult(),
        () => undefined,
      ),
      RangeError,
    );
  });

  it('closes both sides when it fails', async () => {
    const closed: string[] = [];
    async function* failing(): AsyncGenerator<KeyHashes> {
      yield await Promise.resolve(batch([['a', 0n]]));
      throw new Error('gone');
    }
    async function* watched(): AsyncGenerator<KeyHashes> {
      try {
        yield await Promise.resolve(batch([['a', 0n]]));
        yield batch([['b', 0n]]);
      } finally {
        closed.push('live');
      }
    }
    await assert.rejects(
      mergeKeyHashStreams({ backup: failing(), live: watched() }, newResult(), () => undefined),
      /gone/,
    );
    assert.deepEqual(closed, ['live']);
  });
});

describe('Byte order', () => {
  it('is that of the UTF-8 bytes, where JavaScript’s own order is another', () => {
    assert.ok(compareInByteOrder('～', '😀') < 0);
    assert.deepEqual(['～', '😀'].toSorted(), ['😀', '～']);
    const text = fc
      .string({ unit: 'binary', maxLength: 5 })
      .filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(Math.sign(compareInByteOrder(a, b)), byBytes(a, b));
      }),
    );
  });
});

describe('The list of conflicts', () => {
  it('keeps a thousand keys, and counts all of them', () => {
    const found = new Conflicts();
    for (let number = 0; number < 1500; number++) {
      found.add([String(number), null], { backup: 2, live: 1 });
    }
    assert.equal([...found].length, 1000);
    assert.deepEqual([found.keys, found.rows], [1500, { backup: 3000, live: 1500 }]);
  });
});
