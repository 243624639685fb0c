import assert from 'node:assert/strict';
import { RecoveryError } from '../../../src/core/errors';
import { compare, compareCells, type Connections, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;
const table = 'visits';
const march = `day >= '2026-03-01' and day < '2026-04-01'`;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create table visits (id int primary key, day date not null, v text)`,
    `insert into visits select i, date '2026-01-01' + i % 365, 'v' from generate_series(1, 2000) i`,
  );
});

async function assertNoCondition(where: string): Promise<void> {
  await assert.rejects(
    compare(sides, { table, where }),
    (error: unknown) => error instanceof RecoveryError && error.code === 'usage',
    where,
  );
}

describe('A scope', () => {
  it('on the very column that was damaged calls the shifted rows changed, neither missing nor extra', async () => {
    await run(sides.live, `update visits set day = day + 365 where ${march}`);
    const { rows } = await compare(sides, { table, where: march });
    const { backup } = rows;
    assert.ok(backup > 150);
    assert.deepEqual(rows, {
      ...{ backup, live: backup, identical: 0 },
      ...{ missing: 0, changed: backup, extra: 0, conflicts: 0 },
    });
  });

  it('holds what either side has in it: missing, extra, changed and identical rows', async () => {
    await run(
      sides.live,
      `delete from visits where id = 1`,
      `insert into visits values (9001, '2026-01-02', 'new'), (9002, '2026-06-06', 'not in scope')`,
      `update visits set v = 'w' where id = 366`,
      `delete from visits where id = 200`,
    );
    const where = `visits.day = '2026-01-02' -- and a comment`;
    const found = await compareCells(sides, { table, where });
    assert.deepEqual(lines(found), ['missing 1', 'changed 366: v', 'extra 9001']);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 6, live: 6, identical: 4 },
      ...{ missing: 1, changed: 1, extra: 1, conflicts: 0 },
    });
  });

  it('may be empty', async () => {
    const { rows } = await compare(sides, { table, where: 'false' });
    assert.deepEqual([rows.backup, rows.live, rows.identical], [0, 0, 0]);
  });

  it('is one condition, not a way to say something else', async () => {
    for (const where of [
      '',
      'id',
      'nothing = 1',
      'true) or (true',
      'true) t; drop table visits; --',
      'true; drop table visits',
      'true order by 1',
      'true limit 1',
      'true /*',
      `'`,
      'true union select 1',
      '$1 is null',
    ]) {
      await assertNoCondition(where);
    }
    assert.ok((await compare(sides, { table })).rows.backup > 0, 'the table is still there');
  });

  it('cannot write', async () => {
    await run(sides.live, `create sequence public.counter`);
    await run(sides.backup, `create sequence public.counter`);
    await assert.rejects(
      compare(sides, { table, where: `nextval('public.counter') > 0` }),
      (error: unknown) => error instanceof RecoveryError && error.sqlstate === '25006',
    );
  });
});
