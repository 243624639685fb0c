import assert from 'node:assert/strict';
import { connected } from '../../support/postgres';
import { type Connections, compare, compareCells, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

/** One table of one value column, whose rows differ between the sides as said. */
async function differing(
  name: string,
  type: string,
  values: readonly (readonly [backup: string, live: string])[],
): Promise<readonly string[]> {
  await onBoth(sides, `create table ${name} (id bigint primary key, value ${type})`);
  for (const [id, [backup, live]] of values.entries()) {
    await run(sides.backup, `insert into ${name} values (${id}, ${backup})`);
    await run(sides.live, `insert into ${name} values (${id}, ${live})`);
  }
  return lines(await compareCells(sides, { table: name }));
}

describe('Comparing sees', () => {
  it('two rows that have swapped their values', async () => {
    await onBoth(
      sides,
      `create table swapped (id int primary key, name text)`,
      `insert into swapped select i, 'row ' || i from generate_series(1, 5000) i`,
    );
    await run(
      sides.live,
      `update swapped set name = 'row ' || (2001 - id) where id in (1000, 1001)`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'swapped' })), [
      'changed 1000: name',
      'changed 1001: name',
    ]);
  });

  it('1 become 2^32, in numbers and in times', async () => {
    assert.deepEqual(await differing('folded', 'bigint', [['1', '4294967296']]), [
      'changed 0: value',
    ]);
    const time = (micros: string): string =>
      `timestamptz '2000-01-01 00:00:00+00' + ${micros} * interval '1 microsecond'`;
    assert.deepEqual(
      await differing('folded_time', 'timestamptz', [[time('1'), time('4294967296')]]),
      ['changed 0: value'],
    );
  });

  it('lost and moved rows whose other columns are all NULL', async () => {
    await onBoth(
      sides,
      `create table hollow (id int primary key, a int, b text)`,
      `insert into hollow select 2 * generate_series(1, 6000)`,
    );
    await run(
      sides.live,
      `delete from hollow where id in (18, 4000)`,
      `update hollow set id = 7001 where id = 7000`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'hollow' })), [
      'missing 18',
      'missing 4000',
      'missing 7000',
      'extra 7001',
    ]);
  });

  it('the half of a junction table that is gone, although nothing but the key is in it', async () => {
    await onBoth(
      sides,
      `create table junction (a int, b bigint, primary key (a, b))`,
      `insert into junction select i, -i from generate_series(-500, 499) i`,
      `create table junction_id (id int primary key)`,
      `insert into junction_id select generate_series(1, 10000)`,
    );
    await run(
      sides.live,
      `delete from junction where a % 2 = 0`,
      `delete from junction_id where id % 2 = 0`,
    );
    for (const [table, backup, missing] of [
      ['junction', 1000, 500],
      ['junction_id', 10_000, 5000],
    ] as const) {
      const { rows } = await compare(sides, { table });
      assert.deepEqual(rows, {
        backup,
        live: missing,
        identical: missing,
        ...{ missing, changed: 0, extra: 0, conflicts: 0, liveConflicts: 0 },
      });
    }
  });

  it('values that SQL calls equal but writes differently', async () => {
    const pairs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
      numeric: [['1.0', '1.00']],
      float8: [[`'0'`, `'-0'`]],
      jsonb: [[`'1.0'`, `'1.00'`]],
      json: [
        [`'{"a":1}'`, `'{"a": 1}'`],
        [`'{"a":1,"a":2}'`, `'{"a":2}'`],
      ],
      interval: [[`'1 day'`, `'24:00'`]],
      xml: [[`'<a/>'`, `'<a></a>'`]],
      point: [[`'(1,2)'`, `'(1,3)'`]],
      box: [[`'(2,3),(0,0)'`, `'(3,2),(0,0)'`]],
      circle: [[`'<(0,0),1>'`, `'<(5,5),1>'`]],
      'float8[]': [[`'{0}'`, `'{-0}'`]],
      'int[]': [[`'{1}'`, `'[0:0]={1}'`]],
      'numeric[]': [[`'{1.0}'`, `'{1.00}'`]],
      tsvector: [[`'a:1'`, `'a:2'`]],
      'bit varying': [[`B'01'`, `B'010'`]],
      text: [[`''`, 'NULL']],
      'text[]': [[`'{NULL}'`, `'{"NULL"}'`]],
      int4range: [[`'empty'`, 'NULL']],
    };
    for (const [index, [type, values]] of Object.entries(pairs).entries()) {
      assert.deepEqual(
        await differing(`written_${index}`, type, values),
        values.map((_, id) => `changed ${id}: value`),
        type,
      );
    }
  });

  it('texts that moved from one column into the next, where all of them joined are the same', async () => {
    await onBoth(sides, `create table joined (id int primary key, a text, b text, c text)`);
    const pairs = [
      [`'a|', 'b', 'c'`, `'a', '|b', 'c'`],
      [`'a', null, 'b'`, `'a', 'b', null`],
      [`null, 'a', ''`, `'', 'a', null`],
      [`'', '', 'a,'`, `'', ',a', ''`],
      [`'("a', 'b")', null`, `'("a","b")', null, null`],
    ];
    for (const [id, [backup, live]] of pairs.entries()) {
      await run(sides.backup, `insert into joined values (${id}, ${backup})`);
      await run(sides.live, `insert into joined values (${id}, ${live})`);
    }
    const found = lines(await compareCells(sides, { table: 'joined' }));
    assert.deepEqual(
      found.map((line) => line.split(':')[0]),
      pairs.map((_, id) => `changed ${id}`),
    );
  });

  it('the blanks at the end of a char, where the two columns are of other lengths', async () => {
    await run(sides.backup, `create table padded (id int primary key, code char(5))`);
    await run(sides.live, `create table padded (id int primary key, code char(7))`);
    await onBoth(sides, `insert into padded values (1, 'a')`);
    const found = await compareCells(sides, { table: 'padded' });
    assert.deepEqual(lines(found), ['changed 1: code']);
    const [difference] = found.comparison.structure;
    assert.deepEqual(
      [difference?.difference, difference?.backup, difference?.live],
      ['type', 'character(5)', 'character(7)'],
    );
  });

  it('another enum value, although a cast of the user’s makes all of them one text', async () => {
    await run(sides.live, `create type decoy as enum ('x')`);
    await onBoth(
      sides,
      `create type state as enum ('open', 'done')`,
      `create function state_text(state) returns text language sql immutable as $$ select 'same' $$`,
      `create cast (state as text) with function state_text(state) as assignment`,
    );
    assert.deepEqual(
      await differing('cast_enum', 'state', [
        [`'open'`, `'done'`],
        [`'open'`, `'open'`],
      ]),
      ['changed 0: value'],
    );
  });

  it('another case under a collation that does not tell them apart', async () => {
    await onBoth(
      sides,
      `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
    );
    assert.deepEqual(await differing('caseless', 'text collate ci', [[`'a'`, `'A'`]]), [
      'changed 0: value',
    ]);
  });

  it('a composite value, a domain, and NULL within them', async () => {
    await onBoth(
      sides,
      `create type place as (street text, number int)`,
      `create domain short as varchar(5)`,
    );
    assert.deepEqual(
      await differing('places', 'place', [
        [`row(null, null)`, 'NULL'],
        [`row('a', 1)`, `row('a', 1)`],
        [`row('a', null)`, `row('a', 0)`],
      ]),
      ['changed 0: value', 'changed 2: value'],
    );
    assert.deepEqual(await differing('shorts', 'short', [[`'a'`, `'a '`]]), ['changed 0: value']);
  });
});

describe('Comparing does not take for a difference', () => {
  it('other settings of the two databases', async () => {
    const values = `(1, '2026-02-01', '2026-02-01 10:00+00', '1 day 2 hours', 0.1::float8 + 0.2, '\\xff00', 12.5,
      '{2026-02-01}', '[2026-02-01 10:00+00,)', array['\\xff00'::bytea], array[0.1::float8 + 0.2])`;
    await onBoth(
      sides,
      `create table settings (id int primary key, d date, t timestamptz, i interval, f float8, b bytea, m money,
         ds date[], ts tstzrange, bs bytea[], fs float8[])`,
      `insert into settings values ${values}`,
    );
    await run(
      sides.live,
      `do $$ begin
         execute format('alter database %I set datestyle = ''SQL, DMY''', current_database());
         execute format('alter database %I set intervalstyle = sql_standard', current_database());
         execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database());
         execute format('alter database %I set extra_float_digits = 0', current_database());
         execute format('alter database %I set bytea_output = escape', current_database());
       end $$`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'settings' })), []);
  });

  it('a type that only became wider, or columns that moved', async () => {
    await run(
      sides.backup,
      `create table widened (id int primary key, n smallint, big int, name varchar(10), at timestamp)`,
      `insert into widened select i, i, i, 'x' || i, '2026-01-01' from generate_series(1, 3000) i`,
    );
    await run(
      sides.live,
      `create table widened (name text, at timestamp(0), extra text, big bigint, n int, id bigint primary key)`,
      `insert into widened select 'x' || i, '2026-01-01', 'e', i, i, i from generate_series(1, 3000) i`,
    );
    const { rows, structure } = await compare(sides, { table: 'widened' });
    assert.equal(rows.identical, 3000);
    assert.deepEqual(
      structure.map(({ column, difference }) => `${column} ${difference}`),
      ['name type', 'at type', 'extra only in production', 'big type', 'n type', 'id type'],
    );
  });

  it('the same enum value under another oid, or a dropped column', async () => {
    await run(sides.live, `create type filler as enum ('x', 'y', 'z')`);
    await onBoth(sides, `create type colour as enum ('red', 'blue')`);
    await run(sides.backup, `create table coloured (id int primary key, gone int, c colour)`);
    await run(sides.live, `create table coloured (id int primary key, c colour)`);
    await run(sides.backup, `alter table coloured drop column gone`);
    await onBoth(sides, `insert into coloured values (1, 'blue')`);
    const { rows, structure } = await compare(sides, { table: 'coloured' });
    assert.deepEqual([rows.identical, structure], [1, []]);
  });

  it('the same value stored in other bytes: out of line, packed otherwise, or as it was computed', async () => {
    const columns = `id int primary key, long text, list int[], amount numeric`;
    const first = `create table stored (${columns})`;
    await run(sides.backup, first);
    await run(sides.live, first, `alter table stored alter long set storage external`);
    const long = `repeat('wide ', 20000)`;
    await run(sides.backup, `insert into stored values (1, ${long}, '{1}', 1.50)`);
    await run(
      sides.live,
      `insert into stored values (1, ${long}, ('{1,NULL}'::int[])[1:1], 0.75 + 0.75)`,
    );
    const [isSameImage] = await connected(sides.live, (session) =>
      session.row(`select record_image_eq(row(list), row('{1}'::int[]))::text from stored`),
    );
    assert.equal(isSameImage, 'false');
    assert.deepEqual(lines(await compareCells(sides, { table: 'stored' })), []);
  });

  it('a column that is ignored, which its cells still show', async () => {
    await onBoth(sides, `create table loaded (id int primary key, v text, loaded_at timestamp)`);
    await onBoth(
      sides,
      `insert into loaded values (1, 'a', clock_timestamp()), (2, 'b', clock_timestamp())`,
    );
    await run(sides.live, `update loaded set v = 'c' where id = 2`);
    const { changes, comparison } = await compareCells(sides, {
      table: 'loaded',
      ignore: ['loaded_at'],
    });
    assert.deepEqual(lines({ changes, comparison }), ['changed 2: v']);
    const [change] = changes;
    assert.ok(change?.kind === 'changed' && change.backup[2] !== change.live[2]);
  });
});
