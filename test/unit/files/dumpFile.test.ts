import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piecesOf } from '../../../src/core/archive/pieces';
import { RecoveryError } from '../../../src/core/errors';
import { dumpFiles } from '../../../src/files/dumpFile';
import { openDumpFile } from '../../../src/files/openDumpFile';
import { collected, withCode } from '../../support/dumps';

describe('A dump file', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'pra-dump-file-'))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives the bytes asked for, and fewer only at its end', async () => {
    const path = join(folder, 'ten');
    writeFileSync(path, '0123456789');
    const file = await openDumpFile(path);
    try {
      assert.equal(file.size, 10);
      assert.equal(Buffer.from(await file.read(2, 3)).toString(), '234');
      assert.equal(Buffer.from(await file.read(8, 5)).toString(), '89');
      assert.equal((await file.read(10, 5)).length, 0);
      assert.equal((await file.read(99, 5)).length, 0);
    } finally {
      await file.close();
    }
  });

  it('is given out piece by piece, whole', async () => {
    const path = join(folder, 'large');
    const bytes = Buffer.alloc(1_500_001, 'pra ');
    writeFileSync(path, bytes);
    const file = await openDumpFile(path);
    try {
      assert.ok((await collected(piecesOf(file))).equals(bytes));
      assert.ok((await collected(piecesOf(file, 1_400_000))).equals(bytes.subarray(1_400_000)));
    } finally {
      await file.close();
    }
  });

  it('that becomes shorter while it is read is called truncated', async () => {
    const path = join(folder, 'shrinking');
    writeFileSync(path, Buffer.alloc(3_000_000));
    const file = await openDumpFile(path);
    try {
      truncateSync(path, 1000);
      await assert.rejects(collected(piecesOf(file)), withCode('dump-truncated'));
    } finally {
      await file.close();
    }
  });

  for (const [path, code, sentence] of [
    ['/nosuch/file.dump', 'dump-unreadable', 'there is no such file'],
    ['/dev/null', 'dump-unreadable', 'it is no regular file'],
    ['/', 'dump-format', 'This is a folder without a toc.dat'],
  ] as const) {
    it(`that is none is refused: ${path}`, async () => {
      await assert.rejects(
        dumpFiles.open(path),
        (error) =>
          error instanceof RecoveryError && error.code === code && error.message.includes(sentence),
      );
    });
  }

  it('is not waited for when it is a named pipe', async function () {
    if (process.platform === 'win32') {
      return;
    }
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    await assert.rejects(dumpFiles.open(path), withCode('dump-unreadable'));
  });
});
