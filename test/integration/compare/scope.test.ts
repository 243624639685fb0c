import assert from 'node:assert/strict';
import { RecoveryError } from '../../../src/core/errors';
import type { Period, Scope } from '../../../src/core/diff/scope';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { tryScope } from '../../../src/engine/scopes';
import { connected, quiet } from '../../support/postgres';
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
      ...{ missing: 0, changed: backup, extra: 0, conflicts: 0, liveConflicts: 0 },
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
      ...{ missing: 1, changed: 1, extra: 1, conflicts: 0, liveConflicts: 0 },
    });
  });

  it('may be empty', async () => {
    const { rows } = await compare(sides, { table, where: 'false' });
    assert.deepEqual([rows.backup, rows.live, rows.identical], [0, 0, 0]);
  });

  it('over a column that the dump has not is refused before anything is restored', async () => {
    await run(
      sides.live,
      `create table since (id int primary key, day date, closed date, "of late" boolean) partition by hash (id)`,
      `create table since_all partition of since for values with (modulus 1, remainder 0)`,
    );
    const tried = (scope: Scope, backup?: readonly string[]): Promise<void> =>
      tryScope(
        sides.live,
        { table: parseTableName('since'), key: undefined, scope, backup, map: [] },
        quiet.signal,
      );
    const over = (condition: string): Scope => ({ rows: 'matching', condition });
    const known = ['id', 'day'];
    await tried(over(`closed is null`));
    await tried(over(`since.day is null and xmin is not null`), known);
    for (const condition of ['closed is null', 'since."of late"', 'day > closed']) {
      await assert.rejects(tried(over(condition), known), {
        code: 'usage',
        message: 'The condition is over a column that the backup does not have.',
        hint: 'Only production has: closed, of late.',
      });
    }
    const period = { column: 'closed', from: '2026-03-01' };
    await assert.rejects(tried({ rows: 'matching', period }, known), /only in production/);
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

async function assertUnusable(scope: Scope, words: RegExp, of = table): Promise<void> {
  await assert.rejects(compare(sides, { table: of, scope }), (error: unknown) => {
    assert.ok(error instanceof RecoveryError, String(error));
    assert.equal(error.code, 'usage');
    assert.match(error.message, words);
    return true;
  });
}

function during(period: Period): Scope {
  return { rows: 'matching', period };
}

/** How often production has used an index since the last time that this was asked. */
async function indexScans(index: string): Promise<number> {
  return connected(sides.live, async (session) => {
    // What sessions did is counted soon after they end.
    await session.query(`select pg_sleep(0.7)`);
    const [scans] = await session.row(
      `select idx_scan::text from pg_stat_user_indexes where indexrelname = $1`,
      [index],
    );
    return Number(scans);
  });
}

describe('A scope of a period', () => {
  before(async () => {
    await onBoth(
      sides,
      `create table events (id int primary key, day date, at timestamp, tz timestamptz, name text)`,
      `insert into events
         select i, date '2026-01-01' + i, timestamp '2026-01-01 12:00' + i * interval '1 day',
                timestamptz '2026-01-01 00:00+00' + i * interval '1 day', 'n'
           from generate_series(0, 364) i`,
      `insert into events values (1000, null, null, null, 'never')`,
    );
  });

  it('begins with its first day and ends before its last', async () => {
    const period = { column: 'day', from: '2026-03-01', to: '2026-04-01' };
    const { rows, scope } = await compare(sides, { table: 'events', scope: during(period) });
    assert.equal(rows.backup, 31);
    assert.deepEqual(scope, during(period));
  });

  it('may be open at either end, and holds no row without a date', async () => {
    const since = await compare(sides, {
      table: 'events',
      scope: during({ column: 'day', from: '2026-12-30' }),
    });
    assert.equal(since.rows.backup, 2);
    const until = await compare(sides, {
      table: 'events',
      scope: during({ column: 'at', to: '2026-01-03 12:00' }),
    });
    assert.equal(until.rows.backup, 2);
  });

  it('reads moments without a zone as UTC, and says how it read them', async () => {
    const from = '2026-06-01 02:00+02';
    const { rows, scope } = await compare(sides, {
      table: 'events',
      scope: during({ column: 'tz', from, to: '2026-06-03' }),
    });
    assert.equal(rows.backup, 2);
    assert.deepEqual(
      scope,
      during({ column: 'tz', from: '2026-06-01 00:00:00+00', to: '2026-06-03 00:00:00+00' }),
    );
  });

  it('and of a condition holds the rows that satisfy both', async () => {
    const period = { column: 'day', from: '2026-03-01' };
    const scope: Scope = { rows: 'matching', period, condition: 'id < 61 or id > 400' };
    assert.equal((await compare(sides, { table: 'events', scope })).rows.backup, 2);
  });

  it('calls rows that were moved out of it changed, neither missing nor extra', async () => {
    await run(sides.live, `update events set day = day + 365 where day >= '2026-11-01'`);
    const scope = during({ column: 'day', from: '2026-11-01', to: '2027-01-01' });
    const { rows } = await compare(sides, { table: 'events', scope });
    assert.deepEqual([rows.missing, rows.changed, rows.extra], [0, 61, 0]);
  });

  it('uses an index of its column where the period is short', async () => {
    const stays = `create table long (id int primary key, day date not null);
      insert into long select i, date '2000-01-01' + i / 10 from generate_series(1, 50000) i;
      create index long_day on long (day); analyze long`;
    await run(sides.backup, stays);
    await run(sides.live, stays);
    const before = await indexScans('long_day');
    const scope = during({ column: 'day', from: '2003-01-01', to: '2003-01-08' });
    assert.equal((await compare(sides, { table: 'long', scope })).rows.backup, 70);
    assert.ok((await indexScans('long_day')) > before);
  });

  it('is refused with a sentence before anything is read', async () => {
    for (const [period, words] of [
      [{ column: 'day' }, /neither a beginning nor an end/],
      [{ column: 'day', from: 'soon' }, /production: invalid input syntax for type date: "soon"/],
      [{ column: 'day', from: '2026-02-30' }, /out of range/],
      [{ column: 'day', from: '2026-03-01 12:00' }, /day holds days without a time/],
      [{ column: 'at', from: '2026-03-01 12:00+02' }, /at holds times without a zone/],
      [{ column: 'day', from: '2026-03-01', to: '2026-03-01' }, /ends before it begins/],
      [{ column: 'name', from: '2026-03-01' }, /name is of type text in production; periods are/],
      [{ column: 'nothing', from: '2026-03-01' }, /There is no column nothing in production/],
      [{ column: 'day', from: '\ud800' }, /no text of PostgreSQL can hold/],
      [{ column: 'day', from: `2026-01-01' or 'a' = 'a` }, /invalid input syntax for type date/],
    ] as const) {
      await assertUnusable(during(period), words, 'events');
    }
  });

  it('or a condition of a column that one side has not is refused with a sentence', async () => {
    await run(sides.backup, `create table grown (id int primary key, was date)`);
    await run(sides.live, `create table grown (id int primary key, "is" date)`);
    const from = '2026-03-01';
    await assertUnusable(during({ column: 'is', from }), /is is only in production/, 'grown');
    await assertUnusable(
      { rows: 'matching', condition: `"is" is null` },
      /The condition is over a column that the backup does not have/,
      'grown',
    );
    await assertUnusable(
      { rows: 'matching', condition: `was is null` },
      /cannot be used on production: column "was" does not exist/,
      'grown',
    );
  });
});

describe('A scope of a period of a column that was renamed', () => {
  it('holds the rows of either name', async () => {
    await run(sides.backup, `create table renamed (id int primary key, was date)`);
    await run(sides.live, `create table renamed (id int primary key, day date)`);
    await onBoth(
      sides,
      `insert into renamed select i, date '2026-01-01' + i from generate_series(1, 9) i`,
    );
    await run(sides.live, `delete from renamed where id = 5`);
    const { rows } = await compare(sides, {
      ...{ table: 'renamed', map: [{ backup: 'was', live: 'day' }] },
      scope: during({ column: 'day', from: '2026-01-05', to: '2026-01-08' }),
    });
    assert.deepEqual([rows.backup, rows.missing], [3, 1]);
  });
});

describe('A scope of keys', () => {
  const many = 40_000;

  before(async () => {
    await onBoth(
      sides,
      `create table parcels (town text, no int, v text, primary key (town, no))`,
      `insert into parcels select 't' || i % 7, i, 'v' from generate_series(1, ${many}) i`,
    );
    await run(
      sides.live,
      `delete from parcels where no = 14`,
      `update parcels set v = 'w' where no in (15, 16)`,
      `insert into parcels values ('t0', 0, 'new'), ('t1', 0, 'not asked for')`,
    );
  });

  it('compares these rows alone, each once, however its key is written', async () => {
    const keys = ['t0\t14', 't1\t15', 't1\t0015', 't0\t7', 't0\t0', 'none\t1'];
    const scope: Scope = { rows: 'keys', keys: keys.map((key) => key.split('\t')) };
    const found = await compareCells(sides, { table: 'parcels', scope });
    assert.deepEqual(lines(found), ['extra t0 0', 'missing t0 14', 'changed t1 15: v']);
    assert.deepEqual(found.comparison.rows, {
      ...{ backup: 3, live: 3, identical: 1 },
      ...{ missing: 1, changed: 1, extra: 1, conflicts: 0, liveConflicts: 0 },
    });
  });

  it('looks thousands up by the key’s index, not by a scan', async () => {
    const keys = Array.from({ length: 5000 }, (_, i) => [`t${(i + 1) % 7}`, String(i + 1)]);
    const before = await indexScans('parcels_pkey');
    const { rows } = await compare(sides, { table: 'parcels', scope: { rows: 'keys', keys } });
    assert.deepEqual([rows.backup, rows.missing, rows.changed, rows.extra], [5000, 1, 2, 0]);
    assert.ok((await indexScans('parcels_pkey')) - before >= 5000);
  });

  it('is refused with a sentence where a key is none of the table', async () => {
    await assertUnusable({ rows: 'keys', keys: [] }, /names no key/, 'parcels');
    await assertUnusable(
      { rows: 'keys', keys: [['t1', '1'], ['t1']] },
      /Key 2 of the list has 1 value where the table’s key has 2/,
      'parcels',
    );
    await assertUnusable(
      { rows: 'keys', keys: [['t1', 'x']] },
      /list of keys cannot be used on production: invalid input syntax for type bigint: "x"/,
      'parcels',
    );
  });
});
