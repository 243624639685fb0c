import assert from 'node:assert/strict';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import type { SpreadProduction } from '../../support/foreignPartitions';
import { quiet } from '../../support/postgres';
import { compareCells, type Connections, lines, run, withSnapshots } from './sides';
import { leafOf, openSpread, spread, type Spread } from './spread';

let place: Spread;
let production: SpreadProduction;
let sides: Connections;

before(async function () {
  const opened = await openSpread();
  if (!opened) {
    this.skip();
  }
  place = opened;
  ({ production, sides } = opened);
});

describe('A table whose partitions lie on several servers', () => {
  it('is compared row by row, its differences found on whichever server they lie', async () => {
    const [north, south] = production.leaves;
    await spread(place, 'visits');
    await run(
      north,
      `update visits set price = 1.5 where id = 150`,
      `update visits set price = 1.50 where id = 151`,
      `delete from visits where id in (7, 8)`,
    );
    await run(
      south,
      `update visits set note = null where id = 15001`,
      `update visits set code = 'ab  ' where id = 15002`,
      `insert into visits (id, citizen) values (20001, 1)`,
    );
    const found = await compareCells(sides, { table: 'visits', key: ['id'] });
    assert.deepEqual(
      lines(found).toSorted(),
      [
        ...['missing 7', 'missing 8', 'changed 150: price', 'changed 151: price'],
        ...['changed 15001: note', 'extra 20001'],
      ].toSorted(),
    );
    assert.equal(found.comparison.rows.identical, 19_995);
    assert.equal(found.comparison.hashing.form, 'shipped');
    assert.match(found.comparison.notices.join('\n'), /lie on other servers \(2\)/);
    assert.doesNotMatch(found.comparison.notices.join('\n'), /fetched/);
    assert.deepEqual(found.comparison.connections, { backup: 1, live: 2 });
  });

  it('is hashed on these servers: the plan of production fetches no row', async () => {
    await spread(place, 'shipped');
    const { live } = production;
    const plans = await withSnapshots({ backup: sides.backup, live }, async (snapshots) => {
      const request = { ...snapshots, table: { schema: 'public', name: 'shipped' }, key: ['id'] };
      const { table } = await compareTable(request, quiet);
      return snapshots.live.partitionsOf(table, 'live', quiet.signal);
    });
    const all = { foreign: 2, servers: 2, shipped: 2 };
    assert.deepEqual(plans, { ...all, forbidden: 0, apart: true });
  });

  it('is told apart by what shipped hashes could confuse', async () => {
    const [north] = production.leaves;
    const values = [
      ['bigint', '1', '4294967296'],
      ['numeric', '1.0', '1.00'],
      ['float8', `'0'`, `'-0'`],
      [
        'timestamptz',
        `timestamptz '2000-01-01 00:00:00.000001+00'`,
        `timestamptz '2000-01-01 01:11:34.967296+00'`,
      ],
      ['text', `null`, `''`],
      ['text', `'a'`, `'a '`],
      ['bpchar', `'a '`, `'a'`],
      ['interval', `'1 day'`, `'24:00'`],
      ['jsonb', `'{"a": 1.0}'`, `'{"a": 1.00}'`],
      ['json', `'{"a":1}'`, `'{"a": 1}'`],
      ['bytea', String.raw`'\x00'`, String.raw`'\x0000'`],
      ['inet', `'10.0.0.1/8'`, `'10.0.0.1/32'`],
      ['bit varying', `b'0'`, `b'00'`],
      ['bit(3)', `b'100'`, `b'101'`],
    ] as const;
    const definition = ['id bigint not null', ...values.map(([type], at) => `v${at} ${type}`)];
    const fill = `select i, ${values.map(([, before]) => before).join(', ')} from generate_series`;
    await spread(place, 'confusable', { definition: definition.join(', '), fill });
    for (const [at, [, , after]] of values.entries()) {
      await run(north, `update confusable set v${at} = ${after} where id = ${at + 1}`);
    }
    const found = await compareCells(sides, { table: 'confusable', key: ['id'] });
    assert.equal(found.comparison.hashing.form, 'shipped');
    assert.deepEqual(
      lines(found).toSorted(),
      values.map((_, at) => `changed ${at + 1}: v${at}`).toSorted(),
    );
  });

  it('shows two rows that have swapped their values, and lost rows that were all NULL', async () => {
    const [north] = production.leaves;
    await spread(place, 'hollow', {
      definition: 'id bigint not null, a int, b text',
      fill: `select i, case when i < 100 then i end, case when i < 100 then 'v' || i end from generate_series`,
    });
    await run(
      north,
      `update hollow set a = 12 - id where id in (5, 7)`,
      `delete from hollow where id in (2000, 2001, 3000, 3001)`,
      `insert into hollow values (-5), (-6), (-7), (-8)`,
    );
    const found = await compareCells(sides, { table: 'hollow', key: ['id'] });
    assert.deepEqual(
      lines(found).toSorted(),
      [
        ...['extra -8', 'extra -7', 'extra -6', 'extra -5', 'changed 5: a', 'changed 7: a'],
        ...['missing 2000', 'missing 2001', 'missing 3000', 'missing 3001'],
      ].toSorted(),
    );
  });

  it('is compared all the same, and said to be slower, where a column’s hash cannot be shipped', async () => {
    const [, south] = production.leaves;
    await spread(place, 'tagged', {
      definition: 'id bigint not null, tags text[]',
      fill: `select i, array['t' || i] from generate_series`,
    });
    await run(south, `update tagged set tags = '{x}' where id = 20000`);
    const found = await compareCells(sides, { table: 'tagged', key: ['id'] });
    assert.deepEqual(lines(found).toSorted(), ['changed 20000: tags'].toSorted());
    assert.equal(found.comparison.hashing.form, 'summed');
    assert.match(
      found.comparison.notices.join('\n'),
      /Of 2 foreign partitions .*, 2 cannot be hashed/,
    );
  });

  it('may hold some of its rows in production itself, its columns in another order', async () => {
    const [north] = production.leaves;
    const definition = 'id bigint not null, name text, size int';
    await run(
      sides.backup,
      `create table mixed (${definition}, primary key (id))`,
      `insert into mixed select i, 'n' || i, i from generate_series(1, 9000) i`,
    );
    await run(
      sides.live,
      `create table mixed (${definition}) partition by range (id)`,
      `create table mixed_here (size int, gone int, name text, id bigint not null)`,
      `alter table mixed_here drop column gone`,
      `insert into mixed_here select i, 'n' || i, i from generate_series(1, 3000) i`,
      `alter table mixed attach partition mixed_here for values from (minvalue) to (3001)`,
    );
    await leafOf(place, north, {
      name: 'mixed',
      definition: 'size int, id bigint not null, name text',
      fill: `select i, i, 'n' || i from generate_series(3001, 9000) i`,
      bounds: '(3001) to (maxvalue)',
    });
    await run(sides.live, `update mixed_here set name = 'x' where id = 3`);
    await run(north, `update mixed set size = 0 where id = 8999`);
    const found = await compareCells(sides, { table: 'mixed', key: ['id'] });
    assert.deepEqual(lines(found).toSorted(), ['changed 3: name', 'changed 8999: size'].toSorted());
  });

  it('is matched by a key of text and of several columns', async () => {
    const [north, south] = production.leaves;
    const definition = 'town text not null, no int not null, what text';
    const fill = (from: number, to: number): string =>
      `select 't' || i % 10, i, 'w' || i from generate_series(${from}, ${to}) i`;
    await run(
      sides.backup,
      `create table towns (${definition}, primary key (town, no))`,
      `insert into towns ${fill(1, 9000)}`,
    );
    await run(sides.live, `create table towns (${definition}) partition by list ((no % 2))`);
    for (const [at, leaf] of [north, south].entries()) {
      await run(
        leaf,
        `create table towns (${definition})`,
        `insert into towns ${fill(1, 9000)} where i % 2 = ${at}`,
      );
      await run(
        sides.live,
        `create foreign table towns_${at} partition of towns for values in (${at})
           server ${leaf.name} options (table_name 'towns')`,
      );
    }
    await run(
      south,
      `update towns set what = 'x' where no = 77`,
      `delete from towns where no = 79`,
    );
    const found = await compareCells(sides, { table: 'towns' });
    assert.deepEqual(lines(found).toSorted(), ['changed t7 77: what', 'missing t9 79'].toSorted());
  });
});
