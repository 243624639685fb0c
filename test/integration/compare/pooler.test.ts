import assert from 'node:assert/strict';
import type { Session } from '../../../src/postgres/connection/session';
import { type Pooler, type PoolerOptions, startPooler } from '../../support/pgbouncer';
import { connected, quiet } from '../../support/postgres';
import { compare, compareCells, type Connections, lines, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create table visits (id int primary key, at timestamptz, v numeric)`,
    `insert into visits select i, '2026-01-01 00:00+00', 1.0 from generate_series(1, 30000) i`,
    `create table keyed as select id::text k, at, v from visits`,
    `alter table keyed add primary key (k)`,
    // Few rows, each of them slow to hash: four megabytes, packed small.
    `create table slow as select 0 id, repeat('slow ', 800000) v`,
    `insert into slow select i, v from slow, generate_series(1, 1500) i`,
    `alter table slow add primary key (id)`,
    `analyze`,
  );
  await run(
    sides.live,
    ...['visits', 'keyed'].flatMap((table) => [
      `delete from ${table} where v = 1 and at is not null and ${table}::text like '(77,%'`,
      `update ${table} set v = 1.00 where ${table}::text like '(78,%'`,
      `update ${table} set at = at + interval '1 microsecond' where ${table}::text like '(79,%'`,
    ]),
  );
});

/** Production behind a pooler, which is stopped afterwards. */
async function pooled(
  options: Omit<PoolerOptions, 'server'>,
  use: (sides: Connections, pooler: Pooler) => Promise<void>,
): Promise<void> {
  const pooler = await startPooler({ ...options, server: sides.live });
  if (pooler) {
    try {
      await use({ ...sides, live: pooler.through(sides.live) }, pooler);
    } finally {
      await pooler.stop();
    }
  }
}

const found = ['missing 77', 'changed 78: v', 'changed 79: at'];

for (const mode of ['session', 'transaction'] as const) {
  describe(`Production behind a pooler of ${mode}s`, () => {
    it('is compared as on the server itself, over several sessions on one snapshot too', async () => {
      await pooled({ mode, size: 5 }, async (through) => {
        for (const table of ['visits', 'keyed']) {
          for (const connections of [1, 3]) {
            const { changes, comparison } = await compareCells(through, { table, connections });
            assert.deepEqual(lines({ changes, comparison }), found);
            assert.deepEqual([comparison.connections.live, comparison.notices], [connections, []]);
          }
        }
      });
    });

    it('gives its other clients no setting of the comparison', async () => {
      await pooled({ mode, size: 1 }, async (through) => {
        const settings = `
          select string_agg(name || '=' || setting, ' ' order by name)
            from pg_settings
           where name <> 'application_name'`;
        const asked = (): Promise<unknown> =>
          connected(through.live, (session) => session.row(settings));
        const earlier = await asked();
        await compareCells(through, { table: 'keyed' });
        assert.deepEqual(await asked(), earlier);
      });
    });
  });
}

describe('A pooler before production', () => {
  // Where a pooler drops a connection, its server ends the statement only a little later.
  beforeEach(() => until((count) => count === '0'));

  it('passes on that a statement is to stop: it ends within a second, and runs nowhere any more', async () => {
    await pooled({ mode: 'transaction', size: 2 }, async (through) => {
      // A request to stop that is lost now and then shows only over several of them.
      for (let turn = 1; turn <= 10; turn++) {
        const stop = new AbortController();
        const stopping = compare(through, { table: 'slow' }, { ...quiet, signal: stop.signal });
        const ending = assert.rejects(stopping, /enough/);
        await until((count) => count !== '0');
        const began = performance.now();
        stop.abort(new Error('enough'));
        await ending;
        await until((count) => count === '0');
        const took = performance.now() - began;
        assert.ok(took < 1000, `${took} ms in turn ${turn}`);
      }
    });
  });

  it('that has too few connections to share gives fewer sessions, which is said', async () => {
    const settings = ['query_wait_timeout = 1'];
    await pooled({ mode: 'transaction', size: 2, settings }, async (through) => {
      const { comparison, changes } = await compareCells(through, {
        table: 'visits',
        connections: 4,
      });
      assert.deepEqual(lines({ comparison, changes }), found);
      assert.equal(comparison.connections.live, 2);
      assert.match(comparison.notices.join(), /over 2 of 4 connections.*query_wait_timeout/);
    });
  });

  it('that gives each statement another connection is refused with a sentence', async () => {
    await pooled({ mode: 'statement', size: 2 }, async (through) => {
      await assert.rejects(compare(through, { table: 'visits' }), {
        code: 'connection-lost',
        message: /transaction blocks not allowed in statement pooling mode/,
        hint: /pooler/,
      });
    });
  });

  it('that ends long statements gives a sentence, never a wrong result', async () => {
    const settings = ['query_timeout = 1'];
    await pooled({ mode: 'transaction', size: 2, settings }, async (through) => {
      await assert.rejects(compare(through, { table: 'slow' }), {
        code: 'connection-lost',
        message: /query timeout/,
      });
    });
  });

  it('that ends long statements says so whatever is read, and however far it was', async () => {
    // A row is as long as four buffers of the server, which keeps the end of each until the next one.
    const rows = `select repeat('slow ', 8000), pg_sleep(0.3) from generate_series(1, 20)`;
    const writes = `insert into slow select -i, repeat('slow ', 8000) || pg_sleep(0.3) from generate_series(1, 20) i`;
    const ways: readonly ((session: Session) => Promise<unknown>)[] = [
      (session) => session.query(rows),
      (session) => session.rows(`${rows} where $1 <> ''`, ['x']),
      (session) => session.rowsOfEach(['select 1', rows]),
      (session) => session.script(writes),
      (session) => session.copied(`copy (${rows}) to stdout`, () => undefined),
    ];
    const settings = ['query_timeout = 1'];
    await pooled({ mode: 'transaction', size: 5, settings }, async ({ live }) => {
      for (const way of ways) {
        await connected(live, async (session) => {
          const told = { code: 'connection-lost', message: /query timeout/, hint: /pooler/ };
          await assert.rejects(way(session), told);
          await assert.rejects(session.query('select 1'), told);
        });
      }
    });
  });

  it('that goes away gives a sentence, never a wrong result', async () => {
    await pooled({ mode: 'transaction', size: 2 }, async (through, pooler) => {
      const ending = assert.rejects(compare(through, { table: 'slow' }), {
        code: 'connection-lost',
      });
      await until((count) => count !== '0');
      await pooler.stop();
      await ending;
    });
  });
});

const runningQuery = `
  select count(*)::text
    from pg_stat_activity
   where state = 'active'
     and query like '%"slow"%'
     and pid <> pg_backend_pid()
     and datname = current_database()`;

async function running(): Promise<string> {
  return connected(sides.live, async (session) => String(await session.row(runningQuery)));
}

async function until(isReached: (count: string) => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!isReached(await running())) {
    assert.ok(performance.now() < deadline);
  }
}
