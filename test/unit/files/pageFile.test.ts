import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RecoveryError } from '../../../src/core/errors';
import { PageFile } from '../../../src/files/pageFile';

const run = promisify(execFile);
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pra-test-pages-'));
});

after(async () => {
  await rm(folder, { recursive: true });
});

describe('The temporary file of differences', () => {
  it('gives back each page, whatever was written since', async () => {
    const file = PageFile.create(folder);
    const first = file.write(Uint8Array.of(1, 2, 3));
    const second = file.write(Uint8Array.of(4, 5));
    assert.deepEqual(await file.read(second, 2), Uint8Array.of(4, 5));
    assert.deepEqual(await file.read(first, 3), Uint8Array.of(1, 2, 3));
    file.close();
    file.close();
  });

  it('leaves nothing behind, even where the process is killed', async () => {
    const file = PageFile.create(folder);
    file.write(Uint8Array.of(1));
    // Windows cannot remove what is open; there it goes when it is closed.
    if (process.platform !== 'win32') {
      assert.deepEqual(await readdir(folder), []);
    }
    file.close();
    assert.deepEqual(await readdir(folder), []);
  });

  it('says that the disk is full', async function () {
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    if (!mounted) {
      this.skip();
    }
    try {
      const file = PageFile.create(folder);
      const isDiskFull = (error: unknown): boolean =>
        error instanceof RecoveryError && error.code === 'disk-full';
      assert.throws(() => file.write(new Uint8Array(128 * 1024)), isDiskFull);
      file.close();
    } finally {
      await run('umount', [folder]);
    }
  });

  it('says where it may not be written', () => {
    assert.throws(() => PageFile.create(join(folder, 'nowhere')), RecoveryError);
  });
});
