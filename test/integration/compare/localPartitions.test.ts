import assert from 'node:assert/strict';
import { testServer } from '../../support/postgres';
import {
  compareCells,
  conflictLines,
  type Connections,
  type Found,
  lines,
  run,
  twoDatabases,
} from './sides';

let sides: Connections;

/** The same rows on both sides, in partitions of other borders, with columns in another order. */
before(async () => {
  sides = await twoDatabases();
  const fill = `insert into visits (code, day, v)
    select 'c' || i, date '2026-01-01' + i % 360, 'v' || i from generate_series(1, 12000) i`;
  await run(
    sides.backup,
    `create table visits (code text, day date, v text, primary key (code, day)) partition by range (day)`,
    `create table visits_early partition of visits for values from (minvalue) to ('2026-03-01')`,
    `create table visits_late partition of visits for values from ('2026-03-01') to (maxvalue)`,
    fill,
  );
  await run(
    sides.live,
    `create table visits (code text, day date, v text, primary key (code, day)) partition by range (day)`,
    `create table visits_spring (v text, gone int, code text not null, day date not null)`,
    `alter table visits_spring drop column gone`,
    `alter table visits attach partition visits_spring for values from (minvalue) to ('2026-05-01')`,
    `create table visits_rest partition of visits default partition by hash (code)`,
    `create table visits_rest_0 partition of visits_rest for values with (modulus 3, remainder 0)`,
    `create table visits_rest_1 partition of visits_rest for values with (modulus 3, remainder 1)`,
    `create table visits_rest_2 partition of visits_rest for values with (modulus 3, remainder 2)`,
    `create table visits_none partition of visits for values from ('2030-01-01') to ('2031-01-01')`,
    fill,
    // From spring to the rest, and back.
    `update visits set day = '2026-12-01' where code in ('c10', 'c20')`,
    `update visits set day = '2026-01-02' where code = 'c350'`,
    `update visits set v = 'other' where code in ('c30', 'c300')`,
    `delete from visits where code in ('c40', 'c310')`,
    `insert into visits values ('x1', '2026-01-01', 'x'), ('x2', '2026-12-01', 'x')`,
  );
});

/** All that the operator sees of it; rows that share a key have no order. */
function seen(found: Found): unknown {
  const { comparison, changes } = found;
  return { rows: comparison.rows, changes, conflicts: conflictLines(found).toSorted() };
}

describe('A table partitioned in one database', () => {
  it('is found over three connections exactly as over one, its rows in other partitions or moved', async () => {
    const alone = await compareCells(sides, { table: 'visits' });
    const together = await compareCells(sides, { table: 'visits', connections: 3 });
    assert.deepEqual(
      lines(together).toSorted(),
      [
        ...['missing c10 2026-01-11', 'extra c10 2026-12-01', 'missing c20 2026-01-21'],
        ...['extra c20 2026-12-01', 'missing c350 2026-12-17', 'extra c350 2026-01-02'],
        ...['changed c30 2026-01-31: v', 'changed c300 2026-10-28: v', 'missing c40 2026-02-10'],
        ...['missing c310 2026-11-07', 'extra x1 2026-01-01', 'extra x2 2026-12-01'],
      ].toSorted(),
    );
    assert.equal(together.comparison.rows.identical, 11_993);
    assert.deepEqual(together.comparison.connections, { backup: 3, live: 3 });
    assert.deepEqual(seen(together), seen(alone));
  });

  it('shows a row that moved as changed, where the key does not say in which partition it lies', async () => {
    const request = { table: 'visits', key: ['code'] };
    const alone = await compareCells(sides, request);
    const together = await compareCells(sides, { ...request, connections: 3 });
    assert.deepEqual(
      lines(together).toSorted(),
      [
        ...['changed c10: day', 'changed c20: day', 'changed c350: day', 'changed c30: v'],
        ...['changed c300: v', 'missing c40', 'missing c310', 'extra x1', 'extra x2'],
      ].toSorted(),
    );
    assert.deepEqual(seen(together), seen(alone));
  });

  it('is read as a whole by a role from which a policy would hide rows of one of its partitions', async () => {
    const role = await (await testServer()).createRole('by_the_parent', '');
    await run(
      sides.live,
      `grant select on all tables in schema public to by_the_parent`,
      `alter table visits_spring enable row level security`,
    );
    const alone = await compareCells(sides, { table: 'visits' });
    const live = { ...role, database: sides.live.database };
    const request = { table: 'visits', connections: 3 };
    assert.deepEqual(seen(await compareCells({ ...sides, live }, request)), seen(alone));
  });

  it('shows a key that two of its partitions hold as a conflict, however many read it', async () => {
    const request = { table: 'visits', key: ['code'] };
    await run(sides.live, `insert into visits values ('c50', '2026-12-24', 'v50')`);
    try {
      const alone = await compareCells(sides, request);
      const together = await compareCells(sides, { ...request, connections: 3 });
      assert.equal(alone.comparison.rows.liveConflicts, 2);
      assert.deepEqual(seen(together), seen(alone));
    } finally {
      await run(sides.live, `delete from visits where code = 'c50' and day = '2026-12-24'`);
    }
  });
});
