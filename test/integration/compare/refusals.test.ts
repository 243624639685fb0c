import assert from 'node:assert/strict';
import { RecoveryError, type RecoveryErrorCode } from '../../../src/core/errors';
import { connected, testServer } from '../../support/postgres';
import { type Connections, compare, compareCells, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

async function assertRefused(
  work: Promise<unknown>,
  code: RecoveryErrorCode,
  words = /./,
): Promise<void> {
  await assert.rejects(
    work,
    (error: unknown) =>
      error instanceof RecoveryError && error.code === code && words.test(error.message),
  );
}

describe('A table that would be compared wrongly is refused', () => {
  it('where its key is made of an enum of other labels on either side: it says which', async () => {
    const made = [
      `create type labelled as (n int, m pitch)`,
      `create table labelled_t (k labelled, v int)`,
    ];
    await run(sides.backup, `create type pitch as enum ('low', 'high')`, ...made);
    await run(sides.live, `create type pitch as enum ('low', 'it''s new', 'high')`, ...made);
    const request = { table: 'labelled_t', key: ['k'] };
    await assert.rejects(compare(sides, request), {
      code: 'key-unsupported',
      message:
        "The key column k of public.labelled_t is of type labelled, which holds an enum whose labels are not the same on both sides: 'it''s new' of pitch only in production.",
      hint: /^Name another set of columns .*ALTER TYPE … ADD VALUE/,
    });
    await run(sides.backup, `alter type pitch add value 'it''s new'`);
    assert.equal((await compare(sides, request)).rows.backup, 0);
    await run(sides.backup, `alter type pitch add value 'gone'`);
    await assert.rejects(compare(sides, request), {
      message: /same on both sides: 'gone' of pitch only in the backup\.$/,
      hint: 'Name another set of columns that tells the rows apart.',
    });
  });

  it('where row security hides rows from the role', async () => {
    const server = await testServer();
    await onBoth(
      sides,
      `create table secured (id int primary key, who text)`,
      `insert into secured values (1, 'a')`,
    );
    const role = await server.createRole('clerk', '');
    await run(
      sides.live,
      `alter table secured enable row level security`,
      `grant select on secured to clerk`,
      `create policy own on secured to clerk using (who = 'nobody')`,
    );
    const asClerk = { ...role, database: sides.live.database };
    await assertRefused(
      compare({ backup: sides.backup, live: asClerk }, { table: 'secured' }),
      'row-security',
      /may hide rows of public\.secured from clerk/,
    );
    assert.equal((await compare(sides, { table: 'secured' })).rows.identical, 1);
  });

  it('where a condition asks another table, of which row security hides rows', async () => {
    const server = await testServer();
    await onBoth(
      sides,
      `create table open (id int primary key)`,
      `create table closed (id int primary key)`,
      `insert into open values (1), (2)`,
      `insert into closed values (1), (2)`,
    );
    const role = await server.createRole('visitor', '');
    await run(
      sides.live,
      `alter table closed enable row level security`,
      `create policy none on closed using (false)`,
      `grant select on open, closed to visitor`,
    );
    const live = { ...role, database: sides.live.database };
    const where = 'id in (select id from closed)';
    await assertRefused(
      compare({ ...sides, live }, { table: 'open', where }),
      'usage',
      /row-level security policy for table "closed"/,
    );
  });

  it('where the key is of types of which neither knows the other', async () => {
    await run(sides.backup, `create table by_place (place point)`);
    await run(sides.live, `create table by_place (place inet)`);
    await assertRefused(
      compare(sides, { table: 'by_place', key: ['place'] }),
      'key-unsupported',
      /inet \(in the backup: point\)/,
    );
  });

  it('where there is no key: what is unique only in part, or may be NULL, is none', async () => {
    await onBoth(
      sides,
      `create table keyless (a int not null, b int, c int not null)`,
      `create unique index on keyless (a) where a > 1`,
      `create unique index on keyless (a, (c % 10))`,
      `create unique index on keyless (b)`,
    );
    await assertRefused(compare(sides, { table: 'keyless' }), 'no-key', /no primary key/);
  });

  it('where the name is misspelt, of several tables, or of a view', async () => {
    await onBoth(
      sides,
      `create schema "Other Shop"`,
      `create table "Other Shop".orders (id int primary key)`,
      `create table public.orders (id int primary key)`,
      `create view glance as select 1 as id`,
    );
    await assertRefused(compare(sides, { table: 'orders' }), 'ambiguous-table');
    await assertRefused(compare(sides, { table: 'glance' }), 'table-not-found', /is a view/);
    await assert.rejects(compare(sides, { table: '"other Shop".order' }), (error: unknown) => {
      assert.ok(error instanceof RecoveryError);
      assert.equal(error.code, 'table-not-found');
      assert.match(error.hint ?? '', /"Other Shop"\.orders/);
      return true;
    });
    assert.equal((await compare(sides, { table: '"Other Shop".orders' })).rows.backup, 0);
  });
});

describe('Comparing', () => {
  it('asks for no more than the right to read', async () => {
    const server = await testServer();
    const reader = await server.createRole('reader', '');
    await onBoth(
      sides,
      `create table readable (id int primary key, v text)`,
      `insert into readable select i, 'v' || i from generate_series(1, 3000) i`,
      `grant select on readable to reader`,
    );
    await run(sides.live, `delete from readable where id = 3`);
    const found = await compareCells(
      {
        backup: { ...reader, database: sides.backup.database },
        live: { ...reader, database: sides.live.database },
      },
      { table: 'readable' },
    );
    assert.deepEqual(lines(found), ['missing 3']);
  });

  it('leaves nothing behind: no table, no lock, no session', async () => {
    await onBoth(sides, `create table untouched (id int primary key)`);
    const relations = `select count(*)::text from pg_class where relkind in ('r', 'i', 'S', 'v')`;
    const count = async (): Promise<unknown> =>
      connected(sides.live, (session) => session.row(relations));
    const earlier = await count();
    await compare(sides, { table: 'untouched' });
    assert.deepEqual(await count(), earlier);
    const [sessions] = await connected(sides.live, (session) =>
      session.row(
        `select count(*)::text
           from pg_stat_activity
          where datname = current_database()
            and pid <> pg_backend_pid()
            and backend_type = 'client backend'`,
      ),
    );
    assert.equal(sessions, '0');
  });
});
