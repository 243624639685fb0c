import assert from 'node:assert/strict';
import { PagesAhead } from '../../../src/recovery/compare/pagesAhead';

type Numbers = readonly number[];

/** Numbers from 0 on, read in pages of which none is longer than `most`. */
function numbers(total: number, most: number): { pages: PagesAhead<Numbers>; asked: string[] } {
  const asked: string[] = [];
  const pages = new PagesAhead<Numbers>(total, (start, size) => {
    asked.push(`${start}+${size}`);
    return Promise.resolve(Array.from({ length: Math.min(size, most) }, (_, at) => start + at));
  });
  return { pages, asked };
}

async function taken(pages: PagesAhead<Numbers>, size: number): Promise<Numbers> {
  const all: number[] = [];
  pages.fill(size, 1);
  for (let page = await pages.take(); page; page = await pages.take()) {
    pages.fill(size, 2);
    all.push(...page);
  }
  return all;
}

describe('Pages that are read ahead', () => {
  it('give every row once and in order, also where a page ends early', async () => {
    for (const most of [1, 3, 7, 10]) {
      const { pages } = numbers(25, most);
      assert.deepEqual(await taken(pages, 7), [...Array(25).keys()], `at most ${most}`);
    }
    assert.deepEqual(await taken(numbers(0, 5).pages, 7), []);
  });

  it('are asked for once each, and no further ahead than said', async () => {
    const { pages, asked } = numbers(20, 10);
    pages.fill(8, 2);
    assert.deepEqual(asked, ['0+8', '8+8']);
    await pages.take();
    pages.fill(8, 2);
    pages.fill(8, 2);
    assert.deepEqual(asked, ['0+8', '8+8', '16+4']);
  });

  it('fail with whoever takes the page that could not be read', async () => {
    const pages = new PagesAhead<Numbers>(9, (start) =>
      start === 0 ? Promise.resolve([0, 1, 2]) : Promise.reject(new Error('lost')),
    );
    pages.fill(3, 2);
    assert.deepEqual(await pages.take(), [0, 1, 2]);
    await assert.rejects(pages.take(), /lost/);
    await pages.settled();
  });
});
