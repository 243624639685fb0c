import assert from 'node:assert/strict';
import { RecoveryError } from '../../../src/core/errors';
import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import { summariseChanges } from '../../../src/recovery/compare/summariseChanges';
import type { Work } from '../../../src/recovery/work';
import { connected, quiet } from '../../support/postgres';
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

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

async function liveSessions(): Promise<readonly unknown[]> {
  return connected(sides.live, (session) =>
    session.rows(
      `select pid::text, state, query
         from pg_stat_activity
        where datname in ($1, $2)
          and pid <> pg_backend_pid()
          and backend_type = 'client backend'`,
      [sides.live.database, sides.backup.database],
    ),
  );
}

describe('The cells of the differing rows', () => {
  it('are PostgreSQL’s own text, with the transaction that wrote the live row', async () => {
    await run(
      sides.backup,
      `create table cells (id int primary key, f float8, c char(4), n numeric, t timestamptz, e text)`,
    );
    await run(
      sides.live,
      `create table cells (id int primary key, f float8, c char(4), n numeric, t timestamptz, e text, more int)`,
    );
    await run(
      sides.backup,
      `insert into cells values (1, '-0', 'a', 1.50, '2026-03-29 02:30:00.123456+02', ''), (2, 'NaN', null, 0, 'infinity', null)`,
    );
    await run(
      sides.live,
      `insert into cells values (1, 0, 'b', 1.5, '2026-03-29 02:30:00.123456+00', null, 7), (3, 1e300, '', 1, '0001-01-01 BC', 'x', 8)`,
    );
    const [xid] = await connected(sides.live, (session) =>
      session.row('select distinct xmin::text from cells'),
    );
    const { changes } = await compareCells(sides, { table: 'cells', identity: ['c'] });
    assert.deepEqual(changes, [
      {
        kind: 'changed',
        key: ['1'],
        backup: ['1', '-0', 'a   ', '1.50', '2026-03-29 00:30:00.123456+00', ''],
        live: ['1', '0', 'b   ', '1.5', '2026-03-29 02:30:00.123456+00', null],
        liveOnly: ['7'],
        xid,
        columns: [1, 2, 3, 4, 5],
        reused: true,
        // -0 and 0, 1.50 and 1.5.
        writtenDifferently: [1, 3],
        sameValue: false,
      },
      { kind: 'missing', key: ['2'], backup: ['2', 'NaN', null, '0', 'infinity', null] },
      {
        kind: 'extra',
        key: ['3'],
        live: ['3', '1e+300', '    ', '1', '0001-01-01 00:00:00+00 BC', 'x'],
        liveOnly: ['8'],
        xid,
      },
    ]);
  });

  it('are read of keys close together in one walk, and are those of each key', async () => {
    for (const type of ['smallint', 'int', 'bigint']) {
      const table = `close_${type}`;
      await onBoth(sides, `create table ${table} (id ${type} primary key, v text, w int)`);
      await onBoth(
        sides,
        `insert into ${table} select n, 'v' || n, n from generate_series(-300, 300) n where n % 5 <> 0`,
      );
      await run(
        sides.live,
        `update ${table} set w = w + 1 where id % 3 = 0;
         update ${table} set v = repeat('long', 3000) where id = 33;
         delete from ${table} where id % 7 = 1;
         insert into ${table} select n, 'new', n from generate_series(-300, 300, 10) n`,
      );
      const { changes } = await compareCells(sides, { table });
      const truth = await connected(sides.live, (session) =>
        session.rows(`select id::text, v, w::text from ${table} order by id`),
      );
      const found = new Map(truth.map((row) => [Number(row[0]), row]));
      for (const change of changes) {
        assert.notEqual(change.kind, 'conflict');
        const id = Number('key' in change ? change.key[0] : 0);
        assert.deepEqual(
          'live' in change ? change.live : undefined,
          found.get(id),
          `${table} ${id}`,
        );
        const isInBackup = id % 5 !== 0;
        assert.deepEqual(
          'backup' in change ? change.backup : undefined,
          isInBackup ? [String(id), `v${id}`, String(id)] : undefined,
        );
      }
      const numbers = Array.from({ length: 601 }, (_, index) => index - 300);
      const differing = numbers.filter((n) =>
        n % 5 === 0 ? n % 10 === 0 : n % 3 === 0 || n % 7 === 1,
      );
      assert.deepEqual(
        changes.map((change) => Number('key' in change ? change.key[0] : 0)),
        differing,
      );
    }
  });

  it('are read later too, and a row that moved on since is stale', async () => {
    await onBoth(
      sides,
      `create table moving (id int primary key, v text)`,
      `insert into moving select i, 'v' || i from generate_series(1, 2500) i`,
    );
    await run(
      sides.live,
      `update moving set v = 'wrong' where id <= 1500`,
      `delete from moving where id > 2400`,
      `insert into moving values (3001, 'x'), (3002, 'y')`,
    );
    const comparison = await compare(sides, { table: 'moving' });
    await run(
      sides.live,
      `update moving set v = 'again' where id = 7`,
      `delete from moving where id in (8, 3001)`,
      `insert into moving values (2401, 'v2401')`,
      `update moving set v = v where id = 9`,
    );
    await run(sides.backup, `delete from moving where id = 2500`);
    const changes = await withSnapshots(sides, (snapshots) =>
      all(readChanges(comparison, snapshots, quiet)),
    );
    const stale = changes.filter(({ kind }) => kind === 'stale');
    assert.deepEqual(
      stale.map(({ key }) => key[0]),
      ['7', '8', '2401', '2500', '3001'],
    );
    assert.equal(changes.length, 1602);
    assert.deepEqual(lines({ comparison, changes }).slice(8, 10), [
      'changed 9: v',
      'changed 10: v',
    ]);
  });

  it('give patterns, counts by column and the transactions that wrote, with their times', async () => {
    await onBoth(
      sides,
      `create table incident (id int primary key, state text, day date)`,
      `insert into incident select i, 'OPEN', '2026-01-01' from generate_series(1, 300) i`,
    );
    await run(
      sides.live,
      `update incident set state = 'LOST', day = day + 365 where id <= 100`,
      `update incident set state = 'DONE' where id = 200`,
      `insert into incident values (1000, 'NEW', null)`,
    );
    const summary = await withSnapshots(sides, async (snapshots) => {
      const comparison = await compare(sides, { table: 'incident' });
      const changes = readChanges(comparison, snapshots, quiet);
      return summariseChanges(changes, comparison, snapshots.live, quiet.signal);
    });
    assert.deepEqual(summary.byColumn, { state: 101, day: 100 });
    assert.deepEqual(
      summary.patterns.map(({ columns, from, to, rows }) => ({ columns, from, to, rows })),
      [
        {
          columns: ['state', 'day'],
          from: { state: 'OPEN', day: '2026-01-01' },
          to: { state: 'LOST', day: '2027-01-01' },
          rows: 100,
        },
        { columns: ['state'], from: { state: 'OPEN' }, to: { state: 'DONE' }, rows: 1 },
      ],
    );
    assert.deepEqual(
      summary.transactions.map(({ rows }) => rows),
      [100, 1, 1],
    );
    assert.match(summary.transactions[0]?.committedAt ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual([summary.reused, summary.stale], [0, 0]);
  });
});

describe('A comparison that is cancelled', () => {
  it('ends within seconds, with the reason given, and leaves no session on either server', async () => {
    await onBoth(
      sides,
      `create table slow (id int primary key, v text)`,
      `insert into slow select i, 'v' from generate_series(1, 60000) i`,
      `create function dawdle(text) returns boolean language plpgsql as $$ begin perform pg_sleep(0.01); return true; end $$`,
    );
    const reason = new Error('the operator pressed Ctrl-C');
    const assertStops = async (where: string | undefined, work: Work): Promise<void> => {
      const request = { table: 'slow', ...(where === undefined ? {} : { where }) };
      const start = performance.now();
      await assert.rejects(compare(sides, request, work), (error: unknown) => error === reason);
      assert.ok(performance.now() - start < 5000);
      assert.deepEqual(await liveSessions(), []);
    };

    const inOneStatement = new AbortController();
    setTimeout(() => {
      inOneStatement.abort(reason);
    }, 300);
    await assertStops('dawdle(v)', { signal: inOneStatement.signal, progress: () => undefined });
    const betweenStatements = new AbortController();
    await assertStops(undefined, {
      signal: betweenStatements.signal,
      progress: () => {
        betweenStatements.abort(reason);
      },
    });
  });

  it('before it starts never connects', async () => {
    const stop = AbortSignal.abort(new Error('too late'));
    await assert.rejects(openSnapshot(sides.live, stop), /too late/);
    assert.deepEqual(await liveSessions(), []);
  });

  it('is an error with a code when the server ends the session instead', async () => {
    await assert.rejects(
      withSnapshots(sides, async (snapshots) => {
        await run(
          sides.live,
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
        );
        await snapshots.live.findTable({ schema: undefined, name: 'slow' }, quiet.signal);
      }),
      (error: unknown) => error instanceof RecoveryError && error.code === 'connection-lost',
    );
  });
});

describe('A snapshot', () => {
  it('does not see what is committed later, cannot write, and says when it was taken', async () => {
    await onBoth(sides, `create table frozen (id int primary key)`);
    await withSnapshots(sides, async (snapshots) => {
      await run(sides.live, `insert into frozen values (1)`);
      const { time, mark } = snapshots.live;
      assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
      assert.match(mark, /^\d+$/);
    });
    assert.equal((await compare(sides, { table: 'frozen' })).rows.extra, 1);
  });
});
