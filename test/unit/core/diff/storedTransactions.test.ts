import assert from 'node:assert/strict';
import { readTransactions, transactionLines } from '../../../../src/core/diff/storedTransactions';

const seal = { sha256: 'a'.repeat(64), count: 12 };
const transactions = [
  { xid: '730', committedAt: '2026-11-18T22:41:07.000Z', rows: 9 },
  { xid: '4294967300', rows: 3 },
];

// eslint-disable-next-line @typescript-eslint/require-await -- as lines come from a file
async function* lines(texts: Iterable<string>): AsyncGenerator<string> {
  yield* texts;
}

describe('The transactions kept beside compared rows', () => {
  const kept = [...transactionLines(transactions, seal)];

  it('are read as they were written, with the time that they were committed, where it is known', async () => {
    assert.deepEqual(await readTransactions(lines(kept), seal), transactions);
    assert.deepEqual(await readTransactions(lines([...transactionLines([], seal)]), seal), []);
  });

  it('are none of other rows, of another version, or of a file that is cut or empty', async () => {
    const others = { ...seal, sha256: 'b'.repeat(64) };
    assert.equal(await readTransactions(lines(kept), others), undefined);
    const newer = kept.map((line) => line.replace('"version":1', '"version":2'));
    assert.equal(await readTransactions(lines(newer), seal), undefined);
    assert.equal(await readTransactions(lines(kept.slice(0, -1)), seal), undefined);
    assert.equal(await readTransactions(lines([]), seal), undefined);
  });

  it('are none where a line says nothing that a transaction is', async () => {
    const spoilt = [...kept.slice(0, -1), JSON.stringify({ xid: 730, rows: '3' })];
    assert.equal(await readTransactions(lines(spoilt), seal), undefined);
  });
});
