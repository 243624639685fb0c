import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { openSnapshot } from '../../../src/postgres/compare/snapshot';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import { withSnapshots } from '../../../src/recovery/compare/examineChanges';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import type { Work } from '../../../src/recovery/work';
import { FaultProxy } from '../../support/faultProxy';
import { connected, quiet, testServer } from '../../support/postgres';
import { ended, startPra, uri } from '../cli/pra';
import { all, type Connections, onBoth, run, twoDatabases } from './sides';

let sides: Connections;
const table = parseTableName('slow');

/** Few rows, each of them slow to hash: a megabyte, packed small. */
before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create table slow (id int primary key, day date not null, v text)`,
    `insert into slow values (0, '2026-01-01', repeat('slow ', 200000))`,
    `insert into slow select i, '2026-01-01', v from slow, generate_series(1, 4000) i`,
    `analyze slow`,
  );
  await run(sides.live, `update slow set day = '2026-01-02' where id < 300`);
});

/** The statements that both servers are running for us. */
async function running(): Promise<readonly string[]> {
  const rows = await connected(sides.live, (session) =>
    session.rows(
      `select query
         from pg_stat_activity
        where state = 'active'
          and application_name = 'pra'
          and pid <> pg_backend_pid()
          and datname = any ($1)`,
      [[sides.backup.database, sides.live.database]],
    ),
  );
  return rows.map(([query]) => query ?? '');
}

/** Whether a statement like this is seen to run on both servers before the work is over. */
async function isSeenRunning(statement: RegExp, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    if ((await running()).filter((query) => statement.test(query)).length >= 2) {
      return true;
    }
    await pause(5);
  }
  return false;
}

const mostTries = 5;

/** Stops the work when such a statement runs; the milliseconds until it has ended. */
async function stopped(
  statement: RegExp,
  start: (work: Work) => Promise<unknown>,
): Promise<number> {
  // On a busy machine one server may be done before the other begins, or both between two looks.
  for (let tries = 1; tries <= mostTries; tries++) {
    const stop = new AbortController();
    let isOver = false;
    const ending = start({ ...quiet, signal: stop.signal }).then(
      () => (isOver = true),
      (error: unknown) => {
        isOver = true;
        throw error;
      },
    );
    const asserted = assert.rejects(ending, /enough/);
    if (await isSeenRunning(statement, () => isOver)) {
      const began = performance.now();
      stop.abort(new Error('enough'));
      await asserted;
      return performance.now() - began;
    }
    await asserted.catch(() => undefined);
  }
  throw new assert.AssertionError({ message: `No such statement: ${String(statement)}` });
}

async function assertStopsAtOnce(
  statement: RegExp,
  start: (work: Work) => Promise<unknown>,
): Promise<void> {
  assert.ok((await stopped(statement, start)) < 1000);
  assert.deepEqual(await running(), []);
}

function comparing(where?: string, of = sides): (work: Work) => Promise<unknown> {
  return (work) =>
    withSnapshots(of, { open: openSnapshot, signal: work.signal }, (snapshots) =>
      compareTable(
        {
          table,
          ...(where === undefined ? {} : { scope: { rows: 'matching', condition: where } }),
          ...snapshots,
        },
        work,
      ),
    );
}

describe('Stopping a comparison ends it within a second and leaves no statement running', () => {
  it('while ranges are hashed', () => assertStopsAtOnce(/string_agg/, comparing()));

  it('while the buckets of a key that is no number are hashed, over however many connections', async () => {
    await onBoth(
      sides,
      `create table slow_text as select id::text k, v from slow`,
      `insert into slow_text select k || ' more', v from slow_text`,
      `alter table slow_text add primary key (k)`,
    );
    const other = parseTableName('slow_text');
    for (const connections of [1, 3]) {
      await assertStopsAtOnce(/string_agg.*r\.b b/s, (work) =>
        withSnapshots(sides, { open: openSnapshot, signal: work.signal }, (snapshots) =>
          compareTable({ table: other, connections, ...snapshots }, work),
        ),
      );
    }
  });

  it('while rows are read in key order', () =>
    assertStopsAtOnce(/order by t\."id"/, comparing('length(v) > 0')));

  it('while the cells of the rows that differ are read', async () => {
    await withSnapshots(sides, { open: openSnapshot, signal: quiet.signal }, async (snapshots) => {
      const comparison = await compareTable({ table, ...snapshots }, quiet);
      assert.equal(comparison.rows.changed, 300);
      await assertStopsAtOnce(/with ordinality k/, (work) =>
        all(readChanges(comparison, snapshots, work)),
      );
    });
  });

  it('while it waits for a lock', async () => {
    await connected(sides.live, async (other) => {
      await other.query('begin; lock table slow in access exclusive mode');
      const stop = new AbortController();
      const ending = assert.rejects(comparing()({ ...quiet, signal: stop.signal }), /enough/);
      await pause(500);
      const began = performance.now();
      stop.abort(new Error('enough'));
      await ending;
      assert.ok(performance.now() - began < 1000);
    });
  });

  it('where the snapshots are kept for too long, which would keep production from cleaning up', async () => {
    const opening = { open: openSnapshot, signal: quiet.signal, longest: 1 };
    const comparing = withSnapshots(sides, opening, (snapshots, signal) =>
      compareTable({ table, ...snapshots }, { ...quiet, signal }),
    );
    await assert.rejects(comparing, { code: 'snapshot-too-old', hint: /in parts/ });
    assert.deepEqual(await running(), []);
  });

  it('as soon on the command line, where the operator says for how long it may read', async () => {
    const words = ['compare', '--backup', uri(sides.backup), '--live', uri(sides.live)];
    const asked = [...words, '--table', 'slow', '--json', '--snapshot-hours', '0.0003'];
    const { status, stdout } = await ended(await startPra(asked, {}));
    assert.equal(status, 3, stdout);
    assert.match(stdout, /"code":\s*"snapshot-too-old"/);
    assert.match(stdout, /kept for longer \(--snapshot-hours\)/);
    assert.deepEqual(await running(), []);
    for (const none of ['0', '241', '1h']) {
      const said = await ended(await startPra([...asked.slice(0, -1), none], {}));
      assert.equal(said.status, 2, said.stdout);
      assert.match(said.stdout, /no number of hours up to 240/);
    }
  });

  it('by Ctrl-C on the command line, with exit status 130', async () => {
    const words = ['compare', '--backup', uri(sides.backup), '--live', uri(sides.live)];
    const child = await startPra([...words, '--table', 'slow', '--json'], {});
    const end = ended(child);
    assert.ok(await isSeenRunning(/string_agg/, () => child.exitCode !== null));
    const began = performance.now();
    child.kill('SIGINT');
    const { status, stdout } = await end;
    assert.equal(status, 130, stdout);
    assert.ok(performance.now() - began < 1500);
    assert.deepEqual(await running(), []);
  });

  it('even where the role may open no other connection to ask for it', async () => {
    const server = await testServer();
    const role = await server.createRole('limited', 'connection limit 2');
    await onBoth(sides, `grant select on slow to limited`);
    const limited = {
      backup: { ...role, database: sides.backup.database },
      live: { ...role, database: sides.live.database },
    };
    await assertStopsAtOnce(/string_agg/, comparing(undefined, limited));
  });

  it('within a few seconds where the network is dead: then the connection is dropped', async () => {
    const proxy = await FaultProxy.start(sides.live);
    try {
      proxy.expect(({ text }) => (text.includes('int4send(s.n)') ? 'hold-answer' : 'pass'));
      const through = { ...sides, live: proxy.settings };
      const took = await stopped(/string_agg/, comparing(undefined, through));
      assert.ok(took < 6000, `${took} ms`);
    } finally {
      await proxy.close();
    }
  });
});
