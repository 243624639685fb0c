import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, serverAccount } from '../../../src/pgtools/server/account';
import { findServerBinaries } from '../../../src/pgtools/programs/binaries';
import { postmasterOf } from '../../../src/pgtools/server/postmaster';
import {
  ownsPort,
  PrivateServer,
  type PrivateServerStatus,
  privateServerStatus,
  stopPrivateServer,
} from '../../../src/pgtools/server/privateServer';
import { serverFolder } from '../../../src/pgtools/server/serverFolder';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, quiet, temporaryHome } from '../../support/postgres';
import { bundleHolder, heldServer as name, type Holder, startHolder } from './holders';

const nobody = 65534;
const asRoot = process.getuid?.() === 0;

describe('The private server', () => {
  let account: Account | undefined;
  let home: string;
  let binaries: string;
  let program: string;
  let programs: string;

  before(async () => {
    programs = await temporaryHome('pra-private-server-programs-');
    account = await serverAccount();
    const setting = process.env['PRA_TEST_BINARIES'];
    binaries = (await findServerBinaries({ home: programs, account, setting })).directory;
    program = await bundleHolder(join(programs, 'holder'));
    await chmod(program, 0o644);
  });

  after(() => rm(programs, { recursive: true }));

  beforeEach(async () => {
    home = await temporaryHome('pra-private-server-');
  });

  afterEach(async () => {
    await stopPrivateServer({ home, name, force: true, discard: true }, quiet.signal);
    await rm(home, { recursive: true });
  });

  it('is one for two processes at once and stops only after the last has released it', async () => {
    const [one, other] = await Promise.all([hold(), hold()]);

    assert.equal(one.superuser.port, other.superuser.port);
    assert.deepEqual([one.fresh, other.fresh].toSorted(), [false, true]);
    await one.release();
    assert.deepEqual(usersOf(await status()), [other.pid]);
    assert.equal(await answers(other.superuser), '1');
    await other.release();
    assert.equal((await status()).state, 'stopped');
  });

  it('sweeps up a process that was killed without touching one that lives', async () => {
    const killed = await hold();
    const living = await hold();
    const { pid } = await postmaster();
    await killed.kill();

    const server = await acquire();

    assert.deepEqual(usersOf(await status()).toSorted(), [living.pid, process.pid].toSorted());
    assert.equal((await postmaster()).pid, pid);
    await server.release();
    assert.equal(await answers(living.superuser), '1');
    await living.release();
    assert.equal((await status()).state, 'stopped');
  });

  it('reuses the server that a killed process left running, and ends it', async () => {
    const killed = await hold();
    const { pid } = await postmaster();
    await killed.kill();

    const server = await acquire();

    assert.equal((await postmaster()).pid, pid);
    assert.equal(server.fresh, false);
    await server.release();
    assert.equal((await status()).state, 'stopped');
  });

  it('goes on while a database is kept in it, though no process uses it any more', async () => {
    const holder = await hold('restored');
    await holder.release();

    assert.deepEqual(usersOf(await status()), []);
    assert.equal(await answers({ ...holder.superuser, database: 'restored' }), '1');
  });

  it('gives back what was kept after it was stopped, also when the machine was restarted', async () => {
    await (await hold('restored')).release();
    await stopPrivateServer({ home, name }, quiet.signal);
    assert.equal((await status()).state, 'stopped');
    await restartMachine();

    const server = await acquire();

    assert.equal(server.fresh, false);
    assert.equal(await answers({ ...server.superuser, database: 'restored' }), '1');
  });

  it('is thrown away after the machine stopped while it ran, and says so', async () => {
    const holder = await hold('restored');
    await holder.kill();
    await killPostmaster();
    await restartMachine();

    const server = await acquire();

    assert.equal(server.fresh, true);
    assert.match(server.notice ?? '', /must be restored again/);
    const kept = await privateServerSetup.keptDatabases(server.superuser);
    assert.deepEqual(kept, []);
    await server.release();
  });

  it('is made anew without a word when nothing was kept in it before the machine was restarted', async () => {
    await (await hold()).release();
    await restartMachine();

    const server = await acquire();

    assert.equal(server.fresh, true);
    assert.equal(server.notice, undefined);
    await server.release();
  });

  it('loses nothing that was committed when it is killed, even with a session at work', async () => {
    const server = await acquire();
    await connected(server.superuser, (session) =>
      session.query('create table kept as select generate_series(1, 1000) as id'),
    );
    const busy = connected(server.superuser, (session) =>
      session.query('select count(*) from generate_series(1, 100000000000)'),
    ).catch((error: unknown) => error);
    await killPostmaster();

    const again = await acquire();

    const [count] = await connected(again.superuser, (session) =>
      session.row('select count(*) from kept'),
    );
    assert.equal(count, '1000');
    assert.ok((await busy) instanceof Error);
    await again.release();
    await server.release();
  });

  it('is not stopped while another process uses it, unless that is forced', async () => {
    const holder = await hold();

    await assert.rejects(stopPrivateServer({ home, name }, quiet.signal), { code: 'in-use' });
    assert.equal(await answers(holder.superuser), '1');
    await stopPrivateServer({ home, name, force: true }, quiet.signal);
    assert.equal((await status()).state, 'stopped');
    await holder.release();
  });

  it('takes another port when its own has been taken meanwhile', async () => {
    const first = await acquire();
    const { port } = first.superuser;
    await first.release();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');

    const server = await acquire();

    assert.notEqual(server.superuser.port, port);
    assert.equal(await ownsPort(home, server.superuser.port), true);
    assert.equal(await ownsPort(home, port), false);
    await server.release();
    other.close();
  });

  it('leaves no process behind when its making is cancelled, and can be made afterwards', async () => {
    const cancel = new AbortController();
    const reason = new Error('The user cancelled.');
    const cancelled = PrivateServer.acquire(options(), {
      signal: cancel.signal,
      progress: () =>
        setTimeout(() => {
          cancel.abort(reason);
        }, 150),
    });

    await assert.rejects(cancelled, reason);
    assert.notEqual((await status()).state, 'running');
    await (await acquire()).release();
  });

  it('lets restored code run as a role that can neither read files nor run programs', async () => {
    const server = await acquire();

    await connected(server.owner, async (session) => {
      await assert.rejects(session.query(`copy (select 1) to program 'true'`), {
        code: 'permission-denied',
      });
      await assert.rejects(session.query(`select pg_read_file('/etc/passwd')`), {
        code: 'permission-denied',
      });
      await session.query('create database restored');
      await session.query('drop database restored');
    });
    await server.release();
  });

  it('keeps its passwords from other accounts and rows out of its log', async () => {
    const server = await acquire();
    await connected(server.superuser, async (session) => {
      await session.query('create table guest (name text primary key)');
      await session.query(`insert into guest values ('Zoë Personne')`);
      await assert.rejects(session.query(`insert into guest values ('Zoë Personne')`));
    });
    const folder = serverFolder(home, name);

    assert.equal((await stat(folder.state)).mode & 0o077, 0);
    assert.equal((await stat(folder.log)).mode & 0o077, 0);
    assert.doesNotMatch(await readFile(folder.log, 'utf8'), /Personne/);
    await server.release();
  });

  if (asRoot) {
    it('says which folder the account it runs under cannot enter', async () => {
      const closed = join(home, 'closed');
      await mkdir(closed, { mode: 0o700 });

      const refused = PrivateServer.acquire({ ...options(), home: join(closed, 'pra') }, quiet);

      await assert.rejects(refused, (error: Error & { readonly code?: string }) => {
        assert.equal(error.code, 'private-server');
        assert.ok(error.message.includes(`cannot enter ${join(closed, 'pra')}`), error.message);
        return true;
      });
    });

    it('runs for an ordinary user as for root, in a folder of that user', async () => {
      await chown(home, nobody, nobody);

      const holder = await hold(undefined, nobody);

      assert.equal(await answers(holder.superuser), '1');
      assert.equal((await stat(`/proc/${(await postmaster()).pid}`)).uid, nobody);
      await holder.release();
      assert.equal((await status()).state, 'stopped');
    });
  }

  function options(): Parameters<typeof PrivateServer.acquire>[0] {
    return { home, name, binaries, setup: privateServerSetup };
  }

  async function acquire(): Promise<PrivateServer> {
    return PrivateServer.acquire(options(), quiet);
  }

  async function hold(keep?: string, uid?: number): Promise<Holder> {
    return startHolder(program, {
      ...{ home, binaries },
      ...(keep === undefined ? {} : { keep }),
      ...(uid === undefined ? {} : { uid }),
    });
  }

  async function status(): Promise<PrivateServerStatus> {
    return privateServerStatus({ home, name });
  }

  async function postmaster(): Promise<{ readonly pid: number }> {
    const found = await postmasterOf(serverFolder(home, name));
    assert.ok(found.state === 'ready');
    return found;
  }

  async function killPostmaster(): Promise<void> {
    process.kill((await postmaster()).pid, 'SIGKILL');
    while ((await status()).state === 'running') {
      await delay(10);
    }
  }

  /** As far as the tool can see: the next run of the machine has another name. */
  async function restartMachine(): Promise<void> {
    const file = serverFolder(home, name).state;
    const state = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...state, boot: 'an earlier run of the machine' }));
  }
});

function usersOf(status: PrivateServerStatus): readonly number[] {
  assert.ok(status.state === 'running');
  return status.users;
}

async function answers(settings: ConnectionSettings): Promise<unknown> {
  const [one] = await connected(settings, (session) => session.row('select 1'));
  return one;
}
