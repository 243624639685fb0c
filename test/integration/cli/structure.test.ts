import assert from 'node:assert/strict';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { archivePath } from '../../support/dumps';
import { connected, testServer } from '../../support/postgres';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

const dump = archivePath('pg15-custom.dump');
const folder = temporaryFolder();

interface Difference {
  readonly column: string;
  readonly difference: string;
  readonly consequence: string;
  readonly blocks?: string;
}

describe('A production table that has changed its structure since the dump', () => {
  let home: Readonly<Record<string, string>>;
  let production: ConnectionSettings;
  let live: string;
  let backup: string;
  let scratchDatabase: string;

  const ok = async (...words: readonly string[]): Promise<Document['json']> => {
    const { status, json, stderr } = await praJson(words, home);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    return json;
  };
  const inProduction = (...statements: readonly string[]): Promise<readonly string[]> =>
    connected(production, async (session) => {
      for (const statement of statements.slice(0, -1)) {
        await session.query(statement);
      }
      return (await session.rows(statements.at(-1) ?? '')).map((row) => row.join(' '));
    });

  before(async function () {
    this.timeout(120_000);
    home = { PRA_HOME: path.join(folder(), 'home') };
    const server = await testServer();
    production = await server.createDatabase();
    live = uri(production);
    const restored = await ok('restore', dump, '--all', '--scratch', uri(server.owner));
    const { database } = restored['scratch'] as { database: string };
    scratchDatabase = database;
    const scratch = { ...server.owner, database };
    backup = uri(scratch);
    await connected(scratch, async (session) => {
      const rows = await session.rows(
        `select id, "Mixed Case" from "Other Shop".orders order by id`,
      );
      await inProduction(
        `create schema "Other Shop"`,
        `create schema shop`,
        `create table "Other Shop".orders (id int primary key, title text)`,
        ...rows.map(
          ([id, title]) => `insert into "Other Shop".orders values (${id ?? ''}, '${title ?? ''}')`,
        ),
        `create table shop.customers (id int primary key, name varchar(5), must text not null)`,
        `create table shop.base (id int primary key, v text)`,
        `create table shop.child (extra text) inherits (shop.base)`,
        'select',
      );
    });
  });

  after(async () => {
    // Other tests count the scratch databases of the server that all share.
    const scratch = uri((await testServer()).owner);
    await ok('scratch', 'drop', scratchDatabase, '--scratch', scratch);
  });

  it('is shown as definitions and as differences, with what they mean', async () => {
    const sides = ['--backup', backup, '--live', live, '--table', 'shop.customers'];
    const json = await ok('structure', ...sides);
    const { backup: was, live: is } = json['ddl'] as Record<string, string>;
    assert.match(was ?? '', /^CREATE TABLE shop\.customers \(\n {4}id integer GENERATED/m);
    assert.match(is ?? '', /must text NOT NULL/);
    const structure = json['structure'] as Difference[];
    assert.deepEqual(
      structure.map(({ column, difference, blocks }) => [column, difference, blocks]),
      [
        ['id', 'identity', undefined],
        ['name', 'type', undefined],
        ['name', 'nullability', undefined],
        ['must', 'only in production', 'inserts'],
        ['home', 'only in backup', undefined],
        ['slug', 'only in backup', undefined],
      ],
    );
    const { stdout } = await pra(['structure', ...sides], home);
    assert.match(stdout, /^BLOCKED: Missing rows cannot be inserted: .* column "must"/);
    assert.match(stdout, /^\+ {5}must text NOT NULL,$/m);
    assert.match(
      stdout,
      /^ {2}name .* type text → character varying\(5\) .*does not fit is refused\.$/m,
    );
  });

  it('says what blocks a correction at the top of the comparison, not in an error later', async () => {
    const { stdout } = await pra(
      ['compare', '--backup', backup, '--live', live, '--table', 'shop.customers'],
      home,
    );
    assert.match(stdout, /^BLOCKED: Missing rows cannot be inserted/);
  });

  it('is corrected under its new names: planned again, rehearsed, applied, proved, undone', async () => {
    const table = '"Other Shop".orders';
    const read = `select id, title from ${table} order by id`;
    const before = await inProduction(read);
    assert.ok(before.length > 1);
    const damaged = await inProduction(
      `update ${table} set title = 'wrong' where id = (select min(id) from ${table})`,
      `delete from ${table} where id = (select max(id) from ${table})`,
      read,
    );
    const incident = path.join(folder(), 'incident');
    const scratch = uri((await testServer()).owner);
    const json = await ok(
      ...['recover', dump, '--table', table, '--live', live, '--out', incident],
      ...[
        '--scratch',
        scratch,
        '--allow-production-server',
        '--map',
        '"Mixed Case"=title',
        '--select',
        'missing',
      ],
    );
    const { structure } = json['compare'] as { structure: Difference[] };
    assert.deepEqual(
      structure.map(({ column, difference }) => `${column}: ${difference}`),
      ['title: name', 'select: only in backup'],
    );
    const replanned = await ok('replan', incident, '--select', 'missing,changed');
    assert.deepEqual(replanned['plan'], { insert: 1, update: 1, delete: 0 });
    await ok('rehearse', incident, '--live', live);
    await ok('apply', incident, '--live', live, '--confirm', table);
    assert.deepEqual(await inProduction(read), before);
    await ok('prove', incident, '--live', live);
    await ok('undo', incident, '--live', live, '--confirm', table);
    assert.deepEqual(await inProduction(read), damaged);
  });

  it('is refused as a whole where its rows lie in several tables, before anything is restored', async () => {
    const words = ['recover', dump, '--table', 'shop.base', '--live', live];
    const out = ['--out', path.join(folder(), 'tree'), '--select', 'missing'];
    const { status, error } = await praJson([...words, ...out], home);
    assert.deepEqual([status, error.code], [3, 'inheritance']);
    assert.match(error.message, /one table at a time \(shop\.child\)/);
  });

  it('takes no pair of columns that is none', async () => {
    const { status, error } = await praJson(
      ['structure', '--backup', backup, '--live', live, '--table', 'shop.base', '--map', 'a'],
      home,
    );
    assert.equal(status, 2);
    assert.match(error.message, /“a” does not match two columns/);
  });
});
