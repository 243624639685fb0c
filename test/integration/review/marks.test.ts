import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { findStale } from '../../../src/engine/staleRows';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, quiet, temporaryHome } from '../../support/postgres';
import { program, reviewedIncident } from '../../support/reviewedIncident';

/**
 * Visits at desks of citizens; a visit may follow another. The dump is of 2026-11-22 02:00, as the scene has it; rows
 * of the backup are older.
 */
const backup = `
  set timezone = 'UTC';
  create table citizens (id int primary key);
  insert into citizens select generate_series(1, 20);
  create table desks (room text, no int, primary key (no, room)) partition by list (no);
  create table desks_1 partition of desks for values in (1);
  create table desks_2 partition of desks for values in (2);
  insert into desks values ('a', 1), ('b', 2);
  create table visits (
    id int primary key, citizen bigint references citizens, room text, desk int,
    before int references visits on delete set null, day date, entered timestamp, status text,
    constraint at_desk foreign key (room, desk) references desks (room, no));
  insert into visits
  select n, n % 10 + 1, 'a', 1, null, date '2026-11-01' + n, timestamp '2026-11-10 09:00', 'open'
    from generate_series(1, 40) n;
  update visits set room = 'b', desk = 2 where id = 3;
  update visits set before = 4 where id = 5;
  update visits set before = 1 where id = 6;
  create table history (id int primary key, visit int references visits, at timestamptz);
  create table papers (visit int references visits on delete cascade);
  create table notes (visit int references visits on delete set null)`;
/** Visits 1 to 6 are lost, and with them citizen 2 and the desk in room b; 41 to 43 are new. */
const damage = `
  delete from visits where id <= 6;
  update visits set citizen = 5 where citizen = 2;
  delete from citizens where id = 2;
  delete from desks where no = 2;
  update visits set status = 'closed' where id in (20, 21, 22);
  insert into history values (1, 20, '2026-11-22 09:00+00'), (2, 20, '2026-11-23 10:00+00'), (3, 21, '2026-11-21 09:00+00');
  insert into visits values (41, 1, 'a', 1, null, '2026-12-01', '2026-11-22 08:00', 'open'),
    (42, 1, 'a', 1, 41, '2026-12-01', '2026-11-20 08:00', 'open'), (43, 1, 'a', 1, null, '2026-12-24', null, 'open');
  insert into papers select 42 from generate_series(1, 3);
  insert into notes values (42), (43);
  insert into history values (4, 43, '2026-11-20 09:00+00')`;

describe('What else is known of compared rows', () => {
  let home: string;
  let dir: string;
  let live: ConnectionSettings;
  let session: ReviewSession;

  before(async () => {
    home = await temporaryHome('pra-marks-');
    ({ dir, live } = await reviewedIncident(home, { table: 'visits', backup, damage }));
    session = await openReview(await openIncident(dir), quiet);
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  const keysWith = async (flag: 'blocked' | 'children' | 'later'): Promise<readonly string[]> => {
    const rows = await session.page({ tab: 'all', filter: { flags: [flag] } }, 0, 100);
    return rows.map(({ change }) => change.key.join());
  };

  it('is that production lacks a row that they refer to, by each foreign key; not what would come with them', async () => {
    // Of citizen 2 are 1, 11, 21 and 31; the changed ones refer to a citizen that is there, but for the backup's.
    assert.deepEqual(await keysWith('blocked'), ['1', '3', '6', '11', '21', '31']);
    const rows = await session.page({ tab: 'missing' }, 0, 10);
    const said = rows.map(({ marks }) =>
      marks?.blocked.map(({ subject, value }) => [subject.table.name, ...value].join(' ')),
    );
    assert.deepEqual(said, [
      ['citizens 2'],
      undefined,
      ['desks b 2'],
      undefined,
      undefined,
      // The visit before it cannot be brought either.
      ['visits 1'],
    ]);
  });

  it('keeps them out of every choice, and says of how many', async () => {
    const left = await session.select({ act: 'tab', tab: 'missing', selected: true });
    assert.equal(left.blocked, 3);
    assert.equal(session.selected.insert, 3);
    const first = { act: 'row', tab: 'missing', ordinal: 0, selected: true } as const;
    await assert.rejects(() => session.select(first), { code: 'usage' });
    await session.select({ act: 'nothing' });
  });

  it('lets another column of a changed row be taken alone, not the one that refers to what is not there', async () => {
    const all = await session.page({ tab: 'changed' }, 0, 20);
    const ordinal = all.findIndex(({ change }) => change.key[0] === '21');
    const names = session.comparison.table.columns.map(({ name }) => name);
    const cell = { act: 'cell', tab: 'changed', ordinal, selected: true } as const;
    await session.select({ ...cell, column: names.indexOf('status') });
    assert.equal(session.selected.update, 1);
    const refers = { ...cell, column: names.indexOf('citizen') };
    await assert.rejects(() => session.select(refers), { code: 'usage' });
    await session.select({ act: 'nothing' });
  });

  it('is what refers to rows that are only in production, by table and by what a delete does to it', async () => {
    assert.deepEqual(await keysWith('children'), ['42', '43']);
    await session.select({ act: 'deletes', allowed: true });
    await session.select({ act: 'tab', tab: 'extra', selected: true });
    const taken = session.childrenSelected.map(({ table, rows, onDelete }) => [
      ...[table.name, rows, onDelete],
    ]);
    assert.deepEqual(taken, [
      ['history', 1, 'refused'],
      ['notes', 2, 'set to null'],
      // 42 refers to 41, but would be deleted with it.
      ['papers', 3, 'deleted'],
    ]);
    await session.select({ act: 'deletes', allowed: false });
  });

  it('is that a time of their own or of a history is later than the dump; not one that lies ahead', async () => {
    assert.deepEqual(await keysWith('later'), ['20', '41']);
    const [changed, extra] = await session.page({ tab: 'all', filter: { flags: ['later'] } }, 0, 9);
    const said = (row: typeof changed): unknown =>
      row?.marks?.later.map(({ subject: { table, column }, value }) => [
        ...[table?.name, column, ...value],
      ]);
    assert.deepEqual(said(changed), [['history', 'at', '2026-11-23 10:00:00+00']]);
    assert.deepEqual(said(extra), [[undefined, 'entered']]);
  });

  it('makes groups of what was written after the dump, and of what is blocked', async () => {
    const groups = await session.groups();
    const found = groups.flatMap(({ id, rows, is, selectable }) =>
      is.kind === 'later' || (is.kind === 'flag' && is.flag === 'blocked')
        ? [[id, rows, selectable]]
        : [],
    );
    assert.deepEqual(found, [
      ['later-entered', 1, 0],
      ['later-public.history.at', 1, 1],
      ['flag-blocked', 6, 0],
    ]);
    const filter = { groups: ['later-public.history.at'] };
    const [row] = await session.page({ tab: 'all', filter }, 0, 5);
    assert.deepEqual(row?.change.key, ['20']);
  });

  it('is nothing where its file was changed, or is of other rows', async () => {
    const file = path.join(dir, 'rows', 'blocked.jsonl');
    const kept = await readFile(file, 'utf8');
    const blockedNow = async (text: string): Promise<number> => {
      await writeFile(file, text);
      const other = await openReview(await openIncident(dir), quiet);
      await other.close();
      return other.rows.blocked.size;
    };
    assert.equal(await blockedNow(kept), 6);
    assert.equal(await blockedNow(kept.split('\n').slice(0, -2).join('\n')), 0);
    assert.equal(await blockedNow(kept.replaceAll('citizens', 'citizenz')), 0);
    assert.equal(await blockedNow(kept), 6);
  });

  it('is no longer that a parent is lacking, once it is there and production is looked at again', async () => {
    await connected(live, (production) => production.query('insert into citizens values (2)'));
    const host = { work: quiet, say: () => undefined, program };
    const found = await findStale({ incident: await openIncident(dir), live, moved: false }, host);
    assert.equal(found.stale, 0);
    await session.close();
    session = await openReview(await openIncident(dir), quiet);
    assert.deepEqual(await keysWith('blocked'), ['3']);
    assert.deepEqual(await keysWith('children'), ['42', '43']);
  });
});
