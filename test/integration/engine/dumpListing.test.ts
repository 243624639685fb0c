import assert from 'node:assert/strict';
import { copyFile, cp, mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecoveryError } from '../../../src/core/errors';
import { dumpsIn, listed } from '../../../src/engine/dumpListing';

const archives = path.join(import.meta.dirname, '../../fixtures/archives');

describe('The dumps of a folder', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-dumps-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const put = async (archive: string, name: string): Promise<string> => {
    const file = path.join(folder, name);
    await copyFile(path.join(archives, archive), file);
    return file;
  };

  it('stand newest first, whatever their files are called', async () => {
    await put('pg15-custom.dump', 'z');
    await put('pg18-custom.dump', 'a');
    const dumps = await dumpsIn(folder);
    const times = dumps.map(({ contents }) => {
      assert.ok(!(contents instanceof RecoveryError));
      return contents.createdAt.from;
    });
    assert.equal(times.length, 2);
    assert.deepEqual(times, [...times].sort().reverse());
  });

  it('include one that is cut short, with the reason, by the time of its file', async () => {
    const cut = await put('pg15-custom.dump', 'cut');
    await truncate(cut, 200);
    await utimes(cut, new Date(), new Date('2000-01-01'));
    await put('pg18-custom.dump', 'whole');
    const [whole, last] = await dumpsIn(folder);
    assert.equal(path.basename(whole?.path ?? ''), 'whole');
    assert.ok(last?.contents instanceof RecoveryError);
    assert.equal(last.contents.code, 'dump-truncated');
  });

  it('include directory dumps, with all their files, and are the one that the folder is', async () => {
    const whole = path.join(folder, 'nightly');
    await cp(path.join(archives, 'pg15-directory'), whole, { recursive: true });
    await mkdir(path.join(folder, 'notes'));
    await put('pg15-tar.tar', 'other');
    const dumps = await dumpsIn(folder);
    assert.deepEqual(dumps.map((dump) => path.basename(dump.path)).sort(), ['nightly', 'other']);
    const [own, ...more] = await dumpsIn(whole);
    assert.equal(own?.path, whole);
    assert.deepEqual(more, []);
    assert.ok(!(own.contents instanceof RecoveryError));
    assert.equal(own.contents.format, 'directory');
    assert.equal(own.bytes, own.contents.bytes);
  });

  it('tell a directory dump by its newest file, so that a change of any is noticed', async () => {
    const whole = path.join(folder, 'nightly');
    await cp(path.join(archives, 'pg15-directory'), whole, { recursive: true });
    const before = await listed(whole);
    const later = new Date(Date.now() + 60_000);
    await utimes(path.join(whole, '3480.dat.gz'), later, later);
    assert.notEqual((await listed(whole))?.modifiedAt, before?.modifiedAt);
  });

  it('leave out what is no dump, but not a plain one, nor what its name calls a dump', async () => {
    await writeFile(path.join(folder, 'notes.txt'), 'bought milk');
    await writeFile(path.join(folder, 'unfinished.dump'), 'bought milk');
    await put('pg15-plain.sql.gz', 'nightly');
    const dumps = await dumpsIn(folder);
    assert.deepEqual(
      dumps
        .map(({ path: file, contents }) => [
          path.basename(file),
          contents instanceof RecoveryError ? contents.code : contents.format,
        ])
        .sort(),
      [
        ['nightly', 'plain'],
        ['unfinished.dump', 'dump-format'],
      ],
    );
  });

  it('say what to do where the folder is not there', async () => {
    await assert.rejects(dumpsIn(path.join(folder, 'gone')), (error) => {
      assert.ok(error instanceof RecoveryError);
      assert.equal(error.code, 'dump-unreadable');
      assert.match(error.message, /ENOENT/);
      return true;
    });
  });
});
