import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import type { RowFilter, RowOrder } from '../../../src/recovery/review/shownRows';
import { quiet, temporaryHome } from '../../support/postgres';
import { reviewedIncident } from '../../support/reviewedIncident';

/** 1–4 are lost; 5–8 changed, 5 and 6 moved by a year; 9 new. */
const scene = {
  table: 'rdv',
  backup: `
    create table rdv (id int primary key, at date, fee numeric, note text);
    insert into rdv values
      (1, '2026-03-01', 9, 'Été'), (2, '2026-03-02', 10, 'a "quoted" word'), (3, '2026-03-10', null, E'two\\nlines'),
      (4, 'infinity', -1, null), (5, '2026-03-05', 100, 'lot'), (6, '2026-03-06', 2.5, 'x'),
      (7, '2026-04-01', 12345678901234567890, 'x'), (8, '2026-04-02', 0, 'été'), (10, '2026-05-01', 1, 'same')`,
  damage: `
    delete from rdv where id <= 4;
    update rdv set at = at + interval '1 year' where id in (5, 6);
    update rdv set note = 'Lot 18/11' where id = 7;
    update rdv set fee = 12345678901234567891 where id = 8;
    insert into rdv values (9, '2026-03-03', 5, 'lot')`,
} as const;

describe('Finding rows in the review', () => {
  let home: string;
  let session: ReviewSession;

  before(async () => {
    home = await temporaryHome('pra-finding-');
    const { dir } = await reviewedIncident(home, scene);
    session = await openReview(await openIncident(dir), quiet);
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  const keys = async (filter: RowFilter, order?: RowOrder): Promise<string> =>
    (await session.page({ tab: 'all', filter, ...(order ? { order } : {}) }, 0, 100))
      .map(({ change }) => change.key.join())
      .join(' ');
  const having = (
    words: string,
    more: Omit<RowFilter['text'] & object, 'words'> = {},
  ): Promise<string> => keys({ text: { words, ...more } });

  it('shows those in which a value of either side holds a text, whatever characters are in it', async () => {
    assert.equal(await having('lot'), '5 7 9');
    assert.equal(await having('LOT', { matchCase: true }), '');
    assert.equal(await having('Lot', { matchCase: true }), '7');
    assert.equal(await having('"quoted"'), '2');
    assert.equal(await having('two\nlines'), '3');
    assert.equal(await having('ÉTÉ'), '1 8');
    assert.equal(await having('2027-03'), '5 6', 'as production has it');
    assert.equal(await having('1', { column: 0 }), '1');
    assert.equal(await having('note'), '', 'the name of a column is no value');
    assert.equal(await having('null'), '');
  });

  it('shows those of which one side lies in a range of time or number, the end left out', async () => {
    assert.equal(
      await keys({ range: { column: 1, from: '2026-03-02', to: '2026-03-10' } }),
      '2 5 6 9',
    );
    assert.equal(
      await keys({ range: { column: 1, from: '2027-01-01' } }),
      '5 6',
      'infinity is no time',
    );
    assert.equal(await keys({ range: { column: 2, from: '9', to: '100' } }), '1 2');
    assert.equal(await keys({ range: { column: 2, to: '0' } }), '4', 'nor is NULL a number');
    const [one, next] = ['12345678901234567890', '12345678901234567891'];
    assert.equal(
      await keys({ range: { column: 2, from: one, to: next } }),
      '7',
      'to the last digit',
    );
    for (const range of [{ column: 9 }, { column: 2, from: 'nine' }]) {
      await assert.rejects(keys({ range }), { code: 'usage' });
    }
  });

  it('shows them by what all parts of a filter say, and takes no others in', async () => {
    const filter = { text: { words: 'lot' }, range: { column: 1, to: '2026-04-01' } };
    assert.equal(await keys(filter), '5 9');
    await session.select({ act: 'tab', tab: 'changed', filter, selected: true });
    assert.deepEqual(session.selected, { insert: 0, update: 1, delete: 0 });
    await session.select({ act: 'nothing' });
  });

  it('puts them in the order of a column, what has no value last, and selects by it', async () => {
    const order = { column: 2, side: 'backup' } as const;
    assert.equal(await keys({}, order), '4 8 6 1 2 5 7 3 9');
    assert.equal(await keys({}, { ...order, descending: true }), '7 5 2 1 6 8 4 3 9');
    assert.equal(
      await keys({}, { column: 2, side: 'live' }),
      '6 9 5 8 7 1 2 3 4'.replace('8 7', '7 8'),
    );
    await session.select({ act: 'range', tab: 'all', order, from: 2, to: 4, selected: true });
    const chosen = (await session.page({ tab: 'all' }, 0, 100)).filter(({ selected }) => selected);
    assert.deepEqual(
      chosen.map(({ change }) => change.key[0]),
      ['1', '6'],
    );
    await session.select({ act: 'nothing' });
  });

  it('goes to the next that holds a text, and past the last on at the first', async () => {
    const all = { tab: 'all' } as const;
    const next = (from: number, back = false): ReturnType<typeof session.search.text> =>
      session.search.text(all, { words: 'lot' }, { from, back });
    assert.deepEqual(await next(0), { ordinal: 4, column: 3 });
    assert.deepEqual(await next(5), { ordinal: 6, column: 3 });
    assert.deepEqual(await next(9), { ordinal: 8, column: 3 });
    assert.deepEqual(await next(7, true), { ordinal: 6, column: 3 });
    assert.deepEqual(await next(3, true), { ordinal: 8, column: 3 });
    assert.equal(await session.search.text(all, { words: 'nowhere' }, { from: 0 }), undefined);
    assert.equal(
      await session.search.text({ tab: 'conflict' }, { words: 'lot' }, { from: 0 }),
      undefined,
    );
  });

  it('goes to a key, by where it is in the order shown, or says that it is not shown', async () => {
    assert.equal(await session.search.key({ tab: 'all' }, ['7']), 6);
    const order = { column: 2, side: 'backup', descending: true } as const;
    assert.equal(await session.search.key({ tab: 'all', order }, ['7']), 0);
    assert.equal(await session.search.key({ tab: 'missing' }, ['7']), undefined);
    assert.equal(await session.search.key({ tab: 'all' }, ['10']), undefined, 'it does not differ');
  });

  it('gives a search up for the next one, and a filter that is not needed any more', async () => {
    const searches = ['x', 'lot'].map((words) =>
      session.search.text({ tab: 'all' }, { words }, { from: 0 }),
    );
    const [first, second] = await Promise.allSettled(searches);
    assert.equal(first?.status === 'rejected' && (first.reason as Error).name, 'AbortError');
    assert.equal(second?.status, 'fulfilled');
    const counts = ['a', 'o'].map((words) =>
      session.count({ tab: 'all', filter: { text: { words } } }),
    );
    const [earlier, later] = await Promise.allSettled(counts);
    assert.equal(earlier?.status === 'rejected' && (earlier.reason as Error).name, 'AbortError');
    assert.equal(later?.status, 'fulfilled');
    assert.equal(await session.count({ tab: 'all', filter: { text: { words: 'a' } } }), 1);
  });
});
