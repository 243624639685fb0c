import assert from 'node:assert/strict';
import { keyNamesOf } from '../../../src/core/diff/comparedTable';
import { testServer } from '../../support/postgres';
import {
  compare,
  compareCells,
  type Connections,
  conflictLines,
  lines,
  onBoth,
  run,
  twoDatabases,
} from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

describe('A key that does not tell rows apart', () => {
  it('is a conflict where its rows are not the same on both sides, and none where they are', async () => {
    await onBoth(
      sides,
      `create table visits (day int, who text, v text)`,
      `insert into visits
       values (1, 'ann', 'a'), (1, 'ann', 'b'), (2, 'bob', 'a'), (2, 'bob', 'a'), (3, 'cid', 'x'),
              (4, 'dan', 'x'), (5, 'eve', 'x')`,
    );
    await run(
      sides.live,
      `update visits set v = 'c' where v = 'b'`,
      `insert into visits values (3, 'cid', 'x')`,
      `delete from visits where day = 4`,
      `update visits set v = 'y' where day = 5`,
    );
    const found = await compareCells(sides, { table: 'visits', key: ['day', 'who'] });
    assert.deepEqual(lines(found), ['missing 4 dan', 'changed 5 eve: v']);
    assert.deepEqual(conflictLines(found).toSorted(), [
      ...['backup 1 ann: 1|ann|a', 'backup 1 ann: 1|ann|b', 'backup 3 cid: 3|cid|x'],
      ...['live 1 ann: 1|ann|a', 'live 1 ann: 1|ann|c'],
      ...['live 3 cid: 3|cid|x', 'live 3 cid: 3|cid|x'],
    ]);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 7, live: 7, identical: 2, missing: 1, changed: 1, extra: 0 },
      ...{ conflicts: 3, liveConflicts: 4 },
    });
  });

  it('because it is NULL is a conflict as well: nothing is equal to NULL', async () => {
    await onBoth(
      sides,
      `create table codes (code int unique, v text)`,
      `insert into codes values (null, 'same'), (1, 'a'), (2, 'b')`,
    );
    const same = await compareCells(sides, { table: 'codes', key: ['code'] });
    assert.equal(same.comparison.rows.identical, 3);
    await run(sides.live, `update codes set v = 'other' where code is null or code = 2`);
    const found = await compareCells(sides, { table: 'codes', key: ['code'] });
    assert.deepEqual(lines(found), ['changed 2: v']);
    assert.deepEqual(conflictLines(found), ['backup : NULL|same', 'live : NULL|other']);
    assert.deepEqual(found.conflicts[0]?.key, [null]);
  });

  it('is taken by itself where an index calls NULLs equal, and rows are told apart by it but for NULL', async function () {
    const { major } = await testServer();
    if (major < 15) {
      this.skip();
    }
    await onBoth(
      sides,
      `create table places (zone int, code text, v text)`,
      `create unique index on places (zone, code) nulls not distinct`,
      `create unique index on places (code)`,
      `insert into places values (null, 'x', 'a'), (1, null, 'b'), (1, 'y', 'c'), (2, 'z', 'd'), (3, 'w', 'e')`,
    );
    await run(
      sides.live,
      `update places set v = 'other' where code = 'y' or zone = 1 and code is null`,
      `delete from places where zone = 2`,
    );
    for (const where of [undefined, 'true']) {
      const found = await compareCells(sides, { table: 'places', ...(where ? { where } : {}) });
      assert.deepEqual(keyNamesOf(found.comparison.table.live), ['zone', 'code']);
      assert.deepEqual(lines(found).toSorted(), ['changed 1 y: v', 'missing 2 z']);
      assert.deepEqual(conflictLines(found), ['backup 1 : 1|NULL|b', 'live 1 : 1|NULL|other']);
      assert.equal(found.comparison.rows.identical, 2);
    }
  });

  it('keeps NULL and the empty text apart, in every place of the key', async () => {
    await onBoth(sides, `create table parts (a text, b text, v int)`);
    await run(
      sides.backup,
      `insert into parts values ('', null, 1), (null, '', 2), (null, null, 3)`,
    );
    await run(sides.live, `insert into parts values ('', null, 1), (null, '', 3), (null, null, 3)`);
    const found = await compareCells(sides, { table: 'parts', key: ['a', 'b'] });
    assert.deepEqual(conflictLines(found), ['backup  : NULL||2', 'live  : NULL||3']);
    assert.deepEqual(found.conflicts[0]?.key, [null, '']);
  });

  it('shows of each key a hundred rows a side, and counts all of them', async () => {
    await onBoth(
      sides,
      `create table crowd (k int, v int) partition by hash (v)`,
      `create table crowd_0 partition of crowd for values with (modulus 2, remainder 0)`,
      `create table crowd_1 partition of crowd for values with (modulus 2, remainder 1)`,
      `insert into crowd select 7, i from generate_series(1, 30000) i`,
    );
    await run(sides.live, `delete from crowd where v = 5`);
    const found = await compareCells(sides, { table: 'crowd', key: ['k'] });
    const sidesOf = found.conflicts.map(({ side }) => side);
    assert.deepEqual(
      [sidesOf.filter((side) => side === 'backup').length, sidesOf.length],
      [100, 200],
    );
    const { conflicts, liveConflicts, identical } = found.comparison.rows;
    assert.deepEqual([conflicts, liveConflicts, identical], [30_000, 29_999, 0]);
  });

  it('is told by the whole table, where a condition shows only one of its rows', async () => {
    await onBoth(
      sides,
      `create table shifts (k int, day int, v text)`,
      `insert into shifts values (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c'), (3, 1, 'd')`,
    );
    await run(
      sides.live,
      `update shifts set v = 'x' where day = 1 and k < 3`,
      `update shifts set day = 2 where k = 3`,
    );
    const found = await compareCells(sides, { table: 'shifts', key: ['k'], where: 'day = 1' });
    assert.deepEqual(lines(found), ['changed 2: v', 'changed 3: day']);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 4, live: 4, identical: 0, missing: 0, changed: 2, extra: 0 },
      ...{ conflicts: 2, liveConflicts: 2 },
    });
  });

  it('is none where both sides have the same rows of it, though a condition shows other ones of each', async () => {
    await onBoth(
      sides,
      `create table turns (k int, v text, seen int)`,
      `insert into turns values (1, 'a', 1), (1, 'b', 1), (2, 'c', 1), (2, 'd', 1), (2, 'e', 2), (null, 'f', 1)`,
    );
    await run(
      sides.live,
      `update turns set seen = 2 where k = 1`,
      `update turns set v = 'x' where v = 'd'`,
      `delete from turns where v = 'e'`,
    );
    const found = await compareCells(sides, {
      ...{ table: 'turns', key: ['k'], ignore: ['seen'], where: 'seen = 1' },
    });
    assert.deepEqual(conflictLines(found).toSorted(), [
      ...['backup 2: 2|c|1', 'backup 2: 2|d|1', 'backup 2: 2|e|2'],
      ...['live 2: 2|c|1', 'live 2: 2|x|1'],
    ]);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 6, live: 5, identical: 3, missing: 0, changed: 0, extra: 0 },
      ...{ conflicts: 3, liveConflicts: 2 },
    });
  });

  it('is counted beyond a thousand keys by the rows in the condition alone, which is said', async () => {
    await onBoth(
      sides,
      `create table throng (k int, v int)`,
      `insert into throng select k, v from generate_series(1, 1200) k, (values (1), (2), (9)) x (v)`,
    );
    await run(sides.live, `update throng set v = 3 where v = 2`);
    const request = { table: 'throng', key: ['k'] };
    const { rows, notices } = await compare(sides, { ...request, where: 'v <= 2' });
    assert.deepEqual([rows.conflicts, rows.liveConflicts], [1000 * 3 + 200 * 2, 1000 * 3 + 200]);
    assert.deepEqual(notices, [
      'Beyond the first 1,000 keys in conflict, 200 more are counted by the rows that satisfy the condition only: others may share their keys.',
    ]);
    assert.deepEqual((await compare(sides, request)).notices, [], 'all are counted without one');
  });

  it('because it is NULL is shown as far as a condition holds: NULL leads to no other row', async () => {
    await onBoth(
      sides,
      `create table unnamed (k int, v text)`,
      `insert into unnamed values (null, 'a'), (null, 'b')`,
    );
    await run(sides.live, `delete from unnamed where v = 'a'`);
    const request = { table: 'unnamed', key: ['k'], where: `v = 'a'` };
    const found = await compareCells(sides, request);
    assert.deepEqual(conflictLines(found), ['backup : NULL|a']);
    const { conflicts, liveConflicts } = found.comparison.rows;
    assert.deepEqual([conflicts, liveConflicts], [1, 0]);
  });

  it('may be that of an inheritance tree: a row of the parent and one of a child with the same id', async () => {
    await onBoth(
      sides,
      `create table tree (id int primary key, v text)`,
      `create table leaf () inherits (tree)`,
      `insert into tree select i, 'parent' from generate_series(1, 3000) i`,
      `insert into leaf values (7, 'same'), (8, 'parent'), (9, 'leaf')`,
    );
    await run(sides.live, `delete from leaf where id = 9`, `update leaf set v = 'x' where id = 8`);
    const found = await compareCells(sides, { table: 'tree' });
    assert.deepEqual(lines(found), []);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 3003, live: 3002, identical: 2999, missing: 0, changed: 0, extra: 0 },
      ...{ conflicts: 4, liveConflicts: 3 },
    });
  });
});
