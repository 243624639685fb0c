import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../../src/files/durableFile';

describe('A folder to be made', () => {
  it('is made with those above it, and may be there already', async () => {
    const above = await mkdtemp(join(tmpdir(), 'pra-folder-'));
    try {
      const wanted = join(above, 'a', 'b', 'c');
      await makeFolder(wanted, 0o700);
      await makeFolder(wanted, 0o700);
      assert.equal((await stat(wanted)).mode & 0o777, 0o700);
    } finally {
      await rm(above, { recursive: true });
    }
  });

  it('is refused, not waited for, where nothing can be made', async function () {
    if (process.platform !== 'linux') {
      return;
    }
    this.timeout(5000);
    await assert.rejects(makeFolder('/proc/nowhere/incident', 0o700), { code: 'usage' });
  });
});
