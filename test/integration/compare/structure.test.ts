import assert from 'node:assert/strict';
import type { Connections, Request } from './sides';
import { compare, compareCells, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

/** `total: type integer → bigint` of each difference. */
async function structureOf(table: string, map?: Request['map']): Promise<readonly string[]> {
  const { structure } = await compare(sides, { table, map });
  return structure.map(
    ({ column, difference, backup, live }) =>
      `${column}: ${difference}${backup === undefined ? '' : ` ${backup} → ${live ?? ''}`}`,
  );
}

describe('The structure of a table', () => {
  it('is matched by name: what was dropped, added, moved or made anew is told column by column', async () => {
    await run(
      sides.backup,
      `create table shaped (
         gone text, id int primary key, label varchar(20), name text collate "C", state text,
         number int, twice int generated always as (id * 2) stored)`,
    );
    await run(
      sides.live,
      `create domain code as text not null`,
      `create domain filled as text not null default 'x'`,
      `create table shaped (
         id int primary key, twice int, number int generated always as identity, state text not null,
         name text collate "POSIX", label varchar(10), code code, filled filled)`,
    );
    assert.deepEqual(await structureOf('shaped'), [
      'twice: generated generated → stored as given',
      'number: nullability nullable → not null',
      'number: identity no identity → generated always',
      'state: nullability nullable → not null',
      'name: collation pg_catalog."C" → pg_catalog."POSIX"',
      'label: type character varying(20) → character varying(10)',
      'code: only in production',
      'filled: only in production',
      'gone: only in backup',
    ]);
    const { structure } = await compare(sides, { table: 'shaped' });
    const blocking = structure.filter(({ blocks }) => blocks === 'inserts');
    // A domain can also forbid NULL, or give a default.
    assert.deepEqual(
      blocking.map(({ column }) => column),
      ['code'],
    );
  });

  it('tells defaults that changed or are on one side only, and what generated columns are computed by', async () => {
    await onBoth(
      sides,
      `create schema apart`,
      `create function apart.next() returns int language sql as 'select 1'`,
      `create domain priced as int default 5`,
    );
    const shared = `id serial primary key, own int default apart.next(), kind text default 'x', price priced`;
    await run(
      sides.backup,
      `create table filled_in (${shared}, state text default 'new', lost int default 1, gained int,
         net int, gross int generated always as (net * 2) stored)`,
    );
    await run(
      sides.live,
      `create table filled_in (${shared}, state text default 'open', lost int, gained int default 1 + 1,
         net int, gross int generated always as (net * 3) stored)`,
      // Names are written otherwise where the session's path leads to them; no difference is one of these.
      `alter database "${sides.live.database}" set search_path = public, apart`,
    );
    assert.deepEqual(await structureOf('filled_in'), [
      `state: default 'new'::text → 'open'::text`,
      'lost: default 1 → no default',
      'gained: default no default → (1 + 1)',
      'gross: expression (net * 2) → (net * 3)',
    ]);
    const { structure } = await compare(sides, { table: 'filled_in' });
    assert.ok(structure.every(({ blocks }) => blocks === undefined));
    assert.match(structure[0]?.consequence ?? '', /^Nothing hinders a correction/);
    assert.match(structure[3]?.consequence ?? '', /never written/);
  });

  it('is the same where only one side’s search_path leads to its types', async () => {
    await onBoth(
      sides,
      `create schema kinds`,
      `create type kinds.mood as enum ('glad', 'sad')`,
      `create table moods (id int primary key, mood kinds.mood, moods kinds.mood[])`,
    );
    await run(
      sides.live,
      `alter database "${sides.live.database}" set search_path = public, kinds`,
    );
    assert.deepEqual(await structureOf('moods'), []);
  });
});

describe('Columns that were renamed', () => {
  before(async () => {
    await run(
      sides.backup,
      `create table renamed (number int, label varchar(20), place text, gone int, primary key (number))`,
      `insert into renamed select i, 'label ' || i, 'place', i from generate_series(1, 5000) i`,
    );
    await run(
      sides.live,
      `create table renamed (place text, title text, id int primary key)`,
      `insert into renamed select 'place', 'label ' || i, i from generate_series(1, 5000) i`,
      `update renamed set title = 'wrong' where id in (7, 4007)`,
      `delete from renamed where id = 9`,
      `update renamed set place = null where id = 10`,
    );
  });
  const map = [
    { backup: 'label', live: 'title' },
    { backup: 'number', live: 'id' },
  ];

  it('are never guessed: without a word they are columns of one side only', async () => {
    await assert.rejects(compare(sides, { table: 'renamed', key: ['id'] }), {
      message: 'The column id (key) is not in the backup.',
    });
    const { structure } = await compare(sides, { table: 'renamed', map: map.slice(1) });
    assert.deepEqual(
      structure.map(({ column, difference }) => `${column}: ${difference}`),
      ['title: only in production', 'id: name', 'label: only in backup', 'gone: only in backup'],
    );
  });

  it('are compared and shown where the operator has matched them, the key among them', async () => {
    const found = await compareCells(sides, { table: 'renamed', map });
    assert.deepEqual(lines(found), [
      'changed 7: title',
      'missing 9',
      'changed 10: place',
      'changed 4007: title',
    ]);
    const [first] = found.changes;
    assert.ok(first?.kind === 'changed');
    assert.deepEqual(
      [first.backup, first.live],
      [
        ['place', 'label 7', '7'],
        ['place', 'wrong', '7'],
      ],
    );
    assert.deepEqual(await structureOf('renamed', map), [
      'title: name label → title',
      'title: type character varying(20) → text',
      'id: name number → id',
      'gone: only in backup',
    ]);
  });

  it('may take the name of another column, which is then of the backup only', async () => {
    await run(sides.backup, `create table swapped_names (id int primary key, a int, b int)`);
    await run(sides.live, `create table swapped_names (id int primary key, a int, b int)`);
    await run(sides.backup, `insert into swapped_names values (1, 10, 20)`);
    await run(sides.live, `insert into swapped_names values (1, 20, 10)`);
    const swap = [
      { backup: 'a', live: 'b' },
      { backup: 'b', live: 'a' },
    ];
    const { rows } = await compare(sides, { table: 'swapped_names', map: swap });
    assert.equal(rows.identical, 1);
    const one = await compare(sides, { table: 'swapped_names', map: swap.slice(0, 1) });
    assert.deepEqual(
      one.structure.map(({ column, difference }) => `${column}: ${difference}`),
      ['a: only in production', 'b: name', 'b: only in backup'],
    );
  });

  it('are refused where one is not there, or is matched twice', async () => {
    const refusal = (pairs: typeof map): Promise<unknown> =>
      compare(sides, { table: 'renamed', map: [...map, ...pairs] });
    await assert.rejects(
      refusal([{ backup: 'nowhere', live: 'place' }]),
      /In the backup, .* nowhere/,
    );
    await assert.rejects(
      refusal([{ backup: 'gone', live: 'nowhere' }]),
      /In production, .* nowhere/,
    );
    await assert.rejects(
      refusal([{ backup: 'gone', live: 'id' }]),
      /id of production is matched twice/,
    );
  });

  it('may be a number on one side and a text on the other', async () => {
    await run(sides.backup, `create table retyped (id int primary key, v int)`);
    await run(sides.live, `create table retyped (id int primary key, w text)`);
    await run(sides.backup, `insert into retyped values (1, 10), (2, 20)`);
    await run(sides.live, `insert into retyped values (1, '10'), (2, '020')`);
    const pairs = [{ backup: 'v', live: 'w' }];
    assert.deepEqual(lines(await compareCells(sides, { table: 'retyped', map: pairs })), [
      'changed 2: w',
    ]);
  });
});

describe('An inheritance tree', () => {
  it('is compared as a whole: rows of the children count, and are told from those of the parent', async () => {
    await onBoth(
      sides,
      `create table base (id int primary key, v text)`,
      `create table child (extra int, primary key (id)) inherits (base)`,
      `create table grandchild (primary key (id)) inherits (child)`,
      `insert into base select i, 'base' from generate_series(1, 3000) i`,
      `insert into child select i, 'child' from generate_series(3001, 6000) i`,
      `insert into grandchild select i, 'grandchild' from generate_series(6001, 6100) i`,
    );
    await run(
      sides.live,
      `update base set v = 'wrong' where id in (7, 3007, 6007)`,
      `delete from child where id = 3008`,
    );
    const found = await compareCells(sides, { table: 'base' });
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 6100, live: 6099, identical: 6096 },
      ...{ missing: 1, changed: 3, extra: 0, conflicts: 0, liveConflicts: 0 },
    });
    assert.deepEqual(lines(found).toSorted(), [
      'changed 3007: v',
      'changed 6007: v',
      'changed 7: v',
      'missing 3008',
    ]);
    assert.deepEqual(found.comparison.table.live.heirs, [
      { schema: 'public', name: 'child' },
      { schema: 'public', name: 'grandchild' },
    ]);
  });

  it('ends at a table without children, which is an ordinary one with a key of its own', async () => {
    await onBoth(
      sides,
      `create table alone (id int primary key)`,
      `create table below (primary key (id)) inherits (alone)`,
      `insert into below select generate_series(1, 100)`,
    );
    await run(sides.live, `delete from below where id = 5`, `insert into alone values (5)`);
    const found = await compareCells(sides, { table: 'below' });
    assert.deepEqual(lines(found), ['missing 5']);
    assert.equal(found.comparison.table.live.heirs, undefined);
  });
});

describe('A partitioned table', () => {
  it('is compared whatever its partitions: default ones, partitioned ones, of another column order', async () => {
    await run(sides.backup, `create table orders (id int primary key, place text, total numeric)`);
    await run(
      sides.live,
      `create table orders (id int, place text, total numeric, primary key (id))
         partition by range (id)`,
      `create table orders_low (total numeric, note int, id int not null, place text)`,
      `alter table orders_low drop column note`,
      `alter table orders attach partition orders_low for values from (1) to (2000)`,
      `create table orders_mid partition of orders for values from (2000) to (4000)
         partition by range (id)`,
      `create table orders_mid_a partition of orders_mid for values from (2000) to (3000)`,
      `create table orders_mid_rest partition of orders_mid default`,
      `create table orders_rest partition of orders default`,
    );
    await onBoth(
      sides,
      `insert into orders select i, 'place ' || i, i / 4.0 from generate_series(1, 6000) i`,
    );
    await run(
      sides.live,
      `update orders set total = 0 where id in (10, 2500, 3500, 5500)`,
      `delete from orders where id = 4500`,
    );
    const found = await compareCells(sides, { table: 'orders' });
    assert.deepEqual(found.comparison.structure, []);
    assert.deepEqual(lines(found), [
      'changed 10: total',
      'changed 2500: total',
      'changed 3500: total',
      'missing 4500',
      'changed 5500: total',
    ]);
  });
});
