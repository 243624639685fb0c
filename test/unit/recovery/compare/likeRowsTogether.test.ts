import assert from 'node:assert/strict';
import type { SurplusRow } from '../../../../src/core/diff/rows/rowChange';
import { likeRowsTogether } from '../../../../src/recovery/compare/likeRowsTogether';

async function* rowsOf(cells: Iterable<string>): AsyncGenerator<SurplusRow> {
  for (const cell of cells) {
    yield { kind: 'missing', key: [], rows: 1, backup: [cell] };
  }
  await Promise.resolve();
}

async function ordered(cells: Iterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const row of likeRowsTogether(rowsOf(cells))) {
    found.push(row.kind === 'missing' ? (row.backup[0] ?? '') : '');
  }
  return found;
}

describe('Rows without a key on their way to the review', () => {
  it('are put in order where they are few', async () => {
    assert.deepEqual(await ordered(['3', '20', '1']), ['1', '3', '20']);
    assert.deepEqual(await ordered([]), []);
  });

  it('all come, and are not all kept in memory, where they are many', async () => {
    const many = Array.from({ length: 50_001 }, (_, index) => String(50_000 - index));
    const found = await ordered(many);
    assert.deepEqual(found.slice(0, 2), ['30001', '30002']);
    assert.deepEqual(found.slice(-2), ['1', '0']);
    assert.equal(new Set(found).size, many.length);
  });
});
