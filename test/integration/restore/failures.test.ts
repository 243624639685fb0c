import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readContents } from '../../../src/core/archive/readContents';
import { tableDataEntry, tableOf } from '../../../src/core/archive/tables';
import type { TableId } from '../../../src/core/catalog/table';
import { RecoveryError } from '../../../src/core/errors';
import { dumpFiles } from '../../../src/files/dumpFile';
import { findPgRestores } from '../../../src/pgtools/programs/findPgRestore';
import { scratchDatabases } from '../../../src/postgres/scratch/scratchDatabases';
import { openDump } from '../../../src/recovery/dumps/openDump';
import type { RestoreRequest } from '../../../src/recovery/restore/openRestore';
import { restoreDump } from '../../../src/recovery/restore/restoreDump';
import { archiveBytes, archivePath, quietWork, sourceOf } from '../../support/dumps';
import { type OwnTemporaryFolder, ownTemporaryFolder } from '../../support/ownTemporaryFolder';
import { connected, testServer } from '../../support/postgres';
import { dumpWithCheck, dumpWithExtension, dumpWithWrongRow, withFile } from './awkwardDumps';
import { processesWith } from './processes';
import { realServices, scratchNames, tableNamed } from './restoring';

const table = tableNamed('s', 't');
/** The table whose rows a directory keeps in that file. */
async function tableOfPart(folder: string, part: string): Promise<TableId> {
  const dump = await openDump(dumpFiles, folder);
  await dump.close();
  const entry = dump.contents.entries.find(
    ({ data }) => data.state === 'file' && data.name === part,
  );
  assert.ok(entry);
  return tableOf(entry);
}

const slowCheck = 'begin perform pg_sleep(30); return true; end';

for (const engine of ['built-in', 'pg_restore'] as const) {
  describe(`A restore by ${engine} that fails`, () => {
    let temporary: OwnTemporaryFolder;
    before(async function () {
      await testServer();
      temporary = await ownTemporaryFolder();
      if (engine === 'pg_restore' && (await findPgRestores({})).length === 0) {
        console.log('    (no pg_restore on this machine)');
        this.skip();
      }
    });
    afterEach('leaves nothing', async () => {
      assert.deepEqual(await scratchNames(), []);
      assert.deepEqual(readdirSync(temporary.path), []);
    });
    after(() => temporary.end());

    for (const { what, ...request } of [
      { what: 'of a table', table },
      { what: 'of a whole database by several connections', table: undefined, jobs: 3 },
    ]) {
      it(`${what} is cancelled within two seconds, and no process goes on`, async () => {
        await withFile('slow.dump', dumpWithCheck(slowCheck), async (dump) => {
          const stop = new AbortController();
          const reason = new Error('cancelled by the user');
          const running = restore({ dump, engine, ...request }, stop.signal);
          const ended = assert.rejects(running, (error) => error === reason);
          await untilServerSleeps();
          const started = performance.now();
          stop.abort(reason);
          await ended;
          assert.ok(performance.now() - started < 2000, 'took too long');
          assert.deepEqual(processesWith(dump), []);
          assert.equal(await sleepingSessions(), 0);
        });
      });
    }

    it('tells that the connection was lost, when the server ends it', async () => {
      await withFile('slow.dump', dumpWithCheck(slowCheck), async (dump) => {
        const ended = assert.rejects(restore({ dump, table, engine }), (error) => {
          assert.ok(error instanceof RecoveryError);
          assert.equal(error.code, engine === 'built-in' ? 'connection-lost' : 'restore-failed');
          return true;
        });
        await untilServerSleeps();
        await endSleepingSessions();
        await ended;
        assert.deepEqual(processesWith(dump), []);
      });
    });

    it('says that the dump is cut off', async () => {
      const bytes = archiveBytes('pg15-custom.dump');
      const cut = bytes.subarray(0, (await offsetOfTypes(bytes)) + 300);
      await withFile('cut.dump', cut, async (dump) => {
        await assert.rejects(restore({ dump, table: tableNamed('shop', 'types'), engine }), {
          code: 'dump-truncated',
          message: /shop\.types/,
        });
      });
    });

    it('says that the dump’s rows are damaged', async () => {
      const bytes = Buffer.from(archiveBytes('pg15-custom.dump'));
      const at = (await offsetOfTypes(bytes)) + 300;
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await withFile('flipped.dump', bytes, async (dump) => {
        await assert.rejects(
          restore({ dump, table: tableNamed('shop', 'types'), engine }),
          (error) => ['dump-damaged', 'dump-truncated'].includes((error as RecoveryError).code),
        );
      });
    });

    it('says that a data file of a directory was emptied, which pg_restore takes for no rows', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'pra-test-emptied-'));
      try {
        await cp(archivePath('pg15-directory'), folder, { recursive: true });
        await chmod(join(folder, '3480.dat.gz'), 0o600);
        await truncate(join(folder, '3480.dat.gz'));
        const emptied = await tableOfPart(folder, '3480.dat');
        await assert.rejects(restore({ dump: folder, table: emptied, engine }), {
          code: 'dump-truncated',
          message: /^In shop\./,
        });
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('says that a tar is cut, at which pg_restore would loop for ever', async () => {
      const bytes = archiveBytes('pg15-tar.tar');
      const half = bytes.subarray(0, bytes.length / 2);
      await withFile('half.tar', half, async (dump) => {
        const types = tableNamed('shop', 'types');
        await assert.rejects(restore({ dump, table: types, engine }), {
          code: 'dump-truncated',
          message: /^In shop\.types: The tar file ends/,
        });
        assert.deepEqual(processesWith(dump), []);
      });
    });

    it('names the table and the line of a row that the server does not take', async () => {
      await withFile('wrong.dump', dumpWithWrongRow(), async (dump) => {
        await assert.rejects(restore({ dump, table, engine }), {
          code: 'restore-failed',
          message: /TABLE DATA s\.t.*"two"/,
        });
      });
    });

    it('says that the disk is full', async () => {
      const full = `begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100'; end`;
      await withFile('full.dump', dumpWithCheck(full), async (dump) => {
        await assert.rejects(restore({ dump, table, engine }), {
          code: 'disk-full',
          message: /No space left on device/,
          hint: /Free space/,
        });
      });
    });

    it('runs no program that a check of the dump asks for', async () => {
      await chmod(temporary.path, 0o777);
      const folder = await mkdtemp(join(tmpdir(), 'pra-test-evil-'));
      await chmod(folder, 0o777);
      const touched = join(folder, 'touched');
      const evil = `begin copy (select 1) to program 'touch ${touched}'; return true; end`;
      await withFile('evil.dump', dumpWithCheck(evil), async (dump) => {
        await assert.rejects(restore({ dump, table, engine }), { code: 'restore-failed' });
        assert.ok(!existsSync(touched));

        // The same as a superuser, allowed in words: the program runs. So the above is no accident.
        const { superuser } = await testServer();
        const services = await realServices(superuser);
        const scratch = scratchDatabases(superuser, { allowSuperuser: true });
        const { database } = await restoreDump(
          { dump, table, engine },
          { ...services, scratch },
          quietWork(),
        );
        await scratch.drop(database);
        assert.ok(existsSync(touched));
      });
      await rm(folder, { recursive: true });
    });

    it('says which extension the scratch server lacks', async () => {
      await withFile('extension.dump', dumpWithExtension(), async (dump) => {
        await assert.rejects(restore({ dump, table, engine }), {
          code: 'restore-failed',
          message: /extension no_such_extension/,
        });
      });
    });

    for (const [schema, name] of [
      ['shop', 'ordres'],
      ['shop', 'Orders'],
    ] as const) {
      it(`refuses the table ${schema}.${name}, which the dump does not hold`, async () => {
        const request = { dump: archivePath('pg15-custom.dump'), table: { schema, name }, engine };
        await assert.rejects(restore(request), { code: 'table-not-in-dump' });
      });
    }
  });
}

/** Where the rows of shop.types begin in a fixture. */
async function offsetOfTypes(bytes: Uint8Array): Promise<number> {
  const contents = await readContents(sourceOf(bytes));
  const entry = tableDataEntry(contents, tableNamed('shop', 'types'));
  assert.ok(entry?.data.state === 'at');
  return entry.data.offset;
}

async function restore(request: RestoreRequest, signal?: AbortSignal): Promise<void> {
  await restoreDump(request, await realServices(), quietWork(signal));
}

async function untilServerSleeps(): Promise<void> {
  while ((await sleepingSessions()) === 0) {
    await delay(20);
  }
}

async function sleepingSessions(): Promise<number> {
  const { superuser } = await testServer();
  return connected(superuser, async (session) => {
    const [count] = await session.row(
      `select count(*)
         from pg_catalog.pg_stat_activity
        where wait_event = 'PgSleep'`,
    );
    return Number(count);
  });
}

async function endSleepingSessions(): Promise<void> {
  const { superuser } = await testServer();
  await connected(superuser, (session) =>
    session.query(
      `select pg_terminate_backend(pid)
         from pg_catalog.pg_stat_activity
        where wait_event = 'PgSleep'`,
    ),
  );
}
