import assert from 'node:assert/strict';
import { compare, compareCells, type Connections, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

/** Names of the same objects, of one schema of each side's own. */
const names = `
  'apart.stock', 'apart.mood', 'apart.worth', 'apart.worth(int)', 'apart.words', 'apart."C2"',
  '{apart.stock,pg_class}', '(apart.stock,"{apart.mood,int4}")', '{"(apart.stock,)"}', 'apart.stock'`;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create schema apart`,
    `create schema other`,
    `create table apart.stock (id int)`,
    `create table other.stock (id int)`,
    `create type apart.mood as enum ('glad')`,
    `create function apart.worth(int) returns int language sql as 'select 1'`,
    `create text search configuration apart.words (copy = pg_catalog.simple)`,
    `create collation apart."C2" from "C"`,
    `create type named as (class regclass, types regtype[])`,
    `create domain stocked as regclass`,
  );
  await run(sides.live, `alter database "${sides.live.database}" set search_path = apart, public`);
});

describe('A value that names an object', () => {
  it('is the same where only one side’s search path leads to the object', async () => {
    await onBoth(
      sides,
      `create table public.naming (id int primary key, class regclass, type regtype, proc regproc,
         procedure regprocedure, words regconfig, collation_ regcollation, classes regclass[], named named,
         many named[], stocked stocked)`,
      `insert into public.naming select i, ${names} from generate_series(1, 300) i`,
    );
    for (const connections of [1, 2]) {
      const { rows } = await compare(sides, { table: 'public.naming', connections });
      assert.deepEqual([rows.identical, rows.changed], [300, 0]);
    }
    await run(sides.live, `update public.naming set class = 'other.stock' where id = 7`);
    const found = await compareCells(sides, { table: 'public.naming' });
    assert.deepEqual(lines(found), ['changed 7: class']);
    const [change] = found.changes;
    assert.ok(change?.kind === 'changed' && change.writtenDifferently.length === 0);
    assert.deepEqual([change.backup[1], change.live[1]], ['apart.stock', 'other.stock']);
  });

  it('differs where each side’s search path leads to another object of that name', async () => {
    await onBoth(sides, `create table public.unlike (id int primary key, class regclass)`);
    await run(sides.backup, `insert into public.unlike values (1, 'other.stock')`);
    await run(sides.live, `insert into public.unlike values (1, 'apart.stock')`);
    await run(
      sides.backup,
      `alter database "${sides.backup.database}" set search_path = other, public`,
    );
    try {
      assert.deepEqual(lines(await compareCells(sides, { table: 'public.unlike' })), [
        'changed 1: class',
      ]);
    } finally {
      await run(sides.backup, `alter database "${sides.backup.database}" reset search_path`);
    }
  });

  it('differs from the number that is left where production has dropped the object since', async () => {
    await onBoth(
      sides,
      `create table public.dropped (id int)`,
      `create table public.holding (id int primary key, class regclass)`,
      `insert into public.holding values (1, 'public.dropped')`,
    );
    await run(sides.live, `drop table public.dropped`);
    const { comparison, changes } = await compareCells(sides, { table: 'public.holding' });
    assert.equal(comparison.rows.changed, 1);
    const [change] = changes;
    assert.ok(change?.kind === 'changed' && change.writtenDifferently.length === 0);
    assert.equal(change.backup[1], 'public.dropped');
    assert.match(change.live[1] ?? '', /^\d+$/);
  });

  it('asks a condition to name schemas, since no search path is in force', async () => {
    await onBoth(
      sides,
      `create function public.is_odd(int) returns bool language sql as 'select $1 % 2 = 1'`,
      `create table public.conditioned (id int primary key, class regclass)`,
      `insert into public.conditioned values (1, 'apart.stock'), (2, null)`,
    );
    const table = 'public.conditioned';
    await assert.rejects(compare(sides, { table, where: 'is_odd(id)' }), {
      code: 'usage',
      hint: /name it with its schema.*regclass/,
    });
    const { rows } = await compare(sides, { table, where: 'public.is_odd(id)' });
    assert.equal(rows.identical, 1);
  });
});
