import assert from 'node:assert/strict';
import path from 'node:path';
import { serverAccount } from '../../../src/pgtools/server/account';
import { findServerBinaries } from '../../../src/pgtools/programs/binaries';
import { privateServerStatus } from '../../../src/pgtools/server/privateServer';
import { archivePath } from '../../support/dumps';
import { bundleHolder, startHolder } from '../pgtools/holders';
import { praJson, temporaryFolder } from './pra';

const folder = temporaryFolder();

describe('The private server', () => {
  it('is one for two windows and the command line at once, and stops after the last', async () => {
    const home = path.join(folder(), 'shared');
    const variables = { PRA_HOME: home };
    const server = { home, name: 'scratch' };
    const account = await serverAccount();
    const { directory } = await findServerBinaries({ home: folder(), account });
    const holder = { home, server: 'scratch', binaries: directory };
    const program = await bundleHolder(path.join(folder(), 'holder'));

    const dump = archivePath('pg15-custom.dump');
    const words = ['restore', dump, '--table', 'shop.customers', '--engine', 'built-in'];
    const [first, second, restored] = await Promise.all([
      startHolder(program, holder),
      startHolder(program, holder),
      praJson(words, variables),
    ]);
    try {
      assert.equal(restored.status, 0, restored.stderr);
      assert.equal(first.superuser.port, second.superuser.port);
      const status = await privateServerStatus(server);
      assert.equal(status.state === 'running' && status.port, first.superuser.port);

      await first.release();
      const dropped = await praJson(['scratch', 'drop', '--all'], variables);
      assert.equal(dropped.status, 0, dropped.stderr);
      assert.equal((await privateServerStatus(server)).state, 'running');
    } finally {
      await second.release();
    }
    assert.equal((await privateServerStatus(server)).state, 'stopped');
  });
});
