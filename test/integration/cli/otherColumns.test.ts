import assert from 'node:assert/strict';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connected, testServer } from '../../support/postgres';
import { plainScript, rowsOfTable, schema } from '../restore/plainScripts';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('pra recover of a table that was loaded anew, under other numbers and with two names swapped', () => {
  let words: readonly string[];

  const recover = (name: string, ...options: readonly string[]): Promise<Document> =>
    praJson([...words, '--out', path.join(folder(), name), ...options]);

  before(async () => {
    const server = await testServer();
    const production = await server.createDatabase();
    await connected(production, (session) =>
      session.query(`
        create schema s;
        create table s.cartes (id int primary key, code text, ville text, rue text, neuf text);
        insert into s.cartes
        values (11, 'A', 'rue 1', 'ville 1', null), (12, 'B', 'rue 2', 'ville 2', null),
               (13, 'C', 'rue 3', 'ailleurs', null), (14, 'C', 'rue 3', 'ville 3', null)`),
    );
    const dump = path.join(folder(), 'cartes.sql');
    const columns = '    id integer NOT NULL,\n    code text,\n    ville text,\n    rue text';
    const lines = [1, 2, 3].map((at) => `${at}\t${'.ABC'.charAt(at)}\tville ${at}\true ${at}`);
    await writeFile(
      dump,
      plainScript(
        schema,
        `CREATE TABLE s.cartes (\n${columns}\n);\n`,
        rowsOfTable('s.cartes (id, code, ville, rue)', lines),
        'ALTER TABLE ONLY s.cartes\n    ADD CONSTRAINT cartes_pkey PRIMARY KEY (id);\n',
      ),
    );
    words = [
      ...['recover', dump, '--table', 's.cartes', '--live', uri(production)],
      ...['--scratch', uri(server.owner), '--allow-production-server'],
    ];
  });

  it('finds no row again by the key that no longer serves', async () => {
    const { json } = await recover('by-id');
    const { rows } = json['compare'] as { rows: Record<string, number> };
    assert.deepEqual([rows['missing'], rows['extra'], rows['identical']], [3, 4, 0]);
  });

  it('tells rows apart by other columns, each under the other’s name; those that share them are conflicts', async () => {
    const swapped = ['--map', 'ville=rue', '--map', 'rue=ville'];
    const { json, stderr } = await recover(
      'by-code',
      '--key',
      'code',
      '--ignore',
      'id',
      ...swapped,
    );
    const { rows } = json['compare'] as { rows: Record<string, number> };
    assert.deepEqual(
      [rows['identical'], rows['conflicts'], rows['liveConflicts'], rows['changed']],
      [2, 1, 2, 0],
      stderr,
    );
  });

  it('refuses a condition over a column that the plain dump does not have before anything is restored', async () => {
    const { status, error } = await recover('refused', '--where', `neuf is null`);
    assert.equal(status, 2);
    assert.match(error.message, /column that the backup does not have/);
    await assert.rejects(access(path.join(folder(), 'refused')));
  });
});
