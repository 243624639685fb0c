import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connected, testServer, type TestServer } from '../../support/postgres';
import { archivePath } from '../../support/dumps';
import { pra, praJson, startPra, temporaryFolder, uri } from './pra';

const dump = archivePath('pg15-custom.dump');
const folder = temporaryFolder();

describe('pra says why it cannot', () => {
  let server: TestServer;
  let live: string;
  let scratch: string;
  let home: string;

  before(async () => {
    server = await testServer();
    home = path.join(folder(), 'home');
    const database = await server.createDatabase();
    await connected(database, (session) =>
      session.query(`
        create schema shop;
        create table shop.customers (id int primary key, name text);`),
    );
    live = uri(database);
    scratch = uri(server.owner);
  });

  it('where the dump does not hold the table, and names the one that was meant', async () => {
    const words = ['restore', dump, '--table', 'shop.custmers', '--scratch', scratch];
    const { status, error } = await praJson(words);
    assert.equal(status, 4);
    assert.equal(error.code, 'table-not-in-dump');
    assert.match(error.hint ?? '', /shop\.customers/);
  });

  it('where the dump is cut, damaged, or none', async () => {
    const bytes = await readFile(dump);
    const cut = path.join(folder(), 'cut.dump');
    await writeFile(cut, bytes.subarray(0, bytes.length - 2000));
    const flipped = path.join(folder(), 'flipped.dump');
    await writeFile(flipped, bytes.with(bytes.length - 3000, 0xff ^ (bytes.at(-3000) ?? 0)));
    const text = path.join(folder(), 'text.dump');
    await writeFile(text, 'hello');
    const codes = [];
    for (const file of [cut, flipped, text, path.join(folder(), 'none.dump')]) {
      const { status, json, error } = await praJson(['verify', file]);
      assert.equal(status, 4, file);
      assert.equal(json['ok'], false);
      assert.equal((json['dumps'] as unknown[]).length, 1);
      codes.push(error.code);
    }
    assert.deepEqual(codes, ['dump-truncated', 'dump-damaged', 'dump-format', 'dump-unreadable']);
  });

  it('where the password is wrong, without ever printing it', async () => {
    const wrong = live.replace(/:[^:@]*@/, ':s3cret@');
    const words = ['compare', '--backup', wrong, '--live', wrong, '--table', 'shop.customers'];
    const { status, json, stderr, error } = await praJson(words);
    assert.equal(status, 5);
    assert.equal(error.code, 'wrong-password');
    assert.doesNotMatch(JSON.stringify(json) + stderr, /s3cret/);
    const asText = await pra(words);
    assert.equal(asText.status, 5);
    assert.equal(asText.stdout, '');
    assert.doesNotMatch(asText.stderr, /s3cret/);
  });

  it('where a password is asked for, and none was given', async () => {
    const without = live.replace(/:[^:@]*@/, '@');
    const words = ['figures', '--live', without, '--backup', without, '--table', 'shop.customers'];
    const { status, error } = await praJson(words, { PGPASSFILE: path.join(folder(), 'none') });
    assert.equal(status, 5);
    assert.equal(error.code, 'wrong-password');
    assert.match(error.message, /asks for a password, and none was given/);
  });

  it('where nobody listens', async () => {
    const words = ['restore', dump, '--table', 'shop.customers', '--scratch'];
    const { status, error } = await praJson([...words, 'host=127.0.0.1 port=1 user=u dbname=d']);
    assert.equal(status, 5);
    assert.equal(error.code, 'cannot-connect');
  });

  it('where there are no PostgreSQL programs for a private server', async () => {
    const words = ['restore', dump, '--table', 'shop.customers'];
    const variables = { PRA_HOME: home, PRA_POSTGRES_BIN: path.join(folder(), 'nothing') };
    const { status, error } = await praJson(words, variables);
    assert.equal(status, 5);
    assert.equal(error.code, 'no-postgres-binaries');
  });

  it('where the scratch role is a superuser', async () => {
    const words = [
      'restore',
      dump,
      '--table',
      'shop.customers',
      '--scratch',
      uri(server.superuser),
    ];
    const { status, error } = await praJson(words);
    assert.equal(status, 3);
    assert.equal(error.code, 'superuser-refused');
  });

  it('where the live database has no such table, before anything is restored', async () => {
    const out = path.join(folder(), 'not-there');
    const words = ['recover', dump, '--table', 'shop.orders', '--live', live, '--out', out];
    const { status, error } = await praJson([...words, '--scratch', scratch]);
    assert.equal(status, 3);
    assert.equal(error.code, 'table-not-found');
    assert.ok(!(await readdir(folder())).includes('not-there'));
  });

  it('where a policy may hide rows of production, before anything is restored', async () => {
    const role = await server.createRole('sees_a_part', 'nosuperuser');
    const database = await server.createDatabase();
    await connected(database, (session) =>
      session.query(`
        create schema shop;
        create table shop.customers (id int primary key, name text);
        alter table shop.customers enable row level security;
        create policy part on shop.customers using (id > 1);
        grant usage on schema shop to sees_a_part;
        grant select on shop.customers to sees_a_part;`),
    );
    const partly = uri({ ...role, database: database.database });
    const out = path.join(folder(), 'hidden');
    const words = ['recover', dump, '--table', 'shop.customers', '--live', partly, '--out', out];
    // No scratch server answers there: it is not come so far.
    const nowhere = ['--scratch', 'postgresql://nobody@127.0.0.1:1/none'];
    const { status, error } = await praJson([...words, ...nowhere, '--allow-production-server']);
    assert.deepEqual([status, error.code], [3, 'row-security']);
  });

  it('where production runs on this machine, and starts no private server then', async () => {
    const out = path.join(folder(), 'same-machine');
    const words = ['recover', dump, '--table', 'shop.customers', '--live', live, '--out', out];
    const variables = { PRA_HOME: path.join(folder(), 'untouched') };
    const refused = await praJson(words, variables);
    assert.equal(refused.status, 3);
    assert.equal(refused.error.code, 'production-on-this-machine');
    const allowed = ['--allow-same-machine', '--keep-free', '1e9'];
    assert.equal((await praJson([...words, ...allowed], variables)).status, 2);
    const keepFree = ['--allow-same-machine', '--keep-free', '1000000'];
    const full = await praJson([...words, ...keepFree], variables);
    assert.match(full.error.message, /too little of its disk free/);
    assert.ok(!(await readdir(folder())).includes('untouched'));
  });

  it('where the database refuses, with its SQLSTATE', async () => {
    const reader = await server.createRole('cli_no_rights', '');
    const { database } = await server.createDatabase();
    await connected({ ...server.superuser, database }, (session) =>
      session.query('create table public.t (id int primary key); insert into t values (1)'),
    );
    const none = uri({ ...reader, database });
    const words = ['compare', '--backup', none, '--live', none, '--table', 'public.t'];
    const { status, json } = await praJson(words);
    assert.equal(status, 6);
    const { code, sqlstate } = json['error'] as { code: string; sqlstate: string };
    assert.deepEqual([code, sqlstate], ['permission-denied', '42501']);
  });

  it('where the incident’s folder cannot be made', async () => {
    const file = path.join(folder(), 'file');
    await writeFile(file, '');
    const out = path.join(file, 'incident');
    const words = ['recover', dump, '--table', 'shop.customers', '--live', live, '--out', out];
    const { status, error } = await praJson([
      ...words,
      ...['--scratch', scratch, '--allow-production-server'],
    ]);
    assert.equal(status, 2);
    assert.match(error.message, /file/);
  });

  it('where a folder is no incident', async () => {
    const { status, error } = await praJson(['rehearse', folder(), '--live', live]);
    assert.equal(status, 4);
    assert.equal(error.code, 'incident-unreadable');
  });

  it('where the call is wrong, and helps with it', async () => {
    const { status, error } = await praJson(['restore', dump, '--tabel', 'x']);
    assert.equal(status, 2);
    assert.equal(error.code, 'usage');
    assert.match(error.hint ?? '', /--table/);
  });
});

describe('pra', () => {
  it('shows its version and its help', async () => {
    assert.match((await pra(['--version'])).stdout, /^pra \d+\.\d+\.\d+\n$/);
    const help = await pra(['recover', '--help']);
    assert.equal(help.status, 0);
    assert.match(help.stdout, /--transaction XID/);
  });

  it('does not mind a reader that goes away', async () => {
    const child = await startPra(['toc', dump, '--json'], {});
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    const [status] = (await once(child, 'exit')) as [number | null];
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('shows what a dump holds', async () => {
    const { status, json } = await praJson(['toc', dump]);
    assert.equal(status, 0);
    const { format, archiveVersion, database } = json['dump'] as Record<string, unknown>;
    assert.deepEqual([format, archiveVersion, database], ['custom', '1.14', 'nasty']);
    const tables = json['tables'] as { schema: string; name: string; kind: string }[];
    assert.equal(tables.find(({ name }) => name === 'events')?.kind, 'partitioned');
    assert.equal(json['entries'], 85);
  });
});
