import assert from 'node:assert/strict';
import { hostname, userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { processes } from '../../../src/pgtools/server/processes';
import { scratchContents } from '../../../src/postgres/scratch/restoreTarget';
import { scratchDatabases } from '../../../src/postgres/scratch/scratchDatabases';
import { planTableRestore } from '../../../src/core/restore/plan';
import { readContents } from '../../../src/core/archive/readContents';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import {
  dropOldScratch,
  dropScratch,
  sweepScratch,
} from '../../../src/recovery/restore/scratchDatabases';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { ScratchOrigin } from '../../../src/recovery/ports/scratch';
import { archiveBytes, archivePath, quietWork, sourceOf } from '../../support/dumps';
import { FaultProxy } from '../../support/faultProxy';
import { connected, furtherTestServers, testServer } from '../../support/postgres';
import { realServices, scratchNames, tableNamed } from './restoring';

const request = {
  dump: archivePath('pg15-custom.dump'),
  table: tableNamed('shop', 'orders'),
  engine: 'built-in',
} as const;

/** Hundreds of pages, and a pause of a tenth of a second after each. */
const longToVacuum = `
  create table churned (id int, filler text) with (
    autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
  insert into churned select n, repeat('x', 500) from generate_series(1, 5000) as n;
  delete from churned where id % 2 = 0`;

async function waitForAutovacuum(server: ConnectionSettings, database: string): Promise<void> {
  await connected(server, async (session) => {
    for (;;) {
      const workers = await session.rows(
        `select pid
           from pg_stat_activity
          where datname = $1
            and backend_type = 'autovacuum worker'`,
        [database],
      );
      if (workers.length > 0) {
        return;
      }
      await pause(100);
    }
  });
}

describe('A scratch database', () => {
  afterEach(async () => {
    await dropScratch((await realServices()).scratch);
  });

  it('says what it was made of, when and by whom', async () => {
    const { scratch } = await realServices();
    const { database } = await restoreDump(request, await realServices(), quietWork());
    const [listed] = await scratch.list();
    assert.equal(listed?.name, database);
    assert.match(database, /^pra_scratch_\d{14}_[0-9a-f]{8}$/);
    assert.equal(listed.state, 'complete');
    assert.equal(listed.origin.dump, 'pg15-custom.dump');
    assert.deepEqual(listed.origin.table, { schema: 'shop', name: 'orders' });
    assert.equal(listed.origin.owner, userInfo().username);
    assert.deepEqual(listed.origin.process, await processes.own());
    assert.ok(Math.abs(Date.now() - Date.parse(listed.createdAt)) < 60_000);
    assert.ok(listed.bytes > 1_000_000);
  });

  it('is dropped though autovacuum is at work in it', async () => {
    // The server looks at one database after another, and the tests leave hundreds on the one they share.
    const [server] = await furtherTestServers(1);
    assert.ok(server);
    const { superuser } = server;
    const services = await realServices(server.owner);
    const { database } = await restoreDump(request, services, quietWork());
    const napping = async (change: string): Promise<void> => {
      await connected(superuser, async (session) => {
        await session.query(`alter system ${change}`);
        await session.query('select pg_reload_conf()');
      });
    };
    await napping('set autovacuum_naptime = 1');
    try {
      await connected({ ...superuser, database }, (session) => session.query(longToVacuum));
      await waitForAutovacuum(superuser, database);
      assert.deepEqual(await dropScratch(services.scratch), [database]);
      assert.deepEqual(await services.scratch.list(), []);
    } finally {
      await napping('reset autovacuum_naptime');
    }
  }).timeout(60_000);

  it('is closed to other roles, in byte order and with the dump’s encoding', async () => {
    const server = await testServer();
    const { superuser } = server;
    const stranger = await server.createRole('stranger', 'nosuperuser');
    const { database } = await restoreDump(request, await realServices(), quietWork());
    await assert.rejects(
      connected({ ...stranger, database }, () => Promise.resolve()),
      { code: 'cannot-connect', sqlstate: '42501' },
    );
    const facts = await connected(superuser, (session) =>
      session.row(
        `select pg_encoding_to_char(encoding), datcollate, datdba::regrole
           from pg_catalog.pg_database
          where datname = $1`,
        [database],
      ),
    );
    assert.deepEqual(facts, ['UTF8', 'C', 'pra_scratch']);
  });

  it('lets nobody in before it is closed to others', async () => {
    const { owner, superuser } = await testServer();
    const proxy = await FaultProxy.start(owner);
    try {
      proxy.expect(({ text }) => (text.includes('revoke connect') ? 'cut' : 'pass'));
      const making = scratchDatabases(proxy.settings).create(originOf(await processes.own()));
      await assert.rejects(making, { code: 'connection-lost' });
      const [database = ''] = await scratchNames();
      for (const role of [superuser, owner]) {
        await assert.rejects(
          connected({ ...role, database }, () => Promise.resolve()),
          { code: 'cannot-connect', sqlstate: '55000' },
        );
      }
    } finally {
      await proxy.close();
    }
  });

  it('is dropped by age, the complete and unused ones only, and never another role’s', async () => {
    const { scratch } = await realServices();
    const server = await testServer();
    const other = scratchDatabases(await server.createRole('scratch_aged', 'createdb'));
    const origin = originOf(await processes.own());
    const foreign = await other.create(origin);
    await scratchContents.complete(foreign.connection);
    const underWay = await scratch.create(origin);
    const unused = await scratch.create(origin);
    const inUse = await scratch.create(origin);
    await scratchContents.complete(unused.connection);
    await scratchContents.complete(inUse.connection);
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

    assert.deepEqual(await dropOldScratch(scratch, 3, inDays(2.9)), { dropped: [], inUse: [] });
    const old = await connected(inUse.connection, () => dropOldScratch(scratch, 3, inDays(3.1)));
    const names = (listed: typeof old.dropped): readonly string[] => listed.map(({ name }) => name);
    assert.deepEqual([names(old.dropped), names(old.inUse)], [[unused.name], [inUse.name]]);
    assert.deepEqual(
      await scratchNames(),
      [foreign, underWay, inUse].map(({ name }) => name).sort(),
    );
    await dropScratch(other);
  });

  it('is dropped with the sessions that are open in it', async () => {
    const { scratch } = await realServices();
    const restored = await restoreDump(request, await realServices(), quietWork());
    await connected(restored.connection, async () => {
      await scratch.drop(restored.database);
    });
    assert.deepEqual(await scratchNames(), []);
    await scratch.drop(restored.database);
  });

  it('is not what merely has such a name: that one is neither listed, swept, nor dropped', async () => {
    const server = await testServer();
    const { superuser, owner } = server;
    const { scratch } = await realServices();
    const name = 'pra_scratch_20260101000000_mine';
    await server.createDatabase(name);
    try {
      assert.deepEqual(await scratch.list(), []);
      assert.deepEqual(await sweepScratch(scratch, processes), []);
      await assert.rejects(scratch.drop(name), { code: 'wrong-database' });
      await assert.rejects(scratch.drop('postgres'), { code: 'wrong-database' });
      const plan = await planOfOrders();
      await assert.rejects(scratchContents.prepare({ ...superuser, database: name }, plan), {
        code: 'wrong-database',
      });
      await assert.rejects(scratchContents.prepare(owner, plan), { code: 'wrong-database' });
    } finally {
      await connected(superuser, (session) => session.query(`drop database ${name}`));
    }
  });

  it('is never restored into twice: a table without a key would hold its rows doubled', async () => {
    const { connection } = await restoreDump(request, await realServices(), quietWork());
    await assert.rejects(scratchContents.prepare(connection, await planOfOrders()), {
      code: 'wrong-database',
    });
  });

  it('of another role is listed, and left alone', async () => {
    const server = await testServer();
    const other = scratchDatabases(await server.createRole('scratch_other', 'createdb'));
    const { scratch } = await realServices();
    const left = await other.create(originOf({ pid: 4_000_000, startedAt: '1', boot: 'gone' }));
    assert.deepEqual(await sweepScratch(scratch, processes), []);
    assert.deepEqual(await dropScratch(scratch), []);
    assert.deepEqual(
      (await scratch.list()).map(({ name, own }) => ({ name, own })),
      [{ name: left.name, own: false }],
    );
    assert.deepEqual(await sweepScratch(other, processes), [left.name]);
  });

  it('that a dead process left unfinished is dropped by the next restore, and no other', async () => {
    const { scratch } = await realServices();
    const own = await processes.own();
    const dead = await scratch.create(originOf({ pid: 4_000_000, startedAt: '1', boot: own.boot }));
    const earlierBoot = await scratch.create(originOf({ ...own, boot: 'another run' }));
    const underWay = await scratch.create(originOf(own));
    const elsewhere = await scratch.create({ ...originOf(own), host: 'another-machine' });
    const finished = await scratch.create(
      originOf({ pid: 4_000_000, startedAt: '1', boot: own.boot }),
    );
    await scratchContents.complete(finished.connection);

    const { database } = await restoreDump(request, await realServices(), quietWork());
    const kept = [database, underWay.name, elsewhere.name, finished.name].sort();
    assert.deepEqual(await scratchNames(), kept);
    assert.ok(!kept.includes(dead.name) && !kept.includes(earlierBoot.name));
  });
});

describe('A role for scratch', () => {
  const refused = [
    ['superuser', 'superuser', /is or may become a superuser/],
    ['runner', 'createdb in role pg_execute_server_program', /may run programs on the server/],
    ['reader', 'createdb in role pg_read_server_files', /may read files/],
    ['writer', 'createdb in role pg_write_server_files', /may write files/],
    ['maker', 'createdb createrole', /may make other roles/],
  ] as const;
  for (const [kind, options, why] of refused) {
    it(`is refused as a ${kind}, with the SQL for one that suits`, async () => {
      const server = await testServer();
      const settings = await server.createRole(`scratch_${kind}`, options);
      await assert.rejects(restoreDump(request, await realServices(settings), quietWork()), {
        code: 'superuser-refused',
        message: why,
        hint: /create role pra_scratch login .* nosuperuser/,
      });
      assert.deepEqual(await scratchNames(), []);
    });
  }

  it('is refused where it may become a superuser by SET ROLE', async () => {
    const server = await testServer();
    await server.createRole('scratch_boss', 'superuser');
    const settings = await server.createRole('scratch_deputy', 'createdb in role scratch_boss');
    await assert.rejects(scratchDatabases(settings).create(originOf(await processes.own())), {
      code: 'superuser-refused',
    });
  });

  it('is refused where it may not make databases', async () => {
    const server = await testServer();
    const settings = await server.createRole('scratch_nobody', 'nocreatedb');
    await assert.rejects(scratchDatabases(settings).create(originOf(await processes.own())), {
      code: 'permission-denied',
      hint: /createdb/,
    });
  });

  it('may be a superuser where that is allowed in words', async () => {
    const { superuser } = await testServer();
    const scratch = scratchDatabases(superuser, { allowSuperuser: true });
    const services = { ...(await realServices()), scratch };
    const { database } = await restoreDump(request, services, quietWork());
    await scratch.drop(database);
  });
});

function originOf(owner: ScratchOrigin['process']): ScratchOrigin {
  return {
    dump: 'nightly.dump',
    database: 'shop',
    owner: 'elodie',
    table: tableNamed('shop', 'orders'),
    encoding: 'UTF8',
    host: hostname(),
    process: owner,
  };
}

async function planOfOrders(): Promise<ReturnType<typeof planTableRestore>> {
  const contents = await readContents(sourceOf(archiveBytes('pg15-custom.dump')));
  return planTableRestore(contents, request.table);
}
