import assert from 'node:assert/strict';
import { pageRanges, shareOutPages } from '../../../src/postgres/compare/heapPages';

const table = (name: string, pages: number) => ({ id: { schema: 'public', name }, pages });
const noPage = 2 ** 32 - 1;

describe('Ranges of pages', () => {
  it('leave out no page of any table, also of those that are added later', () => {
    const tables = [table('small', 3), table('large', 1001), table('empty', 0)];
    const ranges = pageRanges(tables, 10);
    for (const { id } of tables) {
      const own = ranges.filter((range) => range.id === id).toSorted((a, b) => a.from - b.from);
      assert.equal(own[0]?.from, 0);
      assert.equal(own.at(-1)?.to, noPage);
      assert.ok(own.every(({ to }, index) => to === (own[index + 1]?.from ?? noPage)));
    }
    assert.equal(
      ranges.reduce((sum, { pages }) => sum + pages, 0),
      1004,
    );
  });

  it('are about as many as are wanted, or one for each table', () => {
    assert.equal(pageRanges([table('t', 6400)], 64).length, 64);
    assert.equal(pageRanges([table('t', 7)], 64).length, 7);
    assert.equal(pageRanges([table('a', 5), table('b', 5)], 1).length, 2);
  });

  it('are dealt out to sessions once each, about as many pages to each', () => {
    const ranges = pageRanges([table('large', 6400), table('small', 100)], 64);
    const shares = shareOutPages(ranges, 3);
    assert.deepEqual(shares.flat(), ranges);
    const pages = shares.map((share) => share.reduce((sum, range) => sum + range.pages, 0));
    assert.ok(Math.max(...pages) - Math.min(...pages) <= 300, pages.join());
    assert.equal(shareOutPages(pageRanges([table('tiny', 1)], 64), 3).length, 1);
  });
});
