import assert from 'node:assert/strict';
import { compare, compareCells, type Connections, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

describe('A table with an integer key', () => {
  it('of sparse and negative keys is compared down to the row, with few bytes', async () => {
    await onBoth(
      sides,
      `create table sparse (id bigint primary key, v text)`,
      `insert into sparse select (i - 20000) * 1000003, md5(i::text) from generate_series(1::bigint, 40000) i`,
    );
    await run(
      sides.live,
      `update sparse set v = 'wrong' where id = 7 * 1000003`,
      `delete from sparse where id = -19999 * 1000003::bigint`,
      `insert into sparse values (5, 'new')`,
    );
    const found = await compareCells(sides, { table: 'sparse' });
    assert.deepEqual(lines(found), ['missing -19999059997', 'extra 5', 'changed 7000021: v']);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 40_000, live: 40_000, identical: 39_998 },
      ...{ missing: 1, changed: 1, extra: 1, conflicts: 0, liveConflicts: 0 },
    });
    const { bytesReceived } = found.comparison;
    assert.ok(bytesReceived < 60_000, String(bytesReceived));
  });

  it('with keys at both ends of int8 and one far from all others loses none of them', async () => {
    await onBoth(
      sides,
      `create table outliers (id bigint primary key, v int)`,
      `insert into outliers select i, i from generate_series(1, 20000) i`,
      `insert into outliers values (9223372036854775807, 1), (-9223372036854775808, 1), (9000000000000000000, 1)`,
    );
    await run(
      sides.live,
      `update outliers set v = 2 where id in (9223372036854775807, -9223372036854775808, 10000)`,
      `delete from outliers where id = 9000000000000000000`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'outliers' })), [
      'changed -9223372036854775808: v',
      'changed 10000: v',
      'missing 9000000000000000000',
      'changed 9223372036854775807: v',
    ]);
  });

  it('whose keys grow by doubling is taken apart all the same', async () => {
    await onBoth(
      sides,
      `create table doubling (id bigint primary key, v int)`,
      `insert into doubling select i, 0 from generate_series(-3000, 0) i`,
      `insert into doubling select (2 ^ i)::bigint, i from generate_series(0, 62) i`,
    );
    await run(sides.live, `update doubling set v = -1 where id in (1, 64, 4611686018427387904)`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'doubling' })), [
      'changed 1: v',
      'changed 64: v',
      'changed 4611686018427387904: v',
    ]);
  });

  it('may differ in every row, or in a whole period', async () => {
    await onBoth(
      sides,
      `create table all_rows (id int primary key, v int)`,
      `insert into all_rows select i, 0 from generate_series(1, 30000) i`,
      `create table period (id smallint primary key, v int)`,
      `insert into period select i, 0 from generate_series(1, 30000) i`,
    );
    await run(
      sides.live,
      `update all_rows set v = 1`,
      `delete from period where id between 5000 and 24999`,
      `insert into period select -i, 0 from generate_series(1, 4000) i`,
    );
    const everything = await compare(sides, { table: 'all_rows' });
    assert.equal(everything.rows.changed, 30_000);
    const period = await compare(sides, { table: 'period' });
    assert.deepEqual(
      [period.rows.missing, period.rows.extra, period.rows.identical],
      [20_000, 4000, 10_000],
    );
    const [first] = await period.differences.slice(0, 1);
    const [last] = await period.differences.slice(23_999, 1);
    assert.deepEqual([first?.key, last?.key], [['-4000'], ['24999']]);
  });

  it('may be empty on one side or on both, or the same', async () => {
    await onBoth(
      sides,
      `create table empty (id int primary key)`,
      `create table emptied (id int primary key)`,
      `insert into emptied select generate_series(1, 30000)`,
    );
    const kinds = async (table: string): Promise<readonly number[]> => {
      const { rows } = await compare(sides, { table });
      return [rows.identical, rows.missing, rows.changed, rows.extra];
    };
    assert.deepEqual(await kinds('empty'), [0, 0, 0, 0]);
    assert.deepEqual(await kinds('emptied'), [30_000, 0, 0, 0]);
    await run(sides.live, `delete from emptied`);
    assert.deepEqual(await kinds('emptied'), [0, 30_000, 0, 0]);
    assert.deepEqual(
      await compare({ backup: sides.live, live: sides.backup }, { table: 'emptied' }).then(
        ({ rows }) => rows.extra,
      ),
      30_000,
    );
  });

  it('is compared as a whole where it is partitioned, also when rows have moved', async () => {
    await onBoth(
      sides,
      `create table parted (id int, day date, v text, primary key (id, day)) partition by range (day)`,
      `create table parted_1 partition of parted for values from ('2026-01-01') to ('2026-02-01')`,
      `create table parted_2 partition of parted default partition by hash (id)`,
      `create table parted_2a partition of parted_2 for values with (modulus 1, remainder 0)`,
      `insert into parted select i, date '2026-01-01' + i % 60, 'v' from generate_series(1, 3000) i`,
      `create table hashed (id bigint primary key, v text) partition by hash (id)`,
      `create table hashed_0 partition of hashed for values with (modulus 2, remainder 0)`,
      `create table hashed_1 partition of hashed for values with (modulus 2, remainder 1)`,
      `insert into hashed select i, 'v' from generate_series(1, 20000) i`,
    );
    await run(
      sides.live,
      `update parted set day = '2026-05-05' where id = 7`,
      `update parted set v = 'w' where id = 8`,
      `delete from hashed where id in (11111, 12)`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'parted' })), [
      'missing 7 2026-01-08',
      'extra 7 2026-05-05',
      'changed 8 2026-01-09: v',
    ]);
    assert.deepEqual(lines(await compareCells(sides, { table: 'hashed' })), [
      'missing 12',
      'missing 11111',
    ]);
    assert.equal((await compare(sides, { table: 'parted_1' })).rows.missing, 1);
  });
});

describe('A table with another key', () => {
  it('of text is matched in byte order, whatever order the database sorts by', async () => {
    await onBoth(
      sides,
      `create table words (word text collate "en-x-icu" primary key, n int)`,
      `insert into words values ('～', 1), ('😀', 2), ('a', 3), ('B', 4), ('é', 5), ('_c', 6), ('', 7), ('Z', 8)`,
      `insert into words select 'w' || i, i from generate_series(1, 3000) i`,
    );
    await run(
      sides.live,
      `update words set n = 0 where word in ('😀', '', 'w77')`,
      `delete from words where word = '～'`,
      `insert into words values ('𐀀', 1)`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'words' })), [
      'changed : n',
      'changed w77: n',
      'missing ～',
      'extra 𐀀',
      'changed 😀: n',
    ]);
  });

  it('of any type that has one text for each value is matched by it', async () => {
    await onBoth(sides, `create type size as enum ('small', 'large', 'huge')`);
    const types: Readonly<Record<string, readonly string[]>> = {
      uuid: [
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        '00000000-0000-0000-0000-000000000000',
        'ffffffff-0000-0000-0000-000000000000',
      ],
      date: ['-infinity', '0044-03-15 BC', '12026-01-01', '2026-01-01'],
      timestamp: ['2026-01-01 00:00:00', '2026-01-01 00:00:00.000001', 'infinity'],
      timestamptz: ['2026-01-01 00:00:00+02', '2026-01-01 00:00:00+00'],
      time: ['10:00:00', '10:00:00.5'],
      boolean: ['t', 'f'],
      oid: ['4294967295', '1'],
      'character(4)': ['a', 'ab', ''],
      'character varying(9)': ['a', 'a ', ''],
      numeric: ['-1', '10', '9', 'NaN', '1e30'],
      bytea: ['\\x', '\\x00', '\\xff', '\\x0000'],
      size: ['huge', 'large', 'small'],
    };
    for (const [index, [type, values]] of Object.entries(types).entries()) {
      const table = `by_type_${index}`;
      const rows = values.map((value) => `('${value}', 'same')`).join(', ');
      await onBoth(
        sides,
        `create table ${table} (k ${type} primary key, v text)`,
        `insert into ${table} values ${rows}`,
      );
      assert.equal((await compare(sides, { table })).rows.identical, values.length, type);
      await run(sides.live, `update ${table} set v = 'other'`);
      const found = await compareCells(sides, { table });
      assert.deepEqual(
        found.changes.map(({ kind }) => kind),
        values.map(() => 'changed'),
        type,
      );
    }
  });

  it('is matched where its equal values are written differently, which is a change', async () => {
    await onBoth(sides, `create table amounts (k numeric primary key, v int)`);
    await run(sides.backup, `insert into amounts values (1.0, 1), (2.50, 2), (100, 3)`);
    await run(sides.live, `insert into amounts values (1.00, 1), (2.50, 2), (100, 4)`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'amounts' })), [
      'changed 1: k',
      'changed 100: v',
    ]);
  });

  it('of char is matched whatever blanks follow it, which are a change where they are others', async () => {
    await run(sides.backup, `create table codes (code char(5) primary key, n int)`);
    await run(sides.live, `create table codes (code char(7) primary key, n int)`);
    await onBoth(sides, `insert into codes values ('a', 1), ('b', 2)`);
    await run(sides.live, `update codes set n = 3 where code = 'b'`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'codes' })), [
      'changed a: code',
      'changed b: code, n',
    ]);
  });

  it('of several columns tells apart what a joined text would not', async () => {
    await onBoth(
      sides,
      `create table pairs (a text, b text, v int, primary key (a, b))`,
      `insert into pairs values ('a|', 'b', 1), ('a', '|b', 2), ('', 'x', 3), ('x', '', 4)`,
    );
    await run(
      sides.live,
      `update pairs set v = 3 - v where v < 3`,
      `delete from pairs where a = ''`,
    );
    assert.deepEqual(lines(await compareCells(sides, { table: 'pairs' })), [
      'missing  x',
      'changed a |b: v',
      'changed a| b: v',
    ]);
  });

  it('need not be the table’s own', async () => {
    await run(sides.backup, `create table loose (a int, b text, v int)`);
    await run(sides.live, `create table loose (a int, b text, v int, primary key (a, b))`);
    await onBoth(
      sides,
      `insert into loose select i % 10, 'b' || i, i from generate_series(1, 500) i`,
    );
    await run(sides.live, `update loose set v = 0 where b = 'b77'`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'loose' })), ['changed 7 b77: v']);
    const byNumber = await compareCells(sides, { table: 'loose', key: ['v'] });
    assert.deepEqual(lines(byNumber), ['extra 0', 'missing 77']);
  });

  it('may have more columns than anyone would read', async () => {
    const columns = Array.from({ length: 1590 }, (_, at) => `c${at} text`).join(', ');
    await onBoth(
      sides,
      `create table wide (id int primary key, ${columns})`,
      `insert into wide (id, c0, c1589) select i, 'a', 'b' from generate_series(1, 10) i`,
    );
    await run(sides.live, `update wide set c1589 = null where id = 7`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'wide' })), ['changed 7: c1589']);
  });
});
