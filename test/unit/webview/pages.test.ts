import assert from 'node:assert/strict';
import { pageSize, RowPages } from '../../../webview/review/pages';
import type { RowSpan } from '../../../webview/review/viewport';

interface Asked {
  readonly span: RowSpan;
  readonly answer: (prefix: string) => Promise<void>;
  readonly fail: () => Promise<void>;
}

/** Pages whose requests the test answers itself. */
function pagesAndRequests(): { pages: RowPages<string>; asked: Asked[]; failures: unknown[] } {
  const asked: Asked[] = [];
  const failures: unknown[] = [];
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pages = new RowPages<string>({
    load: (span) =>
      new Promise((resolve, reject) => {
        asked.push({
          span,
          answer: (prefix) => {
            resolve(Array.from({ length: span.count }, (_, i) => `${prefix}${span.first + i}`));
            return settled();
          },
          fail: () => {
            reject(new Error('connection lost'));
            return settled();
          },
        });
      }),
    onRows: () => undefined,
    onFailure: (error) => failures.push(error),
  });
  return { pages, asked, failures };
}

function only(asked: readonly Asked[], index: number): Asked {
  const found = asked[index];
  assert.ok(found, `request ${index} was made`);
  return found;
}

describe('the pages of rows', () => {
  it('asks for a page once, however often it is in sight', async () => {
    const { pages, asked } = pagesAndRequests();
    pages.want({ first: 0, count: 40 });
    pages.want({ first: 10, count: 40 });
    await only(asked, 0).answer('row ');
    pages.want({ first: 20, count: 40 });

    assert.equal(asked.length, 1);
    assert.deepEqual(only(asked, 0).span, { first: 0, count: pageSize });
    assert.equal(pages.row(7), 'row 7');
  });

  it('does not ask for the pages that a quick drag passes over', async () => {
    const { pages, asked } = pagesAndRequests();
    for (let page = 0; page < 500; page++) {
      pages.want({ first: page * pageSize, count: 40 });
    }
    assert.equal(asked.length, 2);
    await only(asked, 0).answer('row ');

    assert.deepEqual(
      asked.map(({ span }) => span.first / pageSize),
      [0, 1, 499],
    );
  });

  it('keeps showing the rows it has while fresh ones are brought', async () => {
    const { pages, asked } = pagesAndRequests();
    pages.want({ first: 0, count: 40 });
    await only(asked, 0).answer('before ');
    pages.refresh();

    assert.equal(pages.row(3), 'before 3');
    await only(asked, 1).answer('after ');
    assert.equal(pages.row(3), 'after 3');
  });

  it('tells when a row that has changed is there, or is not to come any more', async () => {
    const { pages, asked } = pagesAndRequests();
    const told: string[] = [];
    const tell = (what: string, ordinal: number): void => {
      void pages.fresh(ordinal).then(() => told.push(what));
    };
    pages.want({ first: 0, count: 2 * pageSize });
    await only(asked, 0).answer('old ');
    await only(asked, 1).answer('old ');
    pages.refresh();
    tell('brought', 3);
    tell('scrolled past', pageSize);
    tell('never seen', 50 * pageSize);
    await new Promise(setImmediate);
    assert.deepEqual(told, ['never seen']);
    await only(asked, 2).answer('new ');
    assert.deepEqual(told, ['never seen', 'brought']);
    pages.want({ first: 0, count: 2 });
    await new Promise(setImmediate);
    assert.deepEqual(told, ['never seen', 'brought', 'scrolled past']);
  });

  it('asks again for rows that were on their way when they changed', async () => {
    const { pages, asked } = pagesAndRequests();
    pages.want({ first: 0, count: 40 });
    pages.refresh();
    await only(asked, 0).answer('before ');
    await only(asked, 1).answer('after ');

    assert.equal(pages.row(3), 'after 3');
  });

  it('says once that rows cannot be had, and asks again only when told to', async () => {
    const { pages, asked, failures } = pagesAndRequests();
    pages.want({ first: 0, count: 40 });
    await only(asked, 0).fail();
    pages.want({ first: 0, count: 40 });
    assert.equal(failures.length, 1);
    assert.equal(asked.length, 1);

    pages.retry();
    await only(asked, 1).answer('row ');
    assert.equal(pages.row(0), 'row 0');
  });

  it('forgets the pages that were not seen for longest', async () => {
    const { pages, asked } = pagesAndRequests();
    for (let page = 0; page < 60; page++) {
      pages.want({ first: page * pageSize, count: 40 });
      await only(asked, page).answer('row ');
    }

    assert.equal(pages.row(0), undefined);
    assert.equal(pages.row(59 * pageSize), `row ${59 * pageSize}`);
  });
});
