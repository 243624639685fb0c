import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RecoveryError } from '../../../src/core/errors';
import { findPgRestores } from '../../../src/pgtools/programs/findPgRestore';
import { archivePath } from '../../support/dumps';
import { type OwnTemporaryFolder, ownTemporaryFolder } from '../../support/ownTemporaryFolder';
import { connected, testServer } from '../../support/postgres';
import { withFile } from './awkwardDumps';
import { processesWith } from './processes';
import { realServices, scratchNames } from './restoring';
import {
  onThreeRows,
  restoringThreeRows,
  runWith,
  withProduction,
  withReadmeScript,
  withScript,
} from './runnerScripts';

describe('A site’s own restore script', function () {
  let temporary: OwnTemporaryFolder;
  before(async () => {
    await testServer();
    temporary = await ownTemporaryFolder();
  });
  afterEach('leaves nothing', async () => {
    assert.deepEqual(await scratchNames(), []);
    assert.deepEqual(readdirSync(temporary.path), []);
  });
  after(() => temporary.end());

  it('fills a scratch database, which is counted, marked as complete, and stays', async () => {
    await onThreeRows(restoringThreeRows, async (run) => {
      await withProduction(async (production) => {
        const { scratch } = await realServices();
        const restored = await runWith({ ...run, productions: [production] });
        const [listed] = await scratch.list();
        await scratch.drop(restored.database);
        assert.equal(listed?.name, restored.database);
        assert.equal(listed.state, 'complete');
        assert.equal(listed.origin.dump, 'nightly.dump');
        assert.deepEqual(
          restored.tables.map(({ name, rows }) => ({ name, rows })),
          [{ name: 't', rows: 3 }],
        );
        assert.deepEqual(restored.warnings, []);
      });
    });
  });

  it('is told its target by arguments and variables, and knows no other database', async () => {
    const body = `${restoringThreeRows}
      console.log(JSON.stringify({
        args: process.argv.slice(2), env: process.env, cwd: process.cwd(),
        read: require('node:fs').readFileSync(0, 'utf8'),
      }));`;
    process.env['DBM_PG_HOST'] = 'production.example';
    process.env['PGSERVICE'] = 'production';
    try {
      await onThreeRows(body, async ({ dump, settings }, file) => {
        const lines: string[] = [];
        const environment = { SITE_PASSWORD: '${password}' };
        const { scratch, server } = await realServices();
        const restored = await runWith({ dump, settings: { ...settings, environment } }, lines);
        await scratch.drop(restored.database);
        const said = JSON.parse(lines.join('\n')) as Said;
        const { host, port, user } = server;
        assert.deepEqual(said.args, [dump, host, String(port), restored.database, user]);
        assert.equal(said.read, '');
        assert.equal(said.env['PGDATABASE'], restored.database);
        assert.equal(said.env['PGPORT'], String(port));
        // Both hold the password, which is not to be read here.
        assert.deepEqual(
          [said.env['PGPASSWORD'], said.env['SITE_PASSWORD']],
          ['********', '********'],
        );
        assert.equal(said.env['DBM_PG_HOST'], undefined);
        assert.equal(said.env['PGSERVICE'], undefined);
        assert.ok(said.cwd.includes('pra-runner-') && !existsSync(said.cwd), file);
      });
    } finally {
      delete process.env['DBM_PG_HOST'];
      delete process.env['PGSERVICE'];
    }
  });

  for (const dump of [archivePath('pg15-custom.dump'), 'media/sample/mairie.dump']) {
    it(`restores ${basename(dump)} by the script that the README shows`, async function () {
      const [found] = await findPgRestores({});
      if (!found || process.platform === 'win32') {
        console.log('    (no pg_restore on this machine)');
        this.skip();
      }
      const { scratch } = await realServices();
      await withReadmeScript(dirname(found.path), async (settings) => {
        const restored = await runWith({ dump, settings });
        await scratch.drop(restored.database);
        assert.ok(restored.tables.length > 10);
        assert.deepEqual(restored.warnings, []);
      });
    });
  }

  it('that does nothing and ends without an error has restored nothing', async () => {
    await onThreeRows('', async (run) => {
      await assert.rejects(runWith(run), {
        code: 'restore-failed',
        message: /^Nothing was restored: the scratch database holds no table of the dump/,
      });
    });
  });

  it('that loses rows is told by the tables that differ', async () => {
    const body = 'await query("create schema s; create table s.t (a text)");';
    await onThreeRows(body, async (run) => {
      await assert.rejects(runWith(run), {
        code: 'restore-failed',
        message: /s\.t has 0 rows, in the dump 3/,
      });
    });
  });

  it('that fails is told by its last words, though the rows are there', async () => {
    const body = `${restoringThreeRows} console.error('first'); console.error('no such role: db_admin'); process.exitCode = 3;`;
    await onThreeRows(body, async (run) => {
      await assert.rejects(runWith(run), {
        code: 'restore-failed',
        message: 'The script ended with status 3: first / no such role: db_admin',
      });
    });
  });

  it('is stopped within two seconds with all that it has started, though it does not listen', async () => {
    const body = `
      process.on('SIGTERM', () => undefined);
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', __filename], { stdio: 'ignore' });
      const client = await connect();
      console.log('ready');
      await client.query('select pg_sleep(60)');`;
    await onThreeRows(body, async (run, file) => {
      const stop = new AbortController();
      const reason = new Error('cancelled by the user');
      const lines: string[] = [];
      const ended = assert.rejects(
        runWith({ ...run, signal: stop.signal }, lines),
        (error) => error === reason,
      );
      while (lines.length === 0) {
        await pause(20);
      }
      const started = performance.now();
      stop.abort(reason);
      await ended;
      assert.ok(performance.now() - started < 2000, 'took too long');
      assert.deepEqual(processesWith(file), []);
    });
  });

  it('that prints the password has it masked, in the log and in the failure', async () => {
    const body = `
      const { PGPASSWORD } = process.env;
      console.log('connecting with ' + PGPASSWORD);
      console.error('postgresql://u:' + encodeURIComponent(PGPASSWORD) + '@host');
      process.exit(1);`;
    await onThreeRows(body, async (run) => {
      const { server } = await realServices();
      const lines: string[] = [];
      const failure: unknown = await runWith(run, lines).catch((error: unknown) => error);
      assert.ok(failure instanceof RecoveryError && server.password !== undefined);
      assert.deepEqual([...lines].sort(), [
        'connecting with ********',
        'postgresql://u:********@host',
      ]);
      assert.ok(!failure.message.includes(server.password), failure.message);
    });
  });

  it('that cannot be started is told by its name', async () => {
    await onThreeRows('', async ({ dump, settings }) => {
      const missing = { ...settings, program: '/no/such/restore.sh' };
      await assert.rejects(runWith({ dump, settings: missing }), {
        code: 'runner-refused',
        message: '/no/such/restore.sh cannot be started: ENOENT.',
      });
    });
  });

  it('that drops the scratch database and makes it anew is refused, and that one goes too', async () => {
    const anew = `
      const { PGDATABASE } = process.env;
      await queryAs({ database: 'postgres' }, 'drop database "' + PGDATABASE + '" with (force)');
      await queryAs({ database: 'postgres' }, 'create database "' + PGDATABASE + '"');`;
    await onThreeRows(`${anew} ${restoringThreeRows}`, async (run) => {
      await assert.rejects(runWith(run), {
        code: 'restore-failed',
        message: /dropped the scratch database pra_scratch_/,
      });
    });
  });

  it('that restores into a database of its own beside it is told so, since it stays there', async () => {
    const beside = "await queryAs({ database: 'postgres' }, 'create database mairie_copy');";
    const server = await testServer();
    try {
      for (const rest of [restoringThreeRows, 'process.exitCode = 1;']) {
        await onThreeRows(`${beside} ${rest}`, async (run) => {
          await assert.rejects(runWith(run), {
            code: 'restore-failed',
            message: /made another database on the scratch server: mairie_copy\./,
          });
        });
        await connected(server.superuser, (session) => session.query('drop database mairie_copy'));
      }
    } finally {
      await connected(server.superuser, (session) =>
        session.query('drop database if exists mairie_copy'),
      );
    }
  });

  it('whose tables force row security upon their owner is counted whole', async () => {
    const forced = `await query('alter table s.t enable row level security; alter table s.t force row level security');`;
    await onThreeRows(`${restoringThreeRows} ${forced}`, async (run) => {
      const { scratch } = await realServices();
      const restored = await runWith(run);
      await scratch.drop(restored.database);
      assert.equal(restored.tables[0]?.rows, 3);
    });
  });

  it('fills a database from a plain dump as from an archive', async () => {
    const plain = plainDumpOf(['1', '2', '3']);
    await withFile('nightly.sql', Buffer.from(plain), (dump) =>
      withScript(restoringThreeRows, async (settings) => {
        const { scratch } = await realServices();
        const restored = await runWith({ dump, settings });
        await scratch.drop(restored.database);
        assert.equal(restored.tables[0]?.rows, 3);
      }),
    );
  });
});

interface Said {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly read: string;
}

function plainDumpOf(lines: readonly string[]): string {
  return `--
-- PostgreSQL database dump
--

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18

SET client_encoding = 'UTF8';

CREATE SCHEMA s;

CREATE TABLE s.t (
    a text
);

COPY s.t (a) FROM stdin;
${lines.join('\n')}
\\.


--
-- PostgreSQL database dump complete
--

`;
}
