import assert from 'node:assert/strict';
import type { ChangedRow } from '../../../src/core/diff/rows/rowChange';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import { summariseChanges } from '../../../src/recovery/compare/summariseChanges';
import { quiet } from '../../support/postgres';
import {
  compare,
  compareCells,
  type Connections,
  type Found,
  onBoth,
  type Request,
  run,
  twoDatabases,
  withSnapshots,
} from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create extension citext`,
    `create collation anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
    `create domain short as char(3)`,
    `create domain price as numeric`,
    `create type pair as (a numeric, b text)`,
    `create type span as range (subtype = numeric)`,
    `create type mood as enum ('glad', 'sad')`,
  );
});

function changed({ changes }: Found): readonly ChangedRow[] {
  return changes.filter((change) => change.kind === 'changed');
}

/** By type: its pairs, those that are one value first, then those that are not. */
const pairs: Readonly<
  Record<string, readonly [equal: readonly [string, string][], other: readonly [string, string][]]>
> = {
  numeric: [
    [
      ['1.0', '1.00'],
      ['0', '0.000'],
    ],
    [
      ['1.0', '1.001'],
      ['NaN', '0'],
    ],
  ],
  'numeric(12,2)': [[], [['1.00', '1.01']]],
  price: [[['1.0', '1.00']], [['1', '2']]],
  float8: [[['-0', '0']], [['1', '1.0000000000000002']]],
  float4: [[['-0', '0']], [['1', '2']]],
  interval: [
    [
      ['30 days', '1 month'],
      ['1 day', '24:00:00'],
    ],
    [['1 day', '23:59:59']],
  ],
  jsonb: [
    [
      ['{"a": 1.0}', '{"a": 1.00}'],
      ['-0', '0.0'],
    ],
    [
      ['{"a": 1}', '{"a": "1"}'],
      ['null', '"null"'],
    ],
  ],
  bpchar: [[['ab ', 'ab']], [['ab', 'abc']]],
  short: [[], [['ab', 'abc']]],
  citext: [[['Été', 'été']], [['Été', 'Hiver']]],
  'text collate anycase': [[['Été', 'éTÉ']], [['Été', 'Ete']]],
  'numeric[]': [[['{1.0,NULL}', '{1.00,NULL}']], [['{1.0}', '{1.0,1.0}']]],
  span: [[['[1.0,2)', '[1.00,2)']], [['[1,2)', '[1,3)']]],
  pair: [[['(1.0,x)', '(1.00,x)']], [['(1.0,x)', '(1.0,y)']]],
  // Their `=` compares the area, or is none.
  box: [[], [['(0,0),(2,1)', '(0,0),(1,2)']]],
  circle: [[], [['<(0,0),1>', '<(5,5),1>']]],
  'box[]': [[], [['{(2,1),(0,0)}', '{(1,2),(0,0)}']]],
  point: [[], [['(0,1)', '(1,0)']]],
  'json[]': [[], [['{1.0}', '{1.00}']]],
  json: [[], [['{"a":1,"a":2}', '{"a":2}']]],
  mood: [[], [['glad', 'sad']]],
  text: [[], [['a', 'A']]],
  int8: [[], [['1', '2']]],
};

describe('Values that their type calls equal', () => {
  for (const [index, [type, [equal, other]]] of Object.entries(pairs).entries()) {
    it(`are told from other changes: ${type}`, async () => {
      const table = `kind_${index}`;
      await onBoth(sides, `create table ${table} (id int primary key, v ${type})`);
      for (const [id, [backup, live]] of [...equal, ...other].entries()) {
        await run(sides.backup, `insert into ${table} values (${id}, '${backup}')`);
        await run(sides.live, `insert into ${table} values (${id}, '${live}')`);
      }
      const rows = changed(await compareCells(sides, { table }));
      assert.deepEqual(
        rows.map(({ sameValue }) => sameValue),
        [...equal.map(() => true), ...other.map(() => false)],
      );
    });
  }

  it('are one class only where all that differs is so, and never NULL against a value', async () => {
    await onBoth(
      sides,
      `create table visits (id int primary key, price numeric, state text, note jsonb)`,
    );
    const row = `insert into visits values`;
    await run(
      sides.backup,
      `${row} (1, 1.0, 'A', '{"x": 1.0}'), (2, 1.0, 'A', null), (3, null, 'A', null)`,
    );
    await run(
      sides.live,
      `${row} (1, 1.00, 'A', '{"x": 1}'), (2, 1.00, 'B', null), (3, 0, 'A', null)`,
    );
    const found = changed(await compareCells(sides, { table: 'visits' }));
    assert.deepEqual(
      found.map(({ columns, writtenDifferently, sameValue }) => [
        columns,
        writtenDifferently,
        sameValue,
      ]),
      [
        [[1, 3], [1, 3], true],
        [[1, 2], [1], false],
        [[1], [], false],
      ],
    );
  });

  it('are not looked for across types or collations: there the structure differs', async () => {
    await run(
      sides.backup,
      `create table retyped (id int primary key, a text, b text collate "C")`,
      `insert into retyped values (1, '1.0', 'x')`,
    );
    await run(
      sides.live,
      `create table retyped (id int primary key, a numeric, b text collate anycase)`,
      `insert into retyped values (1, 1.00, 'X')`,
    );
    const [row] = changed(await compareCells(sides, { table: 'retyped' }));
    assert.deepEqual([row?.columns, row?.writtenDifferently], [[1, 2], []]);
  });

  it('are found by the type’s own = whatever the search path leads to', async () => {
    await onBoth(
      sides,
      `create schema odd`,
      `create function odd.never(numeric, numeric) returns boolean language sql as 'select false'`,
      `create operator odd.= (leftarg = numeric, rightarg = numeric, function = odd.never)`,
      `create table guarded (id int primary key, v numeric)`,
    );
    for (const [side, value] of [
      ['backup', '1.0'],
      ['live', '1.00'],
    ] as const) {
      const { database } = sides[side];
      await run(
        sides[side],
        `insert into guarded values (1, ${value})`,
        `alter database ${database} set search_path = odd, pg_catalog, public`,
      );
    }
    try {
      const [row] = changed(await compareCells(sides, { table: 'guarded' }));
      assert.equal(row?.sameValue, true);
    } finally {
      for (const { database } of [sides.backup, sides.live]) {
        await run(sides.live, `alter database ${database} reset search_path`);
      }
    }
  });

  it('do not break the comparison where the other side’s text is none of this type', async () => {
    const create = `create table shapes (id int primary key, v shape, n numeric)`;
    await run(sides.backup, `create type shape as (a int)`, create);
    await run(sides.live, `create type shape as (a int, b int)`, create);
    await run(sides.backup, `insert into shapes values (1, '(1)', 1.0), (2, '(1)', 1)`);
    await run(sides.live, `insert into shapes values (1, '(1,2)', 1.00), (2, '(1,2)', 1)`);
    const rows = changed(await compareCells(sides, { table: 'shapes' }));
    assert.deepEqual(
      rows.map(({ columns, writtenDifferently }) => [columns, writtenDifferently]),
      [
        [[1, 2], [2]],
        [[1], []],
      ],
    );
  });

  it('do not make a key reused: an identity column is the same thing, written otherwise', async () => {
    await onBoth(sides, `create table guard (id int primary key, thing numeric, v int)`);
    await run(sides.backup, `insert into guard values (1, 7.0, 1), (2, 7.0, 1), (3, 7.0, 1)`);
    await run(sides.live, `insert into guard values (1, 7.00, 1), (2, 8, 1), (3, 7.00, 2)`);
    const request: Request = { table: 'guard', identity: ['thing'] };
    const rows = changed(await compareCells(sides, request));
    assert.deepEqual(
      rows.map(({ reused, sameValue }) => [reused, sameValue]),
      [
        [false, true],
        [true, false],
        [false, false],
      ],
    );
  });

  it('are counted, and so in their pattern, beside rows that changed in the same column', async () => {
    await onBoth(
      sides,
      `create table counted (id int primary key, v numeric)`,
      `insert into counted select i, 1.0 from generate_series(1, 250) i`,
    );
    await run(
      sides.live,
      `update counted set v = 1.00 where id <= 200`,
      `update counted set v = 2 where id > 240`,
    );
    const summary = await withSnapshots(sides, async (snapshots) => {
      const comparison = await compare(sides, { table: 'counted' });
      const changes = readChanges(comparison, snapshots, quiet);
      return summariseChanges(changes, comparison, snapshots.live, quiet.signal);
    });
    assert.equal(summary.sameValue, 200);
    assert.deepEqual(
      summary.patterns.map(({ rows, sameValue }) => [rows, sameValue]),
      [[210, 200]],
    );
  });
});
