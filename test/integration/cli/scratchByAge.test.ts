import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { userInfo } from 'node:os';
import { archivePath } from '../../support/dumps';
import { testServer } from '../../support/postgres';
import { scratchNames } from '../restore/restoring';
import { pra, praJson, uri } from './pra';

describe('pra scratch', () => {
  let server: readonly string[];
  let database: string;

  before(async () => {
    server = ['--scratch', uri((await testServer()).owner)];
    const dump = archivePath('pg15-custom.dump');
    const { json } = await praJson(['restore', dump, '--table', 'shop.orders', ...server]);
    ({ database } = json['scratch'] as { readonly database: string });
  });

  it('list tells what, by whom, how old and how large', async () => {
    const { json } = await praJson(['scratch', 'list', ...server]);
    const [listed] = json['databases'] as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual(listed?.['table'], { schema: 'shop', name: 'orders' });
    assert.equal(listed['owner'], userInfo().username);
    const { stdout } = await pra(['scratch', 'list', ...server]);
    assert.match(stdout, /shop\.orders +from pg15-custom\.dump +by \S+ +0 min ago +\d+ MB/);
  });

  it('drop --older-than leaves what is younger, and drops the rest', async () => {
    const young = await praJson(['scratch', 'drop', '--older-than', '1', ...server]);
    assert.deepEqual([young.json['dropped'], young.json['inUse']], [[], []]);
    assert.deepEqual(await scratchNames(), [database]);
    await pause(1000);
    const old = await praJson(['scratch', 'drop', '--older-than', '0.00001', ...server]);
    assert.deepEqual(old.json['dropped'], [database]);
    assert.deepEqual(await scratchNames(), []);
  });

  it('drop wants one of a name, --all and --older-than, and a number of days', async () => {
    for (const words of [[], ['--all', '--older-than', '1'], ['--older-than', 'soon']]) {
      const { status, error } = await praJson(['scratch', 'drop', ...words, ...server]);
      assert.equal(status, 2);
      assert.match(error.message, /--older-than/);
    }
  });
});
