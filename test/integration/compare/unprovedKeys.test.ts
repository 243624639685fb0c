import assert from 'node:assert/strict';
import {
  compareCells,
  conflictLines,
  type Connections,
  lines,
  onBoth,
  run,
  twoDatabases,
} from './sides';

const rows = 20_000;
let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

describe('A table of which no constraint says that its key is unique', () => {
  it('is compared by hashes of many rows all the same, over several connections too', async () => {
    await onBoth(
      sides,
      `create table visits (code text, v text)`,
      `insert into visits select 'c' || i, 'v' || i from generate_series(1, ${rows}) i`,
    );
    await run(
      sides.live,
      `update visits set v = 'other' where code in ('c7', 'c8')`,
      `delete from visits where code = 'c9'`,
      `insert into visits values ('x', 'x')`,
    );
    for (const connections of [1, 3]) {
      const request = { table: 'visits', key: ['code'], connections };
      const found = await compareCells(sides, request);
      assert.deepEqual(
        lines(found).toSorted(),
        ['changed c7: v', 'changed c8: v', 'missing c9', 'extra x'].toSorted(),
      );
      assert.deepEqual(found.comparison.connections, { backup: connections, live: connections });
      assert.ok(found.comparison.bytesReceived < rows * 20);
    }
  });

  it('shows two equal rows that became two other equal ones, which XOR would not see', async () => {
    await onBoth(
      sides,
      `create table pairs (id int, v text)`,
      `insert into pairs select i, 'v' from generate_series(1, ${rows}) i`,
      `insert into pairs select i, 'v' from generate_series(1, 100) i`,
      `insert into pairs values (null, 'v'), (null, 'v')`,
    );
    await run(
      sides.live,
      `update pairs set v = 'w' where id = 50`,
      `update pairs set v = 'w' where id is null`,
    );
    const found = await compareCells(sides, { table: 'pairs', key: ['id'] });
    assert.deepEqual(lines(found), []);
    assert.deepEqual(
      conflictLines(found).toSorted(),
      [
        ...['backup 50: 50|v', 'backup 50: 50|v', 'live 50: 50|w', 'live 50: 50|w'],
        ...['backup : NULL|v', 'backup : NULL|v', 'live : NULL|w', 'live : NULL|w'],
      ].toSorted(),
    );
    // Rows that share a key and are the same on both sides are no conflict.
    assert.equal(found.comparison.rows.identical, rows + 100 - 2);
  });

  it('shows rows of an inheritance tree that hold one key twice, and all that differs in it', async () => {
    await onBoth(
      sides,
      `create table base (k bigint primary key, v text)`,
      `create table child (more text, primary key (k)) inherits (base)`,
      `insert into base select i, 'v' from generate_series(1, ${rows}) i`,
      `insert into child (k, v) select i, 'v' from generate_series(${rows}, ${2 * rows}) i`,
    );
    await run(
      sides.live,
      `update base set v = 'w' where k in (7, ${rows + 7})`,
      `update only child set v = 'w' where k = ${rows}`,
      `delete from child where k = ${rows + 8}`,
    );
    for (const connections of [1, 2]) {
      const found = await compareCells(sides, { table: 'base', connections });
      assert.deepEqual(
        lines(found).toSorted(),
        ['changed 7: v', `changed ${rows + 7}: v`, `missing ${rows + 8}`].toSorted(),
      );
      assert.deepEqual(
        [found.comparison.rows.conflicts, found.comparison.rows.liveConflicts],
        [2, 2],
      );
      assert.deepEqual(found.comparison.connections, { backup: connections, live: connections });
    }
  });
});
