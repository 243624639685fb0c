import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { RecoveryError } from '../../../src/core/errors';
import { Session } from '../../../src/postgres/connection/session';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { CrashingServer } from '../../support/crashingServer';
import { connected, quiet, testServer } from '../../support/postgres';
import { praJson, uri } from '../cli/pra';
import { compare, type Connections, run, withSnapshots } from './sides';

let primary: CrashingServer;
let standby: CrashingServer;
let sides: Connections;

const made = [
  `create table visits (id int primary key, v text)`,
  `insert into visits select i, 'v' || i from generate_series(1, 5000) i`,
  `create table slow (id int primary key, v text)`,
  `insert into slow values (0, repeat('slow ', 200000))`,
  `insert into slow select i, v from slow, generate_series(1, 3000) i`,
];

before(async () => {
  const server = await testServer();
  primary = await CrashingServer.make();
  standby = await primary.makeStandby();
  sides = { backup: await server.createDatabase(), live: standby.settings };
  await run(sides.backup, ...made);
  await onPrimary(...made, `delete from visits where id = 7`);
});

after(async () => {
  await standby.remove();
  await primary.remove();
});

/** Runs statements on the primary; the standby has replayed them, or been told to, when this ends. */
async function onPrimary(...statements: string[]): Promise<void> {
  await run(primary.settings, ...statements);
  const [written = ''] = await connected(primary.settings, (session) =>
    session.row(`select pg_current_wal_flush_lsn()::text`),
  );
  const deadline = performance.now() + 60_000;
  while (!(await hasReplayed(standby.settings, written ?? ''))) {
    assert.ok(performance.now() < deadline, 'The standby does not follow.');
    await pause(20);
  }
}

async function hasReplayed(settings: ConnectionSettings, written: string): Promise<boolean> {
  const [done] = await connected(settings, (session) =>
    session.row(`select (pg_last_wal_replay_lsn() >= $1::pg_lsn)::text`, [written]),
  );
  return done === 'true';
}

async function untilHashing(): Promise<void> {
  await connected(standby.settings, async (session) => {
    const count = `select count(*)::text from pg_stat_activity
      where state = 'active' and application_name = 'pra' and query like '%hash%'
        and pid <> pg_backend_pid()`;
    while ((await session.row(count))[0] === '0') {
      await pause(10);
    }
  });
}

function assertConflict(error: unknown): true {
  assert.ok(error instanceof RecoveryError, String(error));
  assert.equal(error.code, 'standby-conflict');
  assert.match(error.message, /is a standby and broke off the reading/);
  assert.match(error.hint ?? '', /^Compare with the primary, or raise max_standby_streaming_delay/);
  return true;
}

describe('Production on a standby', () => {
  it('is compared as on its primary, by several sessions too', async () => {
    const words = ['compare', '--backup', uri(sides.backup), '--live', uri(sides.live)];
    for (const more of [[], ['--connections', '2'], ['--where', 'id < 100']]) {
      const { json, status, stderr } = await praJson([
        ...[...words, '--table', 'visits', '--details', ...more],
      ]);
      assert.equal(status, 0, stderr);
      const { missing, changed, extra } = json['rows'] as Readonly<Record<string, number>>;
      assert.deepEqual([missing, changed, extra], [1, 0, 0]);
    }
  });

  it('that breaks off a statement gives a sentence, never a wrong result', async () => {
    const refused = assert.rejects(compare(sides, { table: 'slow' }), assertConflict);
    await untilHashing();
    await onPrimary(`delete from slow where id > 2000`, `vacuum slow`);
    await refused;
  });

  it('that ends a session between two statements gives a sentence, too', async () => {
    const table = parseTableName('visits');
    const comparing = withSnapshots(sides, async (snapshots) => {
      await snapshots.live.findTable(table, quiet.signal);
      const live = Object.create(snapshots.live, {
        findTable: {
          value: async (...given: Parameters<typeof snapshots.live.findTable>) => {
            const found = await snapshots.live.findTable(...given);
            await onPrimary(`alter table visits add column more int`);
            return found;
          },
        },
      }) as typeof snapshots.live;
      return compareTable({ table, backup: snapshots.backup, live }, quiet);
    });
    await assert.rejects(comparing, assertConflict);
    assert.equal((await compare(sides, { table: 'visits' })).rows.missing, 1);
  });
});

describe('A server that goes away while it is compared', () => {
  for (const how of ['stop', 'crash'] as const) {
    it(`gives a sentence, never a wrong result: ${how}`, async () => {
      await run(primary.settings, `update slow set v = v where id = 1`);
      const live = primary.settings;
      const refused = assert.rejects(compare({ ...sides, live }, { table: 'slow' }), (error) => {
        assert.ok(error instanceof RecoveryError, String(error));
        assert.equal(error.code, 'connection-lost');
        return true;
      });
      await pause(400);
      await primary[how]();
      await refused;
      await primary.start();
      await run(primary.settings, `update slow set v = v where id = 1`);
    });
  }

  it('after its snapshot was idle for too long says why', async () => {
    const session = await Session.connect(primary.settings);
    await session.query(`begin; set local idle_in_transaction_session_timeout = '100ms'`);
    await pause(500);
    await assert.rejects(session.query('select 1'), {
      code: 'connection-lost',
      message: /was lost: terminating connection due to idle-in-transaction timeout/,
    });
    await session.close();
  });
});
