import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Difference, Differences } from '../../../../../src/core/diff/found/differences';
import { textColumn } from '../../../../../src/core/diff/keys/textColumn';
import { differenceKinds } from '../../../../../src/core/diff/rows/rowChange';

/** Stores pages in memory, and says how many. */
function kept(): { readonly pages: Uint8Array[]; readonly closed: () => boolean; open(): Store } {
  const pages: Uint8Array[] = [];
  let isClosed = false;
  return {
    pages,
    closed: () => isClosed,
    open: () => ({
      write: (page) => pages.push(page) - 1,
      read: (place) => Promise.resolve(pages[place] ?? new Uint8Array()),
      close: () => (isClosed = true),
    }),
  };
}

type Store = ReturnType<NonNullable<ConstructorParameters<typeof Differences>[0]>['open']>;

function filled(rows: readonly Difference[], differences: Differences): Differences {
  for (const { kind, key, backupHash, liveHash } of rows) {
    const [number = '0', text = ''] = key;
    const keys = [BigInt64Array.of(BigInt(number)), textColumn(['before', text])];
    const repeated = { keys: [BigInt64Array.of(0n, BigInt(number)), keys[1] ?? textColumn([])] };
    differences.add(kind, { ...repeated, row: 1 }, { backup: backupHash, live: liveHash });
  }
  return differences;
}

const row: fc.Arbitrary<Difference> = fc.record(
  {
    kind: fc.constantFrom(...differenceKinds),
    key: fc.tuple(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      fc.oneof(
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        fc.constant('\ufeffmark'),
      ),
    ),
    backupHash: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    liveHash: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  },
  { noNullPrototype: true },
);

describe('The list of differences', () => {
  it('gives back what it was given, in memory or in a store', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.nat(30), async (rows, start) => {
        const found = filled(rows, new Differences());
        assert.equal(found.length, rows.length);
        assert.deepEqual(await found.slice(0, rows.length + 5), rows);
        assert.deepEqual(await found.slice(start, 7), rows.slice(start, start + 7));
      }),
    );
  });

  it('holds no more in memory than it may, and reads any part of the rest again', async () => {
    const store = kept();
    const rows = Array.from({ length: 50_000 }, (_, at): Difference => ({
      kind: differenceKinds[at % 3] ?? 'changed',
      key: [String(at), `key of row ${at}`],
      backupHash: BigInt(at),
      liveHash: -1n,
    }));
    const found = filled(rows, new Differences({ ...store, beyond: 500_000 }));
    const stored = store.pages.reduce((sum, { length }) => sum + length, 0);
    const ofOneRow = stored / (store.pages.length * 4096);
    assert.ok(50_000 * ofOneRow - stored < 500_000 + 4096 * ofOneRow, `${stored} bytes stored`);
    assert.deepEqual(await found.slice(4090, 10), rows.slice(4090, 4100));
    assert.deepEqual(await found.slice(49_990, 99), rows.slice(49_990));
    assert.deepEqual(await found.slice(20_000, 9000), rows.slice(20_000, 29_000));
    assert.deepEqual(await found.slice(50_000, 1), []);
    const listed: Difference[] = [];
    for await (const difference of found) {
      listed.push(difference);
    }
    assert.deepEqual(listed, rows);
    assert.deepEqual([found.countOf('missing'), found.countOf('extra')], [16_667, 16_666]);
    found.close();
    assert.ok(store.closed());
  });

  it('takes pages of long texts apart before they become large', async () => {
    const store = kept();
    const found = new Differences({ ...store, beyond: 0 });
    const keys = [textColumn(['x'.repeat(100_000)])];
    for (let at = 0; at < 20; at++) {
      found.add('extra', { keys, row: 0 }, { backup: 0n, live: BigInt(at) });
    }
    assert.ok(store.pages.length >= 2);
    assert.ok(Math.max(...store.pages.map(({ length }) => length)) < 1_000_000);
    assert.equal((await found.slice(19, 1))[0]?.liveHash, 19n);
  });
});
