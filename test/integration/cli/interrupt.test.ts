import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { copyBlock, writeArchive } from '../../support/archiveWriter';
import { connected, testServer, type TestServer } from '../../support/postgres';
import { ended, praJson, startPra, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

async function scratchDatabases({ superuser }: TestServer): Promise<readonly string[]> {
  const rows = await connected(superuser, (session) =>
    session.rows(`select datname from pg_database where datname like 'pra\\_scratch\\_%'`),
  );
  return rows.map(([name]) => String(name));
}

/** A table that takes a while to restore. */
async function largeDump(): Promise<string> {
  const line = 'x'.repeat(200);
  const lines = Array.from({ length: 600_000 }, (_, id) => `${id}\t${line}`);
  const file = path.join(folder(), 'large.dump');
  const table = { tag: 'large', namespace: 'public' };
  await writeFile(
    file,
    writeArchive({
      ...{ minor: 14, compression: 'none' },
      entries: [
        {
          ...{ ...table, desc: 'TABLE', relkind: 'r' },
          definition: 'CREATE TABLE public.large (id integer, line text);\n',
        },
        {
          ...{ ...table, desc: 'TABLE DATA', dependencies: [2] },
          copyStatement: 'COPY public.large (id, line) FROM stdin;\n',
          data: copyBlock(lines),
        },
      ],
    }),
  );
  return file;
}

async function untilRestoring(server: TestServer, child: ChildProcess): Promise<void> {
  while ((await scratchDatabases(server)).length === 0) {
    assert.equal(child.exitCode, null, 'It ended before it could be stopped.');
    await pause(20);
  }
  await pause(100);
}

describe('Ctrl-C in the middle of a restore', () => {
  for (const engine of ['built-in', 'auto']) {
    it(`ends with 130 and leaves no scratch database behind (${engine})`, async () => {
      const server = await testServer();
      const words = ['restore', await largeDump(), '--table', 'public.large', '--engine', engine];
      const child = await startPra([...words, '--scratch', uri(server.owner), '--json'], {});
      const end = ended(child);
      await untilRestoring(server, child);
      child.kill('SIGINT');
      const { status, stdout, stderr } = await end;
      assert.equal(status, 130, stdout + stderr);
      assert.deepEqual(JSON.parse(stdout), {
        ok: false,
        error: { code: 'cancelled', message: 'Cancelled.', hint: null },
      });
      assert.match(stderr, /cleaning up/);
      assert.deepEqual(await scratchDatabases(server), []);
    });
  }
});

describe('A recovery whose process is killed in the middle', () => {
  it('goes on into the same incident, and leaves no scratch database behind', async () => {
    const server = await testServer();
    const production = await server.createDatabase();
    await connected(production, (session) =>
      session.query(`
        create table large (id integer primary key, line text);
        insert into large select n, repeat('x', 200) from generate_series(1, 599999) n`),
    );
    const out = path.join(folder(), 'incident');
    const words = [
      ...['recover', await largeDump(), '--table', 'public.large', '--live', uri(production)],
      ...['--scratch', uri(server.owner), '--allow-production-server', '--out', out],
    ];
    const child = await startPra(words, {});
    const end = ended(child);
    await untilRestoring(server, child);
    const { status, error } = await praJson(words);
    assert.equal(status, 3, error.message);
    assert.equal(error.code, 'in-use');
    child.kill('SIGKILL');
    await end;
    assert.deepEqual(await readdir(path.join(out, 'rows')), []);

    const again = await praJson(words);
    assert.equal(again.status, 0, again.stderr);
    const { rows } = again.json['compare'] as { readonly rows: Readonly<Record<string, number>> };
    assert.deepEqual([rows['missing'], rows['changed'], rows['extra']], [1, 0, 0]);
    assert.deepEqual(await scratchDatabases(server), []);
    assert.deepEqual(
      (await readdir(out)).filter((name) => name.startsWith('.rec')),
      [],
    );
  });
});
