import assert from 'node:assert/strict';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import type { ProgressStep } from '../../../src/recovery/work';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, quiet, testServer } from '../../support/postgres';
import {
  all,
  compare,
  compareCells,
  type Connections,
  lines,
  onBoth,
  run,
  twoDatabases,
  withSnapshots,
} from './sides';

const rows = 60_000;
let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create table visits (k uuid primary key, n int, v text)`,
    `insert into visits select md5(i::text)::uuid, i, repeat('v', 40) from generate_series(1, ${rows}) i`,
  );
  await run(
    sides.live,
    `update visits set v = 'other' where n % 6000 = 7`,
    `delete from visits where n % 20000 = 9`,
    `insert into visits select md5(i::text)::uuid, i, 'new' from generate_series(${rows} + 1, ${rows} + 2) i`,
  );
});

/** How far the comparison says that it is, phase by phase: parts of the whole, as they come. */
async function partsOf(of: Connections, table: string): Promise<Record<string, number[]>> {
  const steps: ProgressStep[] = [];
  await compare(of, { table }, { ...quiet, progress: (step) => steps.push(step) });
  const parts: Record<string, number[]> = {};
  for (const { phase, done, total } of steps) {
    (parts[phase] ??= []).push(done / (total ?? Infinity));
  }
  return parts;
}

function assertMoves(parts: readonly number[] = []): void {
  assert.ok(parts.length > 20, `${parts.length} reports`);
  assert.ok(
    parts.every((part, index) => part < 1 && part >= (parts[index - 1] ?? 0)),
    parts.join(),
  );
  const steps = parts.map((part, index) => part - (parts[index - 1] ?? 0));
  assert.ok(Math.max(...steps) < 0.25, parts.join());
  assert.ok((parts.at(-1) ?? 0) > 0.9, parts.join());
}

describe('A scan by buckets', () => {
  it('says how far it is while it runs, as it compares and as it looks for the rows', async () => {
    const parts = await partsOf(sides, 'visits');
    assert.deepEqual(Object.keys(parts), ['comparing', 'finding the rows that differ']);
    assertMoves(parts['comparing']);
    assertMoves(parts['finding the rows that differ']);
  });

  it('says so also to a role that wants to see no notices', async () => {
    const role = await (await testServer()).createRole('unnoticed', '');
    await run(
      sides.live,
      `alter role unnoticed set client_min_messages = 'error'`,
      `grant select on visits to unnoticed`,
    );
    const live = { ...role, database: sides.live.database };
    assertMoves((await partsOf({ ...sides, live }, 'visits'))['comparing']);
  });

  it('says so of tables that were never analysed, and of partitioned and inherited ones', async () => {
    const fill = (table: string): string =>
      `insert into ${table} select md5(i::text)::uuid, i, repeat('v', 40) from generate_series(1, ${rows}) i`;
    await onBoth(
      sides,
      `create table fresh (like visits including all) with (autovacuum_enabled = off)`,
      fill('fresh'),
      `create table parted (k uuid primary key, n int, v text) partition by hash (k)`,
      `create table parted_0 partition of parted for values with (modulus 3, remainder 0)`,
      `create table parted_1 partition of parted for values with (modulus 3, remainder 1)`,
      `create table parted_2 (v text, n int, k uuid not null)`,
      `alter table parted attach partition parted_2 for values with (modulus 3, remainder 2)`,
      fill('parted'),
    );
    for (const table of ['fresh', 'parted']) {
      assertMoves((await partsOf(sides, table))['comparing']);
    }
  });
});

describe('A table that is large beside the server’s buffers', () => {
  before(async () => {
    await onBoth(
      sides,
      `create table large with (fillfactor = 10) as
       select md5(i::text)::uuid k, i n, repeat('v', 60) v from generate_series(1, ${rows}) i`,
      `alter table large add primary key (k)`,
    );
    await run(sides.live, `update large set v = 'other' where n % 6000 = 7`);
  });

  it('is scanned with an estimate of how far each scan is', async () => {
    const { comparing = [], ...others } = await partsOf(sides, 'large');
    const finding = others['finding the rows that differ'] ?? [];
    for (const parts of [comparing, finding]) {
      assert.ok(parts.length > 50, `${parts.length} reports`);
      assert.ok(parts.every((part, index) => part < 1 && part >= (parts[index - 1] ?? 0)));
    }
    assert.ok(Math.max(...comparing) > 0.5, comparing.join());
    // Two scans look for them: the second tells how far it is, too.
    assert.ok(finding.filter((part) => part > 0.5).length > 5, finding.join());
    assert.ok(Math.max(...finding) > 0.75, finding.join());
  });

  it('does not push out of them what others need there', async function () {
    if (!(await connected(sides.live, canSeeBuffers))) {
      this.skip();
    }
    await compare(sides, { table: 'large' });
    const [pages, buffered] = await connected(sides.live, (session) => session.row(buffersQuery));
    assert.ok(Number(buffered) < Number(pages) / 3, `${buffered} of ${pages} pages`);
  });

  it('is shared out to several connections all the same', async () => {
    const { comparison, ...found } = await compareCells(sides, { table: 'large', connections: 2 });
    assert.deepEqual(comparison.connections, { backup: 2, live: 2 });
    assert.deepEqual(comparison.notices, []);
    assert.equal(lines({ comparison, ...found }).length, 10);
  });
});

async function canSeeBuffers(session: Session): Promise<boolean> {
  const found = await session.rows(
    `select from pg_available_extensions where name = 'pg_buffercache'`,
  );
  if (found.length > 0) {
    await session.query('create extension pg_buffercache');
  }
  return found.length > 0;
}

const buffersQuery = `
  select pg_relation_size('large') / 8192, count(*)
    from pg_buffercache
   where relfilenode = pg_relation_filenode('large')
     and reldatabase = (select oid from pg_database where datname = current_database())`;

describe('Several connections to a table whose key is no number', () => {
  it('each read their share of its pages, and find what one finds', async () => {
    const alone = await compareCells(sides, { table: 'visits' });
    const together = await compareCells(sides, { table: 'visits', connections: 3 });
    assert.equal(lines(alone).length, 15);
    assert.deepEqual(lines(together), lines(alone));
    assert.deepEqual([alone.comparison.rows.backup, alone.comparison.rows.live], [rows, rows - 1]);
    assert.deepEqual(together.comparison.rows, alone.comparison.rows);
    assert.deepEqual(together.comparison.connections, { backup: 3, live: 3 });
  });

  it('see one moment, while others write to every page of the table', async () => {
    const table = { schema: 'public', name: 'visits' };
    const alone = await compare(sides, { table: 'visits' });
    await withSnapshots(sides, async (snapshots) => {
      for (const side of ['backup', 'live'] as const) {
        await snapshots[side].findTable(table, quiet.signal);
        await snapshots[side].addConnections(2, quiet.signal);
      }
      const writing = connected(sides.live, async (session) => {
        for (let round = 0; round < 3; round++) {
          await session.query(`update visits set v = v || 'x' where n % 10 = $1::int`, [
            `${round}`,
          ]);
          await session.query(
            `insert into visits select gen_random_uuid(), -1, 'later' from generate_series(1, 3000)`,
          );
        }
      });
      const comparison = await compareTable({ ...snapshots, table }, quiet);
      const { sessions } = await sessionsThatRead(sides.live.database);
      await writing;
      assert.equal(sessions, 3, 'sessions that have read pages of their own');
      assert.deepEqual(comparison.rows, alone.rows);
      const keys = async (of: typeof alone) => (await all(of.differences)).map(({ key }) => key);
      assert.deepEqual(await keys(comparison), await keys(alone));
    });
  });

  it('share a table of very many partitions, which one alone reads as a whole', async () => {
    const fill = `insert into days select md5(i::text), i from generate_series(1, 20000) i`;
    await run(sides.backup, `create table days (k text primary key, n int)`, fill);
    await run(
      sides.live,
      `create table days (k text primary key, n int) partition by hash (k)`,
      `do $$ begin
         for i in 0 .. 519 loop
           execute format('create table days_%s partition of days for values with (modulus 520, remainder %s)', i, i);
         end loop;
       end $$`,
      fill,
      `update days set n = -n where n % 5000 = 7`,
    );
    for (const connections of [1, 3]) {
      const { comparison, ...found } = await compareCells(sides, { table: 'days', connections });
      assert.deepEqual(comparison.connections, { backup: connections, live: connections });
      assert.equal(comparison.rows.identical, 19_996);
      assert.equal(lines({ comparison, ...found }).length, 4);
    }
  });

  it('find what lies in children of a table, whose columns are others and in another order', async () => {
    await onBoth(
      sides,
      `create table base (k uuid primary key, n int)`,
      `create table child (more text, n int, k uuid primary key)`,
      `alter table child inherit base`,
      `insert into base select md5(i::text)::uuid, i from generate_series(1, 20000) i`,
      `insert into child (k, n) select md5(i::text)::uuid, i from generate_series(20001, 40000) i`,
    );
    await run(
      sides.live,
      `update base set n = -n where n in (7, 30000)`,
      `delete from child where n = 30001`,
    );
    for (const connections of [1, 3]) {
      const { rows: found } = await compare(sides, { table: 'base', connections });
      assert.deepEqual([found.changed, found.missing, found.identical], [2, 1, 39_997]);
    }
  });
});

/** How many of the program's sessions ran a statement over pages last. */
async function sessionsThatRead(database: string): Promise<{ readonly sessions: number }> {
  return connected({ ...sides.live, database }, async (session) => {
    const [count] = await session.row(
      `select count(*)
         from pg_stat_activity
        where datname = $1
          and application_name = 'pra'
          and pid <> pg_backend_pid()
          and query like '%to_tsquery%'`,
      [database],
    );
    return { sessions: Number(count) };
  });
}
