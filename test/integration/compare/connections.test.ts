import assert from 'node:assert/strict';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { wholeTable } from '../../../src/core/diff/scope';
import { bothSides, type Sides } from '../../../src/recovery/compare/bothSides';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import { compareWithoutKey, findKeyless } from '../../../src/recovery/compare/compareWithoutKey';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Snapshot } from '../../../src/recovery/ports/snapshot';
import { connected, quiet, testServer } from '../../support/postgres';
import { all, type Connections, compare, onBoth, run, twoDatabases, withSnapshots } from './sides';

const table = { schema: 'public', name: 'wide' };
let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  // Of more rows than two statements of the first level walk.
  await onBoth(
    sides,
    `create table wide (id int primary key, a numeric, b numeric)`,
    `insert into wide select i, i / 8.0, i / 3.0 from generate_series(1, 600000) i`,
    `analyze wide`,
    `create table widely (k interval primary key)`,
    `create table little (id int primary key)`,
    `create table keyless (v text)`,
  );
  await run(
    sides.live,
    `update wide set a = 0 where id % 30000 = 7`,
    `delete from wide where id % 60000 = 9`,
  );
});

async function withConnections<T>(
  count: number,
  use: (snapshots: Sides<Snapshot>, notices: readonly (string | undefined)[]) => Promise<T>,
  settings: Connections = sides,
): Promise<T> {
  return withSnapshots(settings, async (snapshots) => {
    const { backup, live } = await bothSides(quiet.signal, async (side, signal) => {
      await snapshots[side].findTable(table, signal);
      return snapshots[side].addConnections(count - 1, signal);
    });
    return use(snapshots, [backup, live]);
  });
}

/** What is compared of one table, and why no two sessions can share it. */
interface ReadByOne {
  readonly table?: string;
  readonly where?: string;
  readonly why: string;
}

/** What the program's sessions of a database run or ran last. */
async function queriesOf(settings: ConnectionSettings): Promise<readonly string[]> {
  return connected(settings, async (session) => {
    const rows = await session.rows(
      `select query from pg_stat_activity
        where datname = current_database() and application_name = 'pra'
          and pid <> pg_backend_pid()`,
    );
    return rows.map(([query]) => query ?? '');
  });
}

/** Aborts as soon as two sessions at once are reading ranges on either server, or after ten seconds. */
async function abortWhenAtWork(stop: AbortController, reason: Error): Promise<void> {
  const atWork = (side: 'backup' | 'live'): Promise<unknown> =>
    connected(sides[side], (session) => session.query(untilAtWork));
  await Promise.all([atWork('backup'), atWork('live')]);
  stop.abort(reason);
}

/** The server looks by itself: this process is at work, too. */
const untilAtWork = `
  do $$
  begin
    for looks in 1..5000 loop
      perform pg_stat_clear_snapshot();
      exit when 2 <= (
        select count(*)
          from pg_stat_activity
         where datname = current_database()
           and pid <> pg_backend_pid()
           and state = 'active'
           and query like 'copy (%string_agg(int4send%');
      perform pg_sleep(0.002);
    end loop;
  end $$`;

describe('Several connections', () => {
  it('find the same differences as one, each reading its part', async () => {
    const alone = await compare(sides, { table: 'wide' });
    await withConnections(3, async (snapshots) => {
      const comparison = await compareTable({ ...snapshots, table }, quiet);
      assert.deepEqual(comparison.rows, alone.rows);
      assert.deepEqual(comparison.connections, { backup: 3, live: 3 });
      assert.deepEqual(comparison.notices, []);
      const found = (await all(comparison.differences)).map(({ kind, key }) => ({ kind, key }));
      const wanted = (await all(alone.differences)).map(({ kind, key }) => ({ kind, key }));
      assert.deepEqual(found, wanted);
    });
  });

  it('see one moment: what is committed after the first was opened is seen by none', async () => {
    await onBoth(
      sides,
      `create table momentary as select i id, 'as it was' v from generate_series(1, 600000) i`,
      `alter table momentary add primary key (id)`,
    );
    await withConnections(3, async (snapshots) => {
      await run(sides.live, `update momentary set v = 'later' where id % 20000 = 1`);
      const comparison = await compareTable(
        { ...snapshots, table: { schema: 'public', name: 'momentary' } },
        quiet,
      );
      assert.equal(comparison.rows.identical, 600_000);
    });
  });

  it('cannot write, whichever of them is asked', async () => {
    await withConnections(3, async () => {
      const modes = await connected(sides.live, (session) =>
        session.rows(
          `select backend_xid, state from pg_stat_activity
            where datname = current_database() and application_name = 'pra' and pid <> pg_backend_pid()`,
        ),
      );
      assert.deepEqual(modes, Array(3).fill([null, 'idle in transaction']));
    });
  });

  it('are cancelled together, and leave no query running on either server', async () => {
    const many = { schema: 'public', name: 'many' };
    await onBoth(
      sides,
      `create table many as select i id, md5(i::text) v from generate_series(1, 2000000) i`,
      `alter table many add primary key (id)`,
    );
    const stop = new AbortController();
    const reason = new Error('the operator pressed Ctrl-C');
    const watching = abortWhenAtWork(stop, reason);
    try {
      await assert.rejects(
        withConnections(3, (snapshots) =>
          compareTable({ ...snapshots, table: many }, { ...quiet, signal: stop.signal }),
        ),
        (error: unknown) => error === reason,
      );
    } finally {
      await watching;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(await queriesOf(sides.backup), []);
    assert.deepEqual(await queriesOf(sides.live), []);
  });

  const readByOne: Readonly<Record<string, ReadByOne>> = {
    'only a part of it is compared': { where: 'id < 100', why: 'only a part of it was compared' },
    'equal keys may be written differently': {
      table: 'widely',
      why: 'equal keys may be written differently',
    },
    'it is small': { table: 'little', why: 'it is small, or most of its rows differ' },
  };

  for (const [when, { why, ...request }] of Object.entries(readByOne)) {
    it(`are not opened, and not counted, where ${when}: one reads, and it is said`, async () => {
      await withSnapshots(sides, async (snapshots) => {
        const { where, table: name = 'wide', ...choice } = request;
        const comparison = await compareTable(
          {
            ...{ ...snapshots, ...choice, connections: 3, table: parseTableName(name) },
            scope: where === undefined ? wholeTable : { rows: 'matching', condition: where },
          },
          quiet,
        );
        assert.deepEqual(comparison.connections, { backup: 1, live: 1 });
        assert.deepEqual(comparison.notices, [
          `public.${name} was read over one connection on either server, not 3: ${why}.`,
        ]);
        assert.equal((await queriesOf(sides.live)).length, 1);
      });
    });
  }

  it('are not wanted of a table without a key, whose rows one counts, and that is said', async () => {
    await withSnapshots(sides, async (snapshots) => {
      const request = { ...snapshots, table: parseTableName('keyless'), connections: 3 };
      const found = await findKeyless(request, quiet.signal);
      assert.ok(found);
      const { notices } = await compareWithoutKey(found, request, quiet);
      assert.deepEqual(notices, [
        'public.keyless was read over one connection on either server, not 3: its rows are counted, since it has no key.',
      ]);
    });
  });

  it('are as many as the server gives, which is said, and the result is the same', async () => {
    const server = await testServer();
    const reader = await server.createRole('few_connections', 'connection limit 2');
    await run(sides.live, `grant select on wide to few_connections`);
    const live = { ...reader, database: sides.live.database };
    await withConnections(
      4,
      async (snapshots, [ofBackup, ofLive]) => {
        const comparison = await compareTable({ ...snapshots, table }, quiet);
        assert.deepEqual(comparison.connections, { backup: 4, live: 2 });
        assert.equal(ofBackup, undefined);
        assert.match(ofLive ?? '', /read over 2 of 4 connections.*too many connections/);
        assert.equal(comparison.rows.changed, 20);
      },
      { ...sides, live },
    );
  });
});
