import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Conflicts } from '../../../../../src/core/diff/found/conflicts';
import { Differences } from '../../../../../src/core/diff/found/differences';
import type { KeyHashes } from '../../../../../src/core/diff/keys/keyHashes';
import { mergeKeyHashStreams } from '../../../../../src/core/diff/found/mergeKeyHashes';
import {
  multisetCounts,
  rowHashesOf,
  rowsIn,
  surplusOf,
} from '../../../../../src/core/diff/found/multiset';

/** Rows as the number that both of their hashes are made of; copies and all, in their order. */
type Rows = readonly bigint[];

const hashesOf = (row: bigint): readonly [bigint, bigint] => [row / 3n, row % 3n];

function counted(rows: Rows): KeyHashes {
  const each = [...new Set(rows)];
  return {
    keys: [0, 1].map((at) => BigInt64Array.from(each, (row) => hashesOf(row)[at] ?? 0n)),
    hashes: BigInt64Array.from(each, (row) => BigInt(rows.filter((other) => other === row).length)),
  };
}

async function* inBatches(rows: Rows, size: number): AsyncGenerator<KeyHashes> {
  const { keys, hashes } = counted(rows);
  for (let start = 0; start < hashes.length; start += size) {
    const part = (column: BigInt64Array): BigInt64Array => column.slice(start, start + size);
    yield await Promise.resolve({
      keys: keys.flatMap((column) => (column instanceof BigInt64Array ? [part(column)] : [])),
      hashes: part(hashes),
    });
  }
}

function withoutOnce(rows: Rows, taken: Rows): Rows {
  const left = [...taken];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    return at < 0 || left.splice(at, 1).length === 0;
  });
}

const someRows = fc
  .array(fc.bigInt({ min: 0n, max: 8n }), { maxLength: 30 })
  .map((rows) => rows.toSorted((a, b) => Number(a - b)));

describe('Rows without a key', () => {
  it('differ by how many of each either side has more, whatever the batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRows,
        someRows,
        fc.integer({ min: 1, max: 4 }),
        async (backup, live, size) => {
          const differences = new Differences();
          const conflicts = new Conflicts();
          await mergeKeyHashStreams(
            { backup: inBatches(backup, size), live: inBatches(live, size + 1) },
            { differences, conflicts },
            () => undefined,
          );
          const rows = { backup: rowsIn(counted(backup)), live: rowsIn(counted(live)) };
          assert.deepEqual(rows, { backup: backup.length, live: live.length });
          const missing = withoutOnce(backup, live);
          const extra = withoutOnce(live, backup);
          assert.deepEqual(await multisetCounts(differences, rows), {
            ...{
              backup: backup.length,
              live: live.length,
              identical: backup.length - missing.length,
            },
            ...{ missing: missing.length, changed: 0, extra: extra.length },
            ...{ conflicts: 0, liveConflicts: 0 },
          });
          const listed = { missing: new Array<bigint>(), extra: new Array<bigint>() };
          for (const difference of await differences.slice(0, differences.length)) {
            const { kind, rows: copies } = surplusOf(difference);
            const [first, second] = rowHashesOf(difference);
            listed[kind].push(
              ...new Array<bigint>(copies).fill(BigInt(first) * 3n + BigInt(second)),
            );
          }
          assert.deepEqual(listed, { missing, extra });
          assert.deepEqual([...conflicts], []);
        },
      ),
    );
  });
});
