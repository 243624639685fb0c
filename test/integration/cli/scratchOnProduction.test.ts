import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { archivePath } from '../../support/dumps';
import { FaultProxy } from '../../support/faultProxy';
import { connected, testServer } from '../../support/postgres';
import { scratchNames } from '../restore/restoring';
import { praJson, temporaryFolder, uri } from './pra';

const dump = archivePath('pg15-custom.dump');
const folder = temporaryFolder();

describe('Scratch on the server of production, reached by another address', () => {
  let tunnel: FaultProxy;
  let production: string;
  let restoring: readonly string[];

  before(async () => {
    const server = await testServer();
    const database = await server.createDatabase();
    await connected(database, (session) =>
      session.query('create schema shop; create table shop.customers (id int primary key)'),
    );
    tunnel = await FaultProxy.start(database);
    production = uri(tunnel.settings);
    restoring = [dump, '--table', 'shop.customers', '--scratch', uri(server.owner)];
  });

  after(async () => {
    await tunnel.close();
  });

  it('is refused to a recovery before anything is made, with the word that allows it', async () => {
    const out = path.join(folder(), 'incident');
    const words = ['recover', ...restoring, '--live', production, '--out', out];
    const { status, error } = await praJson(words);
    assert.equal(status, 3);
    assert.equal(error.code, 'scratch-on-production');
    assert.match(error.hint ?? '', /--allow-production-server/);
    assert.deepEqual(await scratchNames(), []);
    assert.ok(!(await readdir(folder())).includes('incident'));
  });

  it('is refused to a restore that is told of the production, unless it is allowed', async () => {
    const words = ['restore', ...restoring, '--production', production];
    const refused = await praJson(words);
    assert.equal(refused.status, 3);
    assert.equal(refused.error.code, 'scratch-on-production');
    const allowed = await praJson([...words, '--allow-production-server']);
    assert.equal(allowed.status, 0, allowed.stderr);
    const { database } = allowed.json['scratch'] as { readonly database: string };
    assert.deepEqual(await scratchNames(), [database]);
    const { owner } = await testServer();
    await praJson(['scratch', 'drop', database, '--scratch', uri(owner)]);
  });
});
