import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareInByteOrder } from '../../../../src/core/diff/byteOrder';
import { Differences } from '../../../../src/core/diff/differences';
import type { KeyHashes } from '../../../../src/core/diff/keyHashes';
import { textColumn } from '../../../../src/core/diff/textColumn';
import { mergeKeyHashStreams, mergeKeyHashes } from '../../../../src/core/diff/mergeKeyHashes';

type Rows = ReadonlyMap<string, bigint>;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function batch(rows: Rows, keys: readonly string[]): KeyHashes {
  return {
    keys: [textColumn(keys)],
    hashes: BigInt64Array.from(keys, (key) => rows.get(key) ?? 0n),
  };
}

function ordered(rows: Rows): readonly string[] {
  return [...rows.keys()].toSorted(byBytes);
}

async function* inBatches(rows: Rows, size: number): AsyncGenerator<KeyHashes> {
  const keys = ordered(rows);
  for (let start = 0; start < keys.length; start += size) {
    yield await Promise.resolve(batch(rows, keys.slice(start, start + size)));
  }
}

function truth(backup: Rows, live: Rows): readonly string[] {
  const kindOf = (key: string): string | undefined =>
    !live.has(key)
      ? 'missing'
      : !backup.has(key)
        ? 'extra'
        : backup.get(key) === live.get(key)
          ? undefined
          : 'changed';
  return [...new Set([...backup.keys(), ...live.keys()])]
    .toSorted(byBytes)
    .flatMap((key) => (kindOf(key) === undefined ? [] : [`${String(kindOf(key))} ${key}`]));
}

const side = fc
  .array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'é', '～', '😀', '𐀀', '\ue000'), maxLength: 4 }),
      fc.bigInt({ min: 1n, max: 2n }),
    ),
  )
  .map((rows) => new Map(rows));

describe('The merge of both sides', () => {
  it('finds what a look-up of every key finds, however the rows are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 1, max: 4 }), async (backup, live, size) => {
        const found = new Differences();
        const rows = await mergeKeyHashStreams(
          { backup: inBatches(backup, size), live: inBatches(live, size + 1) },
          found,
          () => undefined,
        );
        const expected = truth(backup, live);
        const listed = await found.slice(0, found.length);
        assert.deepEqual(
          listed.map(({ kind, key }) => `${kind} ${String(key[0])}`),
          expected,
        );
        assert.deepEqual(rows, { backup: backup.size, live: live.size });
        const atOnce = new Differences();
        mergeKeyHashes(batch(backup, ordered(backup)), batch(live, ordered(live)), atOnce);
        assert.deepEqual(await atOnce.slice(0, atOnce.length), listed);
      }),
    );
  });

  it('refuses a side that is not in key order, whose differences would be made up', async () => {
    const rows = new Map([
      ['b', 1n],
      ['a', 1n],
    ]);
    async function* disordered(): AsyncGenerator<KeyHashes> {
      yield await Promise.resolve(batch(rows, ['b', 'a']));
    }
    await assert.rejects(
      mergeKeyHashStreams(
        { backup: disordered(), live: inBatches(rows, 1) },
        new Differences(),
        () => undefined,
      ),
      RangeError,
    );
  });

  it('closes both sides when it fails', async () => {
    const closed: string[] = [];
    async function* failing(): AsyncGenerator<KeyHashes> {
      yield await Promise.resolve(batch(new Map(), ['a']));
      throw new Error('gone');
    }
    async function* watched(): AsyncGenerator<KeyHashes> {
      try {
        yield await Promise.resolve(batch(new Map(), ['a']));
        yield batch(new Map(), ['b']);
      } finally {
        closed.push('live');
      }
    }
    await assert.rejects(
      mergeKeyHashStreams(
        { backup: failing(), live: watched() },
        new Differences(),
        () => undefined,
      ),
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
